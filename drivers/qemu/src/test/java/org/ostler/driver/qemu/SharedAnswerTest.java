package org.ostler.driver.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Many who ask the same QEMU at once share one question, and none waits longer than he wants to.
class SharedAnswerTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void manyWhoAskAtOnceShareOneRound() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch release = new CountDownLatch(1);
        SharedAnswer<Integer> answer =
                new SharedAnswer<>(
                        "test",
                        () -> {
                            int round = asked.incrementAndGet();
                            awaitQuietly(release);
                            return round;
                        });
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<Integer>>> answers = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                answers.add(callers.submit(() -> answer.within(LONG)));
            }
            Awaitility.await().until(() -> asked.get() == 1);
            release.countDown();
            for (Future<Optional<Integer>> one : answers) {
                assertThat(one.get()).contains(1);
            }
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void staleAnswerIsAskedForAnew() {
        AtomicInteger asked = new AtomicInteger();
        SharedAnswer<Integer> answer = new SharedAnswer<>("test", asked::incrementAndGet);
        assertThat(answer.within(LONG)).contains(1);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(50))
                .atMost(LONG)
                .until(() -> answer.within(LONG).orElse(0) > 1);
    }

    @Test
    void stuckQemuIsWaitedForOnceAndAskedOnce() {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch release = new CountDownLatch(1);
        SharedAnswer<Integer> answer =
                new SharedAnswer<>(
                        "test",
                        () -> {
                            awaitQuietly(release);
                            return asked.incrementAndGet();
                        });
        Duration patience = Duration.ofMillis(300);
        assertThat(answer.within(patience)).isEmpty();
        long before = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            assertThat(answer.within(patience)).isEmpty();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .as("who comes late does not wait at all")
                .isLessThan(patience);
        release.countDown();
        Awaitility.await().atMost(LONG).until(() -> answer.within(LONG).isPresent());
    }

    @Test
    void refusalIsNoAnswerAndIsAskedAgain() {
        AtomicInteger asked = new AtomicInteger();
        SharedAnswer<Integer> answer =
                new SharedAnswer<>(
                        "test",
                        () -> {
                            if (asked.incrementAndGet() == 1) {
                                throw QmpException.lost("gone");
                            }
                            return 7;
                        });
        assertThat(answer.within(LONG)).isEmpty();
        assertThat(answer.within(LONG)).contains(7);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
