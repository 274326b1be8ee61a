package org.ostler.posix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

@Timeout(60)
class EpollTest {
    private static ByteBuffer one() {
        return ByteBuffer.allocateDirect(1);
    }

    @Test
    void descriptorIsToldOnceUntilItIsRearmed() throws Exception {
        List<UnixSocket> pair = UnixSocket.pair();
        try (Epoll epoll = Epoll.create();
                UnixSocket here = pair.get(0);
                UnixSocket there = pair.get(1)) {
            epoll.watch(here.fd(), 7);
            there.tryWrite(one());
            assertThat(epoll.await()).isEqualTo(1);
            assertThat(epoll.token(0)).isEqualTo(7);
            there.tryWrite(one());
            epoll.rearm(here.fd(), 8);
            assertThat(epoll.await()).isEqualTo(1);
            assertThat(epoll.token(0)).isEqualTo(8);
        }
    }

    @Test
    void endOfTheOtherSideIsTold() throws Exception {
        List<UnixSocket> pair = UnixSocket.pair();
        try (Epoll epoll = Epoll.create();
                UnixSocket here = pair.get(0)) {
            epoll.watch(here.fd(), 0);
            pair.get(1).close();
            assertThat(epoll.await()).isEqualTo(1);
            assertThat(here.tryRead(one())).isEqualTo(-1);
        }
    }

    @Test
    void allThatHaveSomethingAreNamedEachOnce() throws Exception {
        int count = 200;
        List<UnixSocket> open = new ArrayList<>();
        try (Epoll epoll = Epoll.create()) {
            for (int i = 0; i < count; i++) {
                List<UnixSocket> pair = UnixSocket.pair();
                open.addAll(pair);
                epoll.watch(pair.get(0).fd(), i);
                pair.get(1).tryWrite(one());
            }
            Set<Long> named = new HashSet<>();
            while (named.size() < count) {
                int n = epoll.await();
                for (int i = 0; i < n; i++) {
                    assertThat(named.add(epoll.token(i))).isTrue();
                }
            }
        } finally {
            open.forEach(UnixSocket::close);
        }
    }

    @Test
    void closingWakesWhoeverWaits() throws Exception {
        Epoll epoll = Epoll.create();
        CompletableFuture<Integer> waited = new CompletableFuture<>();
        Thread waiter =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try {
                                        waited.complete(epoll.await());
                                    } catch (PosixException e) {
                                        waited.completeExceptionally(e);
                                    }
                                });
        epoll.close();
        assertThat(waited.join()).isEqualTo(-1);
        assertThat(waiter.join(Duration.ofSeconds(20))).isTrue();
        assertThat(epoll.await()).isEqualTo(-1);
    }

    @Test
    void limitedReadReturnsWithNothing() throws Exception {
        List<UnixSocket> pair = UnixSocket.pair();
        try (UnixSocket here = pair.get(0);
                UnixSocket there = pair.get(1)) {
            here.limitReads(Duration.ofMillis(20));
            assertThat(here.read(one())).isZero();
            there.tryWrite(one());
            assertThat(here.read(one())).isEqualTo(1);
        }
    }
}
