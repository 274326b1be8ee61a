package org.ostler.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ostler.wire.RawFrames.REMOTE;
import static org.ostler.wire.RawFrames.body;
import static org.ostler.wire.RawFrames.call;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// How a server connection ends, from either side, with calls under way.
class ServerConnectionEndTest {
    private static final ConnectionLimits LIMITS = ConnectionLimits.DEFAULT;

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void halfClosedPeerIsGone() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        ConcurrentLinkedQueue<String> ends = new ConcurrentLinkedQueue<>();
        try (TestServer server =
                new TestServer(
                        LIMITS,
                        (call, payload) ->
                                call.later(
                                        () -> {
                                            await(release);
                                            call.reply(body("late"));
                                        }))) {
            var _ = server.connection.whenEnded().thenAccept(e -> ends.add(e.cause().name()));
            server.send(call(1, 1, ""));
            server.peer.shutdownOutput();
            assertThat(server.awaitEnd().cause()).isEqualTo(ConnectionEnd.Cause.PEER_CLOSED);
            release.countDown();
            // The end of the client's sending is the end of the connection.
            assertThat(server.receive().end()).isTrue();
            WaitFor.condition(() -> !ends.isEmpty());
        }
    }

    @Test
    void answersOfAClosedConnectionAreDropped() throws Exception {
        AtomicReference<ServerCall> kept = new AtomicReference<>();
        try (TestServer server = new TestServer(LIMITS, (call, payload) -> kept.set(call))) {
            server.send(call(1, 1, ""));
            WaitFor.condition(() -> kept.get() != null);
            server.connection.close();
            AtomicInteger ran = new AtomicInteger();
            kept.get().replyThen(body("x"), ran::incrementAndGet);
            assertThat(ran).hasValue(0);
            assertThat(server.connection.push(REMOTE, 1, 318, body("x"))).isFalse();
        }
    }

    @Test
    void closeGentlySendsWhatWasAccepted() throws Exception {
        try (TestServer server =
                new TestServer(
                        LIMITS, (call, payload) -> call.reply(ByteBuffer.allocate(1 << 20)))) {
            server.send(call(1, 1, ""));
            WaitFor.condition(() -> server.connection.queuedBytes() > 0);
            Thread closer =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        try {
                                            server.connection.closeGently(RawFrames.SOON);
                                        } catch (InterruptedException e) {
                                            throw new AssertionError(e);
                                        }
                                    });
            assertThat(server.receive().body()).hasSize(1 << 20);
            assertThat(server.receive().end()).isTrue();
            assertThat(closer.join(RawFrames.SOON)).isTrue();
        }
    }

    @Test
    void closeWhileTheReaderWaitsForRoomEndsTheReader() throws Exception {
        try (TestServer server = new TestServer(LIMITS.withRequests(1, 0), (call, payload) -> {})) {
            server.send(call(1, 1, ""), call(1, 2, ""), call(1, 3, ""));
            WaitFor.condition(() -> server.connection.requestsInFlight() == 1);
            server.connection.close();
            WaitFor.condition(() -> !threadExists("test client 1 reader"));
        }
    }

    private static boolean threadExists(String name) {
        return Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().equals(name));
    }
}
