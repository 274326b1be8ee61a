package org.ostler.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ostler.wire.RawFrames.REMOTE;
import static org.ostler.wire.RawFrames.bytes;
import static org.ostler.wire.RawFrames.call;
import static org.ostler.wire.RawFrames.frame;

import org.junit.jupiter.api.Test;
import org.ostler.posix.Eventfd;
import org.ostler.posix.Fd;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

class ServerConnectionTest {
    private static final ConnectionLimits LIMITS = ConnectionLimits.DEFAULT;

    private static ByteBuffer body(String text) {
        return ByteBuffer.wrap(bytes(text));
    }

    @Test
    void cheapCallIsAnsweredOnTheReadersThread() throws Exception {
        AtomicReference<String> thread = new AtomicReference<>("");
        try (TestServer server =
                new TestServer(
                        LIMITS,
                        (call, payload) -> {
                            thread.set(Thread.currentThread().getName());
                            call.reply(payload);
                        })) {
            server.send(call(4, 7, "ask"));
            assertThat(server.receive())
                    .isEqualTo(new RawFrames.Received(false, REMOTE, 4, 1, 7, 0, "ask"));
            assertThat(thread).hasValue("test client 1 reader");
        }
    }

    @Test
    void blockedCallDoesNotHoldUpOthers() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (TestServer server =
                new TestServer(
                        LIMITS,
                        (call, payload) -> {
                            if (call.header().procedure() == 4) {
                                call.reply(payload);
                                return;
                            }
                            call.later(
                                    () -> {
                                        await(release);
                                        call.reply(body("slow"));
                                    });
                        })) {
            server.send(call(5, 1, ""), call(4, 2, "quick"));
            assertThat(server.receive().body()).isEqualTo("quick");
            release.countDown();
            assertThat(server.receive().body()).isEqualTo("slow");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void manyCallsOfOneConnectionAreEachAnsweredOnce() throws Exception {
        int calls = 5000;
        try (TestServer server =
                new TestServer(
                        LIMITS,
                        (call, payload) -> {
                            if (call.header().serial() % 2 == 0) {
                                call.reply(payload);
                                return;
                            }
                            byte[] copy = new byte[payload.remaining()];
                            payload.get(copy);
                            call.later(() -> call.reply(ByteBuffer.wrap(copy)));
                        })) {
            Thread sender =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        try {
                                            for (int i = 0; i < calls; i++) {
                                                server.send(call(4, i, "call " + i));
                                            }
                                        } catch (Exception e) {
                                            throw new AssertionError(e);
                                        }
                                    });
            Set<Integer> serials = new HashSet<>();
            for (int i = 0; i < calls; i++) {
                RawFrames.Received reply = server.receive();
                assertThat(reply.body()).isEqualTo("call " + reply.serial());
                serials.add(reply.serial());
            }
            assertThat(serials).hasSize(calls);
            assertThat(sender.join(RawFrames.SOON)).isTrue();
            assertThat(server.isQuiet()).isTrue();
            WaitFor.condition(() -> server.connection.requestsInFlight() == 0);
        }
    }

    @Test
    void throwingHandlerAndTaskBecomeErrorReplies() throws Exception {
        try (TestServer server =
                new TestServer(
                        LIMITS,
                        (call, payload) -> {
                            if (call.header().procedure() == 1) {
                                throw new IllegalStateException("inline");
                            }
                            call.later(
                                    () -> {
                                        throw new StackOverflowError("later");
                                    });
                        })) {
            server.send(call(1, 1, ""));
            assertThat(server.receive().body()).isEqualTo("threw inline");
            server.send(call(2, 2, ""));
            RawFrames.Received error = server.receive();
            assertThat(error.body()).isEqualTo("threw later");
            assertThat(error.status()).isEqualTo(FrameHeader.ERROR);
        }
    }

    @Test
    void secondAnswerIsTheHandlersMistake() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        try (TestServer server =
                new TestServer(
                        LIMITS,
                        (call, payload) -> {
                            call.reply(payload);
                            try {
                                call.fail(payload);
                            } catch (IllegalStateException e) {
                                thrown.set(e);
                            }
                        })) {
            server.send(call(1, 1, "one"), call(2, 2, "two"));
            assertThat(server.receive().body()).isEqualTo("one");
            assertThat(server.receive().body()).isEqualTo("two");
            assertThat(thrown.get()).hasMessageContaining("answered twice");
        }
    }

    @Test
    void requestsBeyondTheLimitWaitAndPingIsAnsweredMeanwhile() throws Exception {
        Semaphore release = new Semaphore(0);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (TestServer server =
                new TestServer(
                        LIMITS.withRequests(2, 3),
                        (call, payload) -> {
                            most.accumulateAndGet(running.incrementAndGet(), Math::max);
                            call.later(
                                    () -> {
                                        release.acquireUninterruptibly();
                                        running.decrementAndGet();
                                        call.reply(ByteBuffer.allocate(0));
                                    });
                        })) {
            for (int i = 0; i < 5; i++) {
                server.send(call(1, i, ""));
            }
            server.send(frame(RawFrames.KEEPALIVE, 1, 1, 2, 0, 0, new byte[0]));
            assertThat(server.receive().program()).isEqualTo(RawFrames.KEEPALIVE);
            assertThat(server.connection.requestsInFlight()).isEqualTo(2);
            // A sixth fills the waiting room: reading stops until an answer has gone out.
            server.send(call(1, 5, ""));
            server.send(frame(RawFrames.KEEPALIVE, 1, 1, 2, 0, 0, new byte[0]));
            assertThat(server.isQuiet()).isTrue();
            release.release(6);
            Set<Integer> seen = new HashSet<>();
            for (int i = 0; i < 7; i++) {
                RawFrames.Received r = server.receive();
                seen.add(r.program() == REMOTE ? r.serial() : -1);
            }
            assertThat(seen).containsExactlyInAnyOrder(-1, 0, 1, 2, 3, 4, 5);
            assertThat(most.get()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void firstEventOfASubscriptionFollowsItsReply() throws Exception {
        List<Runnable> subscribers = new ArrayList<>();
        try (TestServer server =
                new TestServer(
                        LIMITS,
                        (call, payload) ->
                                call.replyThen(
                                        body("registered"),
                                        () ->
                                                subscribers.add(
                                                        () ->
                                                                call.connection()
                                                                        .push(
                                                                                REMOTE,
                                                                                1,
                                                                                318,
                                                                                body("event")))))) {
            server.send(call(316, 3, ""));
            assertThat(server.receive().body()).isEqualTo("registered");
            WaitFor.condition(() -> !subscribers.isEmpty());
            subscribers.getFirst().run();
            assertThat(server.receive())
                    .isEqualTo(new RawFrames.Received(false, REMOTE, 318, 2, 0, 0, "event"));
        }
    }

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

    @Test
    void replyThatFitsNoFrameBecomesAnError() throws Exception {
        ByteBuffer tooLarge = ByteBuffer.allocate(FrameHeader.MAX_PAYLOAD_BYTES + 1);
        try (TestServer server = new TestServer(LIMITS, (call, payload) -> call.reply(tooLarge))) {
            server.send(call(1, 1, ""));
            assertThat(server.receive().body())
                    .startsWith("threw a payload of 33554409 bytes is over the 33554408");
        }
    }
}
