package org.ostler.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.ostler.wire.RawFrames.REMOTE;
import static org.ostler.wire.RawFrames.SOON;
import static org.ostler.wire.RawFrames.body;
import static org.ostler.wire.RawFrames.bytes;
import static org.ostler.wire.RawFrames.frame;
import static org.ostler.wire.TestLink.client;
import static org.ostler.wire.TestLink.reading;
import static org.ostler.wire.TestLink.text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ostler.posix.UnixSocket;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// Calls that get no answer: deadlines, limits, interrupts, and connections that end under them.
class ClientConnectionEndTest {
    private static final ClientSettings SETTINGS = ClientSettings.DEFAULT;
    private static final ClientEvents NONE = (header, payload) -> {};

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endOfTheConnectionFailsAllWaitersAtOnce(boolean callersRead) throws Exception {
        CountDownLatch arrived = new CountDownLatch(4);
        try (TestLink link =
                        new TestLink(
                                reading(callersRead),
                                NONE,
                                (call, payload) -> arrived.countDown());
                var threads = Executors.newFixedThreadPool(4)) {
            List<Future<ClientReply>> waiting = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                waiting.add(
                        threads.submit(
                                () ->
                                        link.client.call(
                                                REMOTE, 5, body(""), Duration.ofMinutes(5))));
            }
            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
            link.server.close();
            for (Future<ClientReply> f : waiting) {
                assertThatExceptionOfType(ExecutionException.class)
                        .isThrownBy(() -> f.get(10, TimeUnit.SECONDS))
                        .havingCause()
                        .isInstanceOfSatisfying(
                                ConnectionException.class,
                                e -> {
                                    assertThat(e.reason())
                                            .isEqualTo(ConnectionException.Reason.ENDED);
                                    assertThat(e.outcomeUnknown()).isTrue();
                                });
            }
            assertThat(link.client.whenEnded().get(10, TimeUnit.SECONDS).cause())
                    .isEqualTo(ConnectionEnd.Cause.PEER_CLOSED);
            assertThatExceptionOfType(ConnectionException.class)
                    .isThrownBy(() -> link.client.call(REMOTE, 5, body(""), SOON))
                    .satisfies(e -> assertThat(e.outcomeUnknown()).isFalse());
        }
    }

    @Test
    void closingWakesACallerWhoReadsHimself() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        try (TestLink link = new TestLink(SETTINGS, NONE, (call, payload) -> arrived.countDown());
                var threads = Executors.newFixedThreadPool(1)) {
            Future<ClientReply> waiting =
                    threads.submit(
                            () -> link.client.call(REMOTE, 5, body(""), Duration.ofMinutes(5)));
            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
            link.client.close();
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
                    .withMessageContaining("the connection was closed");
        }
    }

    @Test
    void interruptEndsAWaitingCall() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        try (TestLink link = new TestLink(SETTINGS, NONE, (call, payload) -> arrived.countDown())) {
            Thread caller =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        try {
                                            link.client.call(
                                                    REMOTE, 5, body(""), Duration.ofMinutes(5));
                                        } catch (Exception e) {
                                            thrown.complete(e);
                                        }
                                    });
            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
            caller.interrupt();
            assertThat(thrown.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void keepaliveAskedForBeforeTheReaderStartsBeginsWithTheFirstQuiet() throws Exception {
        var pair = UnixSocket.pair();
        ManualTimer timer = new ManualTimer();
        try (UnixSocket server = pair.get(0);
                var tasks = Executors.newVirtualThreadPerTaskExecutor();
                ClientConnection client = TestLink.unstarted(pair.get(1), timer, tasks)) {
            client.startKeepalive(KeepaliveSettings.CLIENT);
            assertThat(timer.hasTasks()).isFalse();
            client.start();
            WaitFor.condition(timer::hasTasks);
            timer.advance(Duration.ofSeconds(5));
            assertThat(RawFrames.receive(server).program())
                    .isEqualTo(KeepaliveProtocol.PING_HEADER.program());
            timer.advance(Duration.ofSeconds(31));
            assertThat(client.whenEnded().get(10, TimeUnit.SECONDS).cause())
                    .isEqualTo(ConnectionEnd.Cause.KEEPALIVE_TIMEOUT);
        }
    }

    @Test
    void callBeforeTheReaderStartsIsAnsweredAndWhoIsToldOfTheEndIsToldOnce() throws Exception {
        List<String> ends = new CopyOnWriteArrayList<>();
        try (TestLink link = TestLink.unstarted()) {
            link.client.whenEnded(end -> ends.add("watched " + end.cause()));
            ClientReply reply = link.client.call(REMOTE, 5, body("x"), Duration.ofSeconds(10));
            assertThat(reply.failed()).isFalse();
            link.client.close();
            link.client.close();
            link.client.whenEnded(end -> ends.add("late " + end.cause()));
        }
        assertThat(ends).containsExactly("watched CLOSED_HERE", "late CLOSED_HERE");
    }

    @Test
    void watcherThatFailsDoesNotKeepTheEndFromTheOthers() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        try (TestLink link = TestLink.echoing()) {
            link.client.whenEnded(
                    end -> {
                        throw new IllegalStateException("as the test wants");
                    });
            link.client.whenEnded(end -> told.add("second"));
            link.client.close();
        }
        assertThat(told).containsExactly("second");
    }

    @Test
    void whatCameTogetherWithAnAnswerIsDealtOutBeforeTheReaderStarts() throws Exception {
        var pair = UnixSocket.pair();
        List<Integer> events = new CopyOnWriteArrayList<>();
        try (UnixSocket server = pair.get(0);
                var tasks = Executors.newVirtualThreadPerTaskExecutor();
                ClientConnection client =
                        new ClientConnection(
                                "raw",
                                new UnixTransport(pair.get(1)),
                                SETTINGS,
                                new ConnectionServices(
                                        new FrameBuffers(), new ManualTimer().clock(), tasks),
                                (header, payload) -> events.add(header.procedure()))) {
            var served =
                    tasks.submit(
                            () -> {
                                RawFrames.receive(server);
                                ByteBuffer reply = frame(REMOTE, 1, 5, 1, 0, 0, bytes("said"));
                                ByteBuffer event = frame(REMOTE, 1, 318, 2, 0, 0, bytes("no"));
                                ByteBuffer both =
                                        ByteBuffer.allocateDirect(
                                                reply.remaining() + event.remaining());
                                RawFrames.send(server, both.put(reply).put(event).flip());
                                return true;
                            });
            assertThat(text(client.call(REMOTE, 5, body(""), SOON))).isEqualTo("said");
            assertThat(served.get(10, TimeUnit.SECONDS)).isTrue();
            assertThat(events).containsExactly(318);
        }
    }

    @Test
    void silentServerIsGivenUp() throws Exception {
        var pair = UnixSocket.pair();
        ManualTimer timer = new ManualTimer();
        try (UnixSocket server = pair.get(0);
                var tasks = Executors.newVirtualThreadPerTaskExecutor();
                ClientConnection client = client(pair.get(1), timer, tasks)) {
            client.startKeepalive(KeepaliveSettings.CLIENT);
            CompletableFuture<ClientReply> call =
                    client.submit(REMOTE, 5, body(""), Duration.ofHours(1));
            timer.advance(Duration.ofSeconds(36));
            assertThat(client.whenEnded().get(10, TimeUnit.SECONDS).cause())
                    .isEqualTo(ConnectionEnd.Cause.KEEPALIVE_TIMEOUT);
            assertThat(call).isCompletedExceptionally();
            int pings = 0;
            for (RawFrames.Received r = RawFrames.receive(server);
                    !r.end();
                    r = RawFrames.receive(server)) {
                pings += r.program() == RawFrames.KEEPALIVE ? 1 : 0;
            }
            assertThat(pings).isEqualTo(6);
        }
    }

    @Test
    void answerThatNamesAnotherProcedureEndsTheConnection() throws Exception {
        var pair = UnixSocket.pair();
        ManualTimer timer = new ManualTimer();
        try (UnixSocket server = pair.get(0);
                var tasks = Executors.newVirtualThreadPerTaskExecutor();
                ClientConnection client = client(pair.get(1), timer, tasks)) {
            CompletableFuture<ClientReply> call = client.submit(REMOTE, 5, body(""), SOON);
            RawFrames.send(server, frame(REMOTE, 1, 5, 1, 77, 0, bytes("of nobody")));
            RawFrames.send(server, frame(REMOTE, 1, 6, 1, 0, 0, bytes("wrong")));
            assertThat(client.whenEnded().get(10, TimeUnit.SECONDS).cause())
                    .isEqualTo(ConnectionEnd.Cause.PROTOCOL_VIOLATION);
            assertThat(call).isCompletedExceptionally();
        }
    }

    @Test
    void serverThatDoesNotReadRefusesPipelinedCallsWithoutBlocking() throws Exception {
        var pair = UnixSocket.pair();
        ManualTimer timer = new ManualTimer();
        try (UnixSocket server = pair.get(0);
                var tasks = Executors.newVirtualThreadPerTaskExecutor();
                ClientConnection client = client(pair.get(1), timer, tasks)) {
            ByteBuffer large = ByteBuffer.allocate(1 << 20);
            CompletableFuture<ClientReply> last = client.submit(REMOTE, 5, large, SOON);
            for (int i = 0; i < 40 && !last.isDone(); i++) {
                last = client.submit(REMOTE, 5, large, SOON);
            }
            assertThat(last.exceptionNow())
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            e -> {
                                assertThat(e.reason())
                                        .isEqualTo(ConnectionException.Reason.CONGESTED);
                                assertThat(e.outcomeUnknown()).isFalse();
                            });
            assertThat(server.awaitReadable(SOON)).isTrue();
        }
    }

    @Test
    void callsBeyondTheLimitFailAtOnce() throws Exception {
        try (TestLink link =
                new TestLink(
                        new ClientSettings(2, 1 << 20, Duration.ofSeconds(30), 64 << 20, true),
                        NONE,
                        (call, payload) -> {})) {
            var first = link.client.submit(REMOTE, 5, body(""), SOON);
            var second = link.client.submit(REMOTE, 5, body(""), SOON);
            assertThatExceptionOfType(ConnectionException.class)
                    .isThrownBy(() -> link.client.call(REMOTE, 5, body(""), SOON))
                    .satisfies(
                            e ->
                                    assertThat(e.reason())
                                            .isEqualTo(ConnectionException.Reason.CONGESTED));
            assertThat(first).isNotDone();
            assertThat(second).isNotDone();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void deadlinePassesAndTheLateAnswerIsConsumed(boolean callersRead) throws Exception {
        AtomicReference<ServerCall> kept = new AtomicReference<>();
        try (TestLink link =
                new TestLink(
                        reading(callersRead),
                        NONE,
                        (call, payload) -> {
                            if (call.header().procedure() == 5) {
                                kept.set(call);
                            } else {
                                call.reply(payload);
                            }
                        })) {
            assertThatExceptionOfType(ConnectionException.class)
                    .isThrownBy(() -> link.client.call(REMOTE, 5, body(""), Duration.ofMillis(30)))
                    .satisfies(
                            e -> {
                                assertThat(e.reason())
                                        .isEqualTo(ConnectionException.Reason.TIMED_OUT);
                                assertThat(e.outcomeUnknown()).isTrue();
                            });
            CompletableFuture<ClientReply> submitted =
                    link.client.submit(REMOTE, 5, body(""), Duration.ofMillis(30));
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> submitted.get(10, TimeUnit.SECONDS))
                    .withMessageContaining("no answer within");
            assertThat(link.client.outstanding()).isEqualTo(2);
            kept.get().reply(body("late"));
            assertThat(text(link.client.call(REMOTE, 4, body("next"), SOON))).isEqualTo("next");
            WaitFor.condition(() -> link.client.outstanding() == 1);
        }
    }
}
