package org.ostler.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.ostler.wire.RawFrames.REMOTE;
import static org.ostler.wire.RawFrames.SOON;
import static org.ostler.wire.RawFrames.bytes;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

class ClientStreamTest {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private interface Body {
        void run(ServerStream stream) throws Exception;
    }

    private static TestLink link(ClientSettings settings, StreamKind kind, Body body)
            throws Exception {
        return new TestLink(
                settings,
                (header, payload) -> {},
                (call, payload) -> {
                    if (call.header().procedure() == 4) {
                        call.reply(payload);
                        return;
                    }
                    ServerStream stream;
                    try {
                        stream = call.openStream(kind);
                    } catch (StreamException e) {
                        throw new AssertionError(e);
                    }
                    call.later(
                            () -> {
                                call.reply(NOTHING.duplicate());
                                try (stream) {
                                    body.run(stream);
                                } catch (StreamException e) {
                                    assertThat(e.reason()).isNotNull();
                                } catch (Exception e) {
                                    throw new AssertionError(e);
                                }
                            });
                });
    }

    private static ClientStream open(TestLink link, StreamKind kind) throws Exception {
        return link.client.openStream(REMOTE, 208, NOTHING.duplicate(), kind, SOON).stream()
                .orElseThrow();
    }

    @Test
    void uploadAndDownloadOfManyChunksArriveWhole() throws Exception {
        byte[] data = new byte[5_000_000];
        new Random(3).nextBytes(data);
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        try (TestLink link =
                        link(
                                ClientSettings.DEFAULT,
                                StreamKind.BOTH,
                                s -> {
                                    ByteBuffer in = ByteBuffer.allocate(100_000);
                                    var out = Channels.newChannel(stored);
                                    while (stored.size() < data.length) {
                                        s.read(in.clear());
                                        out.write(in.flip());
                                    }
                                    s.write(ByteBuffer.wrap(stored.toByteArray()));
                                    s.finish();
                                });
                ClientStream stream = open(link, StreamKind.BOTH)) {
            stream.write(ByteBuffer.wrap(data));
            ByteBuffer back = ByteBuffer.allocate(data.length + 1);
            while (stream.read(back) >= 0) {
                assertThat(back.hasRemaining()).isTrue();
            }
            stream.finish(SOON);
            assertThat(back.flip()).isEqualTo(ByteBuffer.wrap(data));
        }
    }

    @Test
    void finishFailsWithTheServersError() throws Exception {
        try (TestLink link =
                        link(
                                ClientSettings.DEFAULT,
                                StreamKind.UPLOAD,
                                s -> {
                                    ByteBuffer in = ByteBuffer.allocate(100);
                                    while (s.read(in.clear()) >= 0) {
                                        assertThat(in.position()).isPositive();
                                    }
                                    s.fail(ByteBuffer.wrap(bytes("disk full")));
                                });
                ClientStream stream = open(link, StreamKind.UPLOAD)) {
            stream.write(ByteBuffer.wrap(bytes("some data")));
            assertThatExceptionOfType(StreamException.class)
                    .isThrownBy(() -> stream.finish(SOON))
                    .satisfies(
                            e -> {
                                assertThat(e.reason())
                                        .isEqualTo(StreamException.Reason.FAILED_BY_PEER);
                                assertThat(RawFrames.text(e.error())).isEqualTo("disk full");
                            });
        }
    }

    @Test
    void callThatFailsOpensNoStream() throws Exception {
        try (TestLink link =
                new TestLink(
                        ClientSettings.DEFAULT,
                        (header, payload) -> {},
                        (call, payload) -> call.fail(ByteBuffer.wrap(bytes("no"))))) {
            ClientStreamOpening opening =
                    link.client.openStream(
                            REMOTE, 208, NOTHING.duplicate(), StreamKind.UPLOAD, SOON);
            assertThat(opening.stream()).isEmpty();
            assertThat(opening.reply().failed()).isTrue();
        }
    }

    @Test
    void abortReachesTheServer() throws Exception {
        CompletableFuture<StreamException.Reason> reason = new CompletableFuture<>();
        try (TestLink link =
                link(
                        ClientSettings.DEFAULT,
                        StreamKind.UPLOAD,
                        s -> {
                            try {
                                s.read(ByteBuffer.allocate(1));
                            } catch (StreamException e) {
                                reason.complete(e.reason());
                            }
                        })) {
            open(link, StreamKind.UPLOAD).close();
            assertThat(reason.get(10, TimeUnit.SECONDS))
                    .isEqualTo(StreamException.Reason.ABORTED_BY_PEER);
        }
    }

    @Test
    void endOfTheConnectionWakesAReader() throws Exception {
        try (TestLink link =
                        link(
                                ClientSettings.DEFAULT,
                                StreamKind.DOWNLOAD,
                                s -> s.read(ByteBuffer.allocate(1)));
                ClientStream stream = open(link, StreamKind.DOWNLOAD)) {
            CompletableFuture<StreamException.Reason> reason = new CompletableFuture<>();
            Thread.ofVirtual()
                    .start(
                            () -> {
                                try {
                                    stream.read(ByteBuffer.allocate(1));
                                } catch (StreamException e) {
                                    reason.complete(e.reason());
                                } catch (InterruptedException e) {
                                    reason.completeExceptionally(e);
                                }
                            });
            link.server.close();
            assertThat(reason.get(10, TimeUnit.SECONDS))
                    .isEqualTo(StreamException.Reason.DISCONNECTED);
        }
    }

    @Test
    void unreadDownloadHoldsUpTheServerButNotOtherCalls() throws Exception {
        AtomicLong written = new AtomicLong();
        AtomicReference<Thread> writer = new AtomicReference<>();
        try (TestLink link =
                        link(
                                ClientSettings.DEFAULT,
                                StreamKind.DOWNLOAD,
                                s -> {
                                    writer.set(Thread.currentThread());
                                    while (written.get() < 20_000_000) {
                                        s.write(ByteBuffer.allocate(StreamOutlet.CHUNK_BYTES));
                                        written.addAndGet(StreamOutlet.CHUNK_BYTES);
                                    }
                                    s.finish();
                                });
                ClientStream stream = open(link, StreamKind.DOWNLOAD)) {
            WaitFor.condition(
                    () ->
                            written.get() > 0
                                    && writer.get() != null
                                    && writer.get().getState() == Thread.State.WAITING);
            assertThat(written.get()).isLessThan(8_000_000);
            for (int i = 0; i < 20; i++) {
                ClientReply reply =
                        link.client.call(REMOTE, 4, ByteBuffer.wrap(bytes("c" + i)), SOON);
                assertThat(RawFrames.text(reply.payload())).isEqualTo("c" + i);
            }
            ByteBuffer in = ByteBuffer.allocate(1 << 20);
            long got = 0;
            for (int n; (n = stream.read(in.clear())) >= 0; ) {
                got += n;
            }
            stream.finish(SOON);
            assertThat(got).isEqualTo(written.get());
        }
    }

    @Test
    void streamThatNobodyReadsWhileCallsWaitFailsInTheEnd() throws Exception {
        ClientSettings small =
                new ClientSettings(
                        100, 1 << 20, Duration.ofSeconds(30), StreamInbox.WINDOW_BYTES, true);
        AtomicReference<ServerCall> kept = new AtomicReference<>();
        try (TestLink link =
                new TestLink(
                        small,
                        (header, payload) -> {},
                        (call, payload) -> {
                            if (call.header().procedure() == 5) {
                                kept.set(call);
                                return;
                            }
                            call.later(() -> flood(call));
                        })) {
            CompletableFuture<ClientReply> pending =
                    link.client.submit(REMOTE, 5, NOTHING.duplicate(), Duration.ofMinutes(1));
            ClientStream stream = open(link, StreamKind.DOWNLOAD);
            WaitFor.condition(() -> overflowed(stream));
            kept.get().reply(ByteBuffer.wrap(bytes("still answered")));
            assertThat(RawFrames.text(pending.get(10, TimeUnit.SECONDS).payload()))
                    .isEqualTo("still answered");
        }
    }

    private static void flood(ServerCall call) {
        try (ServerStream stream = call.openStream(StreamKind.DOWNLOAD)) {
            call.reply(NOTHING.duplicate());
            for (int i = 0; i < 100; i++) {
                stream.write(ByteBuffer.allocate(StreamOutlet.CHUNK_BYTES));
            }
        } catch (StreamException e) {
            assertThat(e.reason()).isEqualTo(StreamException.Reason.ABORTED_BY_PEER);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean overflowed(ClientStream stream) {
        try {
            stream.takeHole();
            return false;
        } catch (StreamException e) {
            return e.reason() == StreamException.Reason.OVERFLOWED;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void holesPassBothWays() throws Exception {
        StreamKind sparse = StreamKind.BOTH.sparse(true);
        try (TestLink link =
                        link(
                                ClientSettings.DEFAULT,
                                sparse,
                                s -> {
                                    long hole = s.takeHole();
                                    s.writeHole(hole * 2);
                                    s.finish();
                                });
                ClientStream stream = open(link, sparse)) {
            stream.writeHole(1L << 33);
            assertThat(stream.read(ByteBuffer.allocate(4))).isZero();
            assertThat(stream.takeHole()).isEqualTo(1L << 34);
            assertThat(stream.read(ByteBuffer.allocate(4))).isEqualTo(-1);
            stream.finish(SOON);
        }
    }

    @Test
    void lateOpeningIsAborted() throws Exception {
        AtomicReference<ServerCall> kept = new AtomicReference<>();
        CompletableFuture<StreamException.Reason> reason = new CompletableFuture<>();
        try (TestLink link =
                new TestLink(
                        ClientSettings.DEFAULT,
                        (header, payload) -> {},
                        (call, payload) -> kept.set(call))) {
            assertThatExceptionOfType(ConnectionException.class)
                    .isThrownBy(
                            () ->
                                    link.client.openStream(
                                            REMOTE,
                                            208,
                                            NOTHING.duplicate(),
                                            StreamKind.UPLOAD,
                                            Duration.ofMillis(20)));
            ServerStream stream = kept.get().openStream(StreamKind.UPLOAD);
            kept.get().reply(NOTHING.duplicate());
            Thread.ofVirtual()
                    .start(
                            () -> {
                                try {
                                    stream.read(ByteBuffer.allocate(1));
                                } catch (StreamException e) {
                                    reason.complete(e.reason());
                                } catch (InterruptedException e) {
                                    reason.completeExceptionally(e);
                                }
                            });
            assertThat(reason.get(10, TimeUnit.SECONDS))
                    .isEqualTo(StreamException.Reason.ABORTED_BY_PEER);
        }
    }
}
