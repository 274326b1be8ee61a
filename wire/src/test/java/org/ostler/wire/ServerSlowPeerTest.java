package org.ostler.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ostler.wire.RawFrames.REMOTE;
import static org.ostler.wire.RawFrames.call;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.time.Duration;

/// Peers that read late, send late, or say nothing: what they cost, and when they are given up.
class ServerSlowPeerTest {
    private static final ConnectionLimits LIMITS = ConnectionLimits.DEFAULT;

    @Test
    void receiverThatNeverReadsItsEventsIsDroppedAndMemoryStaysBounded() throws Exception {
        try (TestServer server =
                new TestServer(
                        LIMITS.withQueues(1 << 20, 1 << 20, 1 << 20, true), TestServer::echo)) {
            ByteBuffer event = ByteBuffer.allocate(1000);
            int pushed = 0;
            while (server.connection.push(REMOTE, 1, 318, event)) {
                pushed++;
                assertThat(server.connection.queuedBytes()).isLessThanOrEqualTo(2 << 20);
            }
            assertThat(pushed).isGreaterThan(1000);
            assertThat(server.awaitEnd().cause()).isEqualTo(ConnectionEnd.Cause.EVENTS_OVERFLOWED);
        }
    }

    @Test
    void receiverThatNeverReadsMayLoseItsEventsOnly() throws Exception {
        try (TestServer server =
                new TestServer(
                        LIMITS.withQueues(1 << 20, 1 << 16, 1 << 20, false), TestServer::echo)) {
            ByteBuffer event = ByteBuffer.allocate(1000);
            int accepted = 0;
            while (server.connection.push(REMOTE, 1, 318, event)) {
                accepted++;
            }
            for (int i = 0; i < accepted; i++) {
                assertThat(server.receive().procedure()).isEqualTo(318);
            }
            server.send(call(1, 1, "still here"));
            assertThat(server.receive().body()).isEqualTo("still here");
        }
    }

    @Test
    void clientThatDoesNotReadItsRepliesIsDisconnected() throws Exception {
        try (TestServer server =
                new TestServer(
                        LIMITS.withDeadlines(Duration.ofSeconds(30), Duration.ofMillis(200)),
                        (call, payload) -> call.reply(ByteBuffer.allocate(1 << 20)))) {
            try {
                for (int i = 0; i < 1000; i++) {
                    server.send(call(1, i, "more"));
                }
            } catch (java.io.IOException disconnected) {
                assertThat(disconnected).isNotNull();
            }
            assertThat(server.awaitEnd().cause()).isEqualTo(ConnectionEnd.Cause.STALLED);
            assertThat(server.connection.queuedBytes()).isZero();
        }
    }

    @Test
    void largeRepliesToASlowReaderArriveWhole() throws Exception {
        byte[] large = new byte[3_000_000];
        new java.util.Random(5).nextBytes(large);
        try (TestServer server =
                new TestServer(LIMITS, (call, payload) -> call.reply(ByteBuffer.wrap(large)))) {
            server.send(call(1, 1, ""), call(1, 2, ""), call(1, 3, ""));
            WaitFor.condition(() -> server.connection.queuedBytes() > 0);
            for (int i = 1; i <= 3; i++) {
                RawFrames.Received reply = server.receive();
                assertThat(reply.serial()).isEqualTo(i);
                assertThat(reply.body().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1))
                        .isEqualTo(large);
            }
        }
    }

    @Test
    void silentPeerIsPingedAndGivenUp() throws Exception {
        try (TestServer server = new TestServer(LIMITS, TestServer::echo)) {
            server.connection.markAuthenticated();
            server.connection.startKeepalive(KeepaliveSettings.SERVER);
            server.timer.advance(Duration.ofSeconds(4));
            assertThat(server.isQuiet()).isTrue();
            server.timer.advance(Duration.ofSeconds(22));
            for (int i = 0; i < 5; i++) {
                assertThat(server.receive().procedure()).isEqualTo(KeepaliveProtocol.PING);
            }
            server.timer.advance(Duration.ofSeconds(5));
            assertThat(server.awaitEnd())
                    .isEqualTo(
                            new ConnectionEnd(
                                    ConnectionEnd.Cause.KEEPALIVE_TIMEOUT,
                                    "connection closed due to keepalive timeout"));
        }
    }

    @Test
    void anyFrameProvesLife() throws Exception {
        try (TestServer server = new TestServer(LIMITS, TestServer::echo)) {
            server.connection.markAuthenticated();
            server.connection.startKeepalive(KeepaliveSettings.SERVER);
            for (int i = 0; i < 100; i++) {
                server.timer.advance(Duration.ofSeconds(4));
                server.send(call(1, i, "alive"));
                assertThat(server.receive().program()).isEqualTo(REMOTE);
            }
            assertThat(server.connection.whenEnded()).isNotDone();
        }
    }

    @Test
    void peerThatTakesALargeReplySlowlyIsNotTakenForDead() throws Exception {
        ManualTimer timer;
        try (TestServer server =
                new TestServer(
                        LIMITS, (call, payload) -> call.reply(ByteBuffer.allocate(4 << 20)))) {
            timer = server.timer;
            server.connection.markAuthenticated();
            server.connection.startKeepalive(KeepaliveSettings.SERVER);
            server.send(call(1, 1, ""));
            WaitFor.condition(() -> server.connection.queuedBytes() > 0);
            ByteBuffer some = ByteBuffer.allocateDirect(100_000);
            int got = 0;
            while (got < 28 + (4 << 20)) {
                assertThat(server.peer.awaitReadable(RawFrames.SOON)).isTrue();
                got +=
                        server.peer.read(
                                some.clear().limit(Math.min(100_000, 28 + (4 << 20) - got)));
                timer.advance(Duration.ofSeconds(2));
            }
            assertThat(server.connection.whenEnded()).isNotDone();
        }
    }

    @Test
    void peerThatSendsAByteASecondCostsOnlyItself() throws Exception {
        try (TestServer server = new TestServer(LIMITS, TestServer::echo)) {
            server.connection.markAuthenticated();
            server.connection.startKeepalive(KeepaliveSettings.SERVER);
            ByteBuffer all = call(1, 1, "slow");
            for (int i = 0; i < 27; i++) {
                server.send(all.limit(i + 1));
                server.timer.advance(Duration.ofSeconds(1));
            }
            // Bytes are no frames: PINGs go out, and in the end the connection is given up.
            server.timer.advance(Duration.ofSeconds(5));
            assertThat(server.awaitEnd().cause()).isEqualTo(ConnectionEnd.Cause.KEEPALIVE_TIMEOUT);
        }
    }
}
