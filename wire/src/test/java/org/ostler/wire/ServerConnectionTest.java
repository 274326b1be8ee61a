package org.ostler.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ostler.wire.RawFrames.REMOTE;
import static org.ostler.wire.RawFrames.body;
import static org.ostler.wire.RawFrames.call;
import static org.ostler.wire.RawFrames.frame;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// Calls, answers and events on a server connection whose peer behaves.
class ServerConnectionTest {
    private static final ConnectionLimits LIMITS = ConnectionLimits.DEFAULT;

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
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
    void replyThatFitsNoFrameBecomesAnError() throws Exception {
        ByteBuffer tooLarge = ByteBuffer.allocate(FrameHeader.MAX_PAYLOAD_BYTES + 1);
        try (TestServer server = new TestServer(LIMITS, (call, payload) -> call.reply(tooLarge))) {
            server.send(call(1, 1, ""));
            assertThat(server.receive().body())
                    .startsWith("threw a payload of 33554409 bytes is over the 33554408");
        }
    }
}
