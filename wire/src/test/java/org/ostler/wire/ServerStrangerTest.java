package org.ostler.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ostler.wire.RawFrames.REMOTE;
import static org.ostler.wire.RawFrames.call;
import static org.ostler.wire.RawFrames.frame;

import org.junit.jupiter.api.Test;
import org.ostler.posix.Eventfd;
import org.ostler.posix.Fd;

import java.nio.ByteBuffer;
import java.time.Duration;

/// What a peer can do before it has authenticated, with descriptors, and with garbage.
class ServerStrangerTest {
    private static final ConnectionLimits LIMITS = ConnectionLimits.DEFAULT;

    @Test
    void peerThatDoesNotAuthenticateInTimeIsDropped() throws Exception {
        try (TestServer server =
                new TestServer(
                        LIMITS.withDeadlines(Duration.ofSeconds(30), Duration.ofSeconds(30)),
                        TestServer::echo)) {
            server.timer.advance(Duration.ofSeconds(29));
            server.send(call(1, 1, "x"));
            assertThat(server.receive().end()).isFalse();
            server.timer.advance(Duration.ofSeconds(2));
            assertThat(server.awaitEnd().cause()).isEqualTo(ConnectionEnd.Cause.NOT_AUTHENTICATED);
        }
    }

    @Test
    void authenticationLiftsDeadlineAndFrameLimit() throws Exception {
        try (TestServer server =
                new TestServer(
                        LIMITS,
                        (call, payload) -> {
                            call.connection().markAuthenticated();
                            call.reply(payload);
                        })) {
            server.send(call(66, 1, "auth"));
            assertThat(server.receive().body()).isEqualTo("auth");
            server.timer.advance(Duration.ofMinutes(10));
            String large = "x".repeat(200_000);
            server.send(call(1, 2, large));
            assertThat(server.receive().body()).isEqualTo(large);
        }
    }

    @Test
    void largeFrameBeforeAuthenticationEndsTheConnection() throws Exception {
        try (TestServer server = new TestServer(LIMITS, TestServer::echo)) {
            server.send(RawFrames.words(200_000, REMOTE, 1, 1, 0, 0, 0));
            assertThat(server.awaitEnd().cause()).isEqualTo(ConnectionEnd.Cause.PROTOCOL_VIOLATION);
        }
    }

    @Test
    void descriptorsComeWithACallAndGoWithAReply() throws Exception {
        try (TestServer server =
                        new TestServer(
                                LIMITS,
                                (call, payload) -> call.reply(payload, call.takeDescriptors()));
                Eventfd passed = Eventfd.create()) {
            passed.signal();
            server.connection.markAuthenticated();
            server.send(frame(REMOTE, 1, 2, 4, 2, 0, new byte[] {0, 0, 0, 1, 'x'}));
            server.peer.sendDescriptor(passed.fd(), RawFrames.SOON);
            RawFrames.Received reply = server.receive();
            assertThat(reply.type()).isEqualTo(FrameType.REPLY_WITH_FDS.number());
            assertThat(reply.body()).isEqualTo("\0\0\0\1x");
            try (Fd back = server.peer.receiveDescriptor().orElseThrow()) {
                assertThat(back.read(ByteBuffer.allocateDirect(8))).isEqualTo(8);
            }
        }
    }

    @Test
    void descriptorsBeforeAuthenticationEndTheConnection() throws Exception {
        try (TestServer server = new TestServer(LIMITS, TestServer::echo);
                Eventfd passed = Eventfd.create()) {
            server.send(frame(REMOTE, 1, 2, 4, 2, 0, new byte[] {0, 0, 0, 1}));
            server.peer.sendDescriptor(passed.fd(), RawFrames.SOON);
            assertThat(server.awaitEnd().cause()).isEqualTo(ConnectionEnd.Cause.PROTOCOL_VIOLATION);
        }
    }

    @Test
    void descriptorsThatWaitWithTheirCallsAreBounded() throws Exception {
        try (TestServer server =
                        new TestServer(LIMITS.withRequests(1, 100), (call, payload) -> {});
                Eventfd passed = Eventfd.create()) {
            server.connection.markAuthenticated();
            for (int i = 0; i < 3; i++) {
                server.send(frame(REMOTE, 1, 2, 4, i, 0, new byte[] {0, 0, 0, 32}));
                for (int j = 0; j < 32 && !server.connection.whenEnded().isDone(); j++) {
                    server.peer.sendDescriptor(passed.fd(), RawFrames.SOON);
                }
            }
            assertThat(server.awaitEnd().cause()).isEqualTo(ConnectionEnd.Cause.PROTOCOL_VIOLATION);
        }
    }

    @Test
    void garbageEndsOnlyItsOwnConnection() throws Exception {
        java.util.Random random = new java.util.Random(9);
        for (int i = 0; i < 50; i++) {
            try (TestServer server = new TestServer(LIMITS, TestServer::echo)) {
                byte[] garbage = new byte[64 + random.nextInt(2000)];
                random.nextBytes(garbage);
                garbage[0] |= (byte) 0x80;
                server.send(ByteBuffer.allocateDirect(garbage.length).put(garbage).flip());
                assertThat(server.awaitEnd().cause())
                        .isEqualTo(ConnectionEnd.Cause.PROTOCOL_VIOLATION);
            }
        }
    }
}
