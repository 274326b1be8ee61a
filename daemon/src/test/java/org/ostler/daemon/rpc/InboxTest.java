package org.ostler.daemon.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

class InboxTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final List<Integer> taken = new ArrayList<>();
    private final Inbox<Integer> inbox = new Inbox<>(taken::add);

    @Test
    void whatComesWhileSomebodyIsAloneIsHandedOverByHimAndKeepsNobodyWaiting()
            throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        AtomicBoolean undisturbed = new AtomicBoolean();
        Thread alone =
                Thread.startVirtualThread(
                        () ->
                                inbox.alone(
                                        () -> {
                                            inside.countDown();
                                            await(leave);
                                            undisturbed.set(taken.isEmpty());
                                        }));
        await(inside);
        inbox.offer(1);
        inbox.offer(2);
        leave.countDown();
        assertThat(alone.join(LONG)).isTrue();
        assertThat(undisturbed).isTrue();
        assertThat(taken).containsExactly(1, 2);
    }

    @Test
    void nothingIsLostOrDoubledWhenManyOfferAndManyAreAlone() throws InterruptedException {
        int each = 1000;
        List<Thread> threads =
                IntStream.range(0, 4)
                        .mapToObj(
                                k ->
                                        Thread.startVirtualThread(
                                                () -> {
                                                    for (int i = 0; i < each; i++) {
                                                        inbox.offer(k * each + i);
                                                        inbox.alone(() -> {});
                                                    }
                                                }))
                        .toList();
        for (Thread thread : threads) {
            assertThat(thread.join(LONG)).isTrue();
        }
        assertThat(taken)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 4 * each).boxed().toList());
        for (int k = 0; k < 4; k++) {
            int from = k * each;
            assertThat(taken.stream().filter(n -> n / each == from / each)).isSorted();
        }
    }

    @Test
    void whatIsTooMuchIsLost() {
        inbox.alone(() -> IntStream.range(0, Inbox.MAX + 5).forEach(inbox::offer));
        assertThat(taken).hasSize(Inbox.MAX);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
