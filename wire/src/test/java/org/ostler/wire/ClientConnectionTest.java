package org.ostler.wire;

import static org.assertj.core.api.Assertions.assertThat;
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
import org.ostler.posix.Eventfd;
import org.ostler.posix.Fd;
import org.ostler.posix.UnixSocket;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Calls, events and descriptors on a client connection whose server behaves.
class ClientConnectionTest {
    private static final ClientSettings SETTINGS = ClientSettings.DEFAULT;
    private static final ClientEvents NONE = (header, payload) -> {};

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void callsFromManyThreadsGetTheirOwnAnswers(boolean callersRead) throws Exception {
        try (TestLink link =
                        new TestLink(
                                reading(callersRead),
                                NONE,
                                (call, payload) -> {
                                    if (call.header().serial() % 3 == 0) {
                                        call.reply(payload);
                                        return;
                                    }
                                    byte[] copy = new byte[payload.remaining()];
                                    payload.get(copy);
                                    call.later(() -> call.reply(ByteBuffer.wrap(copy)));
                                });
                var platform = Executors.newFixedThreadPool(8);
                var virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int t = 0; t < 16; t++) {
                int thread = t;
                all.add(
                        (t % 2 == 0 ? platform : virtual)
                                .submit(
                                        () -> {
                                            for (int i = 0; i < 500; i++) {
                                                String ask = thread + "/" + i;
                                                ClientReply reply =
                                                        link.client.call(
                                                                REMOTE, 4, body(ask), SOON);
                                                assertThat(text(reply)).isEqualTo(ask);
                                            }
                                            return null;
                                        }));
            }
            for (Future<?> f : all) {
                f.get(60, TimeUnit.SECONDS);
            }
            assertThat(link.client.outstanding()).isZero();
        }
    }

    @Test
    void errorRepliesAreAnswers() throws Exception {
        try (TestLink link =
                new TestLink(
                        SETTINGS, NONE, (call, payload) -> call.fail(body("no such domain")))) {
            ClientReply reply = link.client.call(REMOTE, 23, body("x"), SOON);
            assertThat(reply.failed()).isTrue();
            assertThat(text(reply)).isEqualTo("no such domain");
        }
    }

    @Test
    void pipelinedCallsAreAllAnswered() throws Exception {
        try (TestLink link = TestLink.echoing()) {
            List<CompletableFuture<ClientReply>> all = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                all.add(link.client.submit(REMOTE, 4, body("call " + i), SOON));
            }
            for (int i = 0; i < 2000; i++) {
                assertThat(text(all.get(i).get(10, TimeUnit.SECONDS))).isEqualTo("call " + i);
            }
        }
    }

    @Test
    void eventsArriveInOrderWhetherOrNotAnybodyCalls() throws Exception {
        ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
        try (TestLink link =
                new TestLink(
                        SETTINGS,
                        (header, payload) -> seen.add(header.procedure() + RawFrames.text(payload)),
                        TestServer::echo)) {
            link.server.push(REMOTE, 1, 318, body("a"));
            WaitFor.condition(() -> seen.size() == 1);
            for (int i = 0; i < 100; i++) {
                link.server.push(REMOTE, 1, 318, body("" + i));
                link.client.call(REMOTE, 4, body(""), SOON);
                assertThat(seen).hasSize(i + 2);
            }
            link.server.push(REMOTE, 1, 319, body("z"));
            WaitFor.condition(() -> seen.size() == 102);
            assertThat(seen).startsWith("318a", "3180", "3181").endsWith("31899", "319z");
        }
    }

    @Test
    void receiverOfEventsThatThrowsDoesNotEndTheConnection() throws Exception {
        try (TestLink link =
                new TestLink(
                        SETTINGS,
                        (header, payload) -> {
                            throw new IllegalStateException("as the test wants");
                        },
                        TestServer::echo)) {
            link.server.push(REMOTE, 1, 318, body("a"));
            assertThat(text(link.client.call(REMOTE, 4, body("ok"), SOON))).isEqualTo("ok");
        }
    }

    @Test
    void slowConsumerOfEventsIsToldOfItsLossAndNeverHoldsUpCalls() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            ClientEventQueue queue =
                    new ClientEventQueue(
                            10,
                            1 << 20,
                            tasks,
                            new ClientEventQueue.Consumer() {
                                @Override
                                public void event(FrameHeader header, ByteBuffer payload) {
                                    started.countDown();
                                    try {
                                        assertThat(go.await(10, TimeUnit.SECONDS)).isTrue();
                                    } catch (InterruptedException e) {
                                        throw new AssertionError(e);
                                    }
                                    seen.add(RawFrames.text(payload));
                                }

                                @Override
                                public void overflowed(long count) {
                                    seen.add("lost " + count);
                                }
                            });
            try (TestLink link = new TestLink(SETTINGS, queue, TestServer::echo)) {
                link.server.push(REMOTE, 1, 318, body("first"));
                assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
                for (int i = 0; i < 50; i++) {
                    link.server.push(REMOTE, 1, 318, body("" + i));
                }
                assertThat(text(link.client.call(REMOTE, 4, body("ok"), SOON))).isEqualTo("ok");
                go.countDown();
                WaitFor.condition(() -> seen.size() >= 2);
                link.server.push(REMOTE, 1, 318, body("after"));
                WaitFor.condition(() -> seen.contains("after"));
                assertThat(seen.stream().filter(s -> s.startsWith("lost"))).hasSize(1);
            }
        }
    }

    @Test
    void pingIsAnsweredWhileACallIsOutstandingAndWhileNobodyCalls() throws Exception {
        var pair = UnixSocket.pair();
        ManualTimer timer = new ManualTimer();
        try (UnixSocket server = pair.get(0);
                var tasks = Executors.newVirtualThreadPerTaskExecutor();
                var threads = Executors.newFixedThreadPool(1);
                ClientConnection client = client(pair.get(1), timer, tasks)) {
            ByteBuffer ping = frame(RawFrames.KEEPALIVE, 1, 1, 2, 0, 0, new byte[0]);
            RawFrames.send(server, ping.duplicate());
            assertThat(RawFrames.receive(server).procedure()).isEqualTo(KeepaliveProtocol.PONG);
            Future<ClientReply> call =
                    threads.submit(() -> client.call(REMOTE, 5, body("ask"), SOON));
            RawFrames.Received asked = RawFrames.receive(server);
            assertThat(asked).isEqualTo(new RawFrames.Received(false, REMOTE, 5, 0, 0, 0, "ask"));
            RawFrames.send(server, ping.duplicate());
            assertThat(RawFrames.receive(server).procedure()).isEqualTo(KeepaliveProtocol.PONG);
            RawFrames.send(server, frame(REMOTE, 1, 5, 1, 0, 0, bytes("answer")));
            assertThat(text(call.get(10, TimeUnit.SECONDS))).isEqualTo("answer");
        }
    }

    @Test
    void descriptorsPassBothWays() throws Exception {
        try (TestLink link =
                        new TestLink(
                                SETTINGS,
                                NONE,
                                (call, payload) -> call.reply(payload, call.takeDescriptors()));
                Eventfd event = Eventfd.create()) {
            event.signal();
            ClientReply reply =
                    link.client.call(
                            REMOTE, 249, body("with"), List.of(event.fd().duplicate(3)), SOON);
            assertThat(text(reply)).isEqualTo("with");
            assertThat(reply.descriptors()).hasSize(1);
            try (Fd back = reply.descriptors().getFirst()) {
                assertThat(back.read(ByteBuffer.allocateDirect(8))).isEqualTo(8);
            }
        }
    }
}
