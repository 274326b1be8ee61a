package org.ostler.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.ostler.wire.RawFrames.REMOTE;
import static org.ostler.wire.RawFrames.bytes;
import static org.ostler.wire.RawFrames.call;
import static org.ostler.wire.RawFrames.frame;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

class ServerStreamTest {
    private static final int OK = 0;
    private static final int ERROR = 1;
    private static final int CONTINUE = 2;

    /// What the far end of a stream does, on a virtual thread.
    private interface Body {
        void run(ServerStream stream) throws Exception;
    }

    private final CompletableFuture<String> outcome = new CompletableFuture<>();

    private TestServer server(StreamKind kind, Body body) throws Exception {
        return new TestServer(
                ConnectionLimits.DEFAULT,
                (call, payload) -> {
                    if (call.header().procedure() == 4) {
                        call.reply(payload);
                        return;
                    }
                    ServerStream stream;
                    try {
                        stream = call.openStream(kind);
                    } catch (StreamException e) {
                        call.fail(ByteBuffer.wrap(bytes(String.valueOf(e.getMessage()))));
                        return;
                    }
                    call.later(
                            () -> {
                                call.reply(ByteBuffer.allocate(0));
                                try (stream) {
                                    body.run(stream);
                                    outcome.complete("ended");
                                } catch (StreamException e) {
                                    outcome.complete(e.reason().name());
                                } catch (Exception e) {
                                    outcome.completeExceptionally(e);
                                }
                            });
                });
    }

    private static ByteBuffer stream(int status, String data) {
        return frame(REMOTE, 1, 208, 3, 5, status, bytes(data));
    }

    private static ByteBuffer hole(long length) {
        byte[] payload = ByteBuffer.allocate(12).putLong(length).array();
        return frame(REMOTE, 1, 208, 6, 5, CONTINUE, payload);
    }

    private static RawFrames.Received streamed(int status, String data) {
        return new RawFrames.Received(false, REMOTE, 208, 3, 5, status, data);
    }

    private void open(TestServer server) throws Exception {
        server.connection.markAuthenticated();
        server.send(call(208, 5, ""));
        assertThat(server.receive())
                .isEqualTo(new RawFrames.Received(false, REMOTE, 208, 1, 5, 0, ""));
    }

    private String ending() throws Exception {
        return outcome.get(10, TimeUnit.SECONDS);
    }

    @Test
    void downloadEndsWithEmptyDataThenFinishFromTheClientThenAcknowledgement() throws Exception {
        try (TestServer server =
                server(
                        StreamKind.DOWNLOAD,
                        s -> {
                            s.write(ByteBuffer.wrap(bytes("first")));
                            s.write(ByteBuffer.wrap(bytes("second")));
                            s.finish();
                        })) {
            open(server);
            assertThat(server.receive()).isEqualTo(streamed(CONTINUE, "first"));
            assertThat(server.receive()).isEqualTo(streamed(CONTINUE, "second"));
            assertThat(server.receive()).isEqualTo(streamed(CONTINUE, ""));
            assertThat(server.isQuiet()).isTrue();
            server.send(stream(OK, ""));
            assertThat(server.receive()).isEqualTo(streamed(OK, ""));
            server.send(stream(OK, ""), stream(CONTINUE, "late"), call(4, 6, "next"));
            assertThat(server.receive().body()).isEqualTo("next");
            assertThat(ending()).isEqualTo("ended");
        }
    }

    @Test
    void uploadIsAcknowledgedOnlyOnceTheServerIsDone() throws Exception {
        CompletableFuture<Void> safe = new CompletableFuture<>();
        StringBuilder got = new StringBuilder();
        try (TestServer server =
                server(
                        StreamKind.UPLOAD,
                        s -> {
                            ByteBuffer in = ByteBuffer.allocate(4);
                            while (s.read(in.clear()) >= 0) {
                                got.append(StandardCharsets.UTF_8.decode(in.flip()));
                            }
                            safe.get(10, TimeUnit.SECONDS);
                            s.finish();
                        })) {
            open(server);
            server.send(stream(CONTINUE, "abcdef"), stream(CONTINUE, "gh"), stream(OK, ""));
            assertThat(server.isQuiet()).isTrue();
            safe.complete(null);
            assertThat(server.receive()).isEqualTo(streamed(OK, ""));
            assertThat(got).hasToString("abcdefgh");
        }
    }

    @Test
    void failingStreamSendsItsErrorAndIsOver() throws Exception {
        try (TestServer server =
                server(StreamKind.UPLOAD, s -> s.fail(ByteBuffer.wrap(bytes("disk full"))))) {
            open(server);
            assertThat(server.receive()).isEqualTo(streamed(ERROR, "disk full"));
            server.send(stream(CONTINUE, "late"), stream(OK, ""), call(4, 6, "next"));
            assertThat(server.receive().body()).isEqualTo("next");
        }
    }

    @Test
    void streamThatItsHandlerForgotFails() throws Exception {
        try (TestServer server = server(StreamKind.UPLOAD, s -> {})) {
            open(server);
            assertThat(server.receive())
                    .isEqualTo(streamed(ERROR, "the stream was given up by the server"));
        }
    }

    @Test
    void abortWakesTheHandlerAndIsAcknowledged() throws Exception {
        try (TestServer server = server(StreamKind.UPLOAD, s -> s.read(ByteBuffer.allocate(8)))) {
            open(server);
            server.send(stream(ERROR, ""));
            assertThat(server.receive()).isEqualTo(streamed(OK, ""));
            assertThat(ending()).isEqualTo("ABORTED_BY_PEER");
            assertThat(server.isQuiet()).isTrue();
        }
    }

    @Test
    void clientThatFinishesADownloadEarlyStopsTheWriter() throws Exception {
        try (TestServer server =
                server(
                        StreamKind.DOWNLOAD,
                        s -> {
                            try {
                                for (; ; ) {
                                    s.write(ByteBuffer.allocate(1000));
                                }
                            } finally {
                                s.finish();
                            }
                        })) {
            open(server);
            assertThat(server.receive().status()).isEqualTo(CONTINUE);
            server.send(stream(OK, ""));
            RawFrames.Received last = server.receive();
            while (last.status() == CONTINUE) {
                last = server.receive();
            }
            assertThat(last).isEqualTo(streamed(OK, ""));
            assertThat(ending()).isEqualTo("FINISHED_BY_PEER");
        }
    }

    @Test
    void endOfTheConnectionWakesTheHandler() throws Exception {
        try (TestServer server = server(StreamKind.UPLOAD, s -> s.read(ByteBuffer.allocate(8)))) {
            open(server);
            server.peer.close();
            assertThat(ending()).isEqualTo("DISCONNECTED");
        }
    }

    @Test
    void largeWritesAreCutIntoChunks() throws Exception {
        int size = 2 * StreamOutlet.CHUNK_BYTES + 5;
        try (TestServer server =
                server(
                        StreamKind.DOWNLOAD,
                        s -> {
                            s.write(ByteBuffer.allocate(size));
                            s.finish();
                        })) {
            open(server);
            assertThat(server.receive().body()).hasSize(StreamOutlet.CHUNK_BYTES);
            assertThat(server.receive().body()).hasSize(StreamOutlet.CHUNK_BYTES);
            assertThat(server.receive().body()).hasSize(5);
            assertThat(server.receive()).isEqualTo(streamed(CONTINUE, ""));
        }
    }

    @Test
    void slowReaderOfADownloadHoldsUpTheWriterWithinTheWindow() throws Exception {
        AtomicLong written = new AtomicLong();
        try (TestServer server =
                server(
                        StreamKind.DOWNLOAD,
                        s -> {
                            for (; ; ) {
                                s.write(ByteBuffer.allocate(StreamOutlet.CHUNK_BYTES));
                                written.addAndGet(StreamOutlet.CHUNK_BYTES);
                            }
                        })) {
            open(server);
            WaitFor.condition(() -> written.get() >= StreamOutlet.WINDOW_BYTES);
            assertThat(server.isQuiet()).isFalse();
            assertThat(written.get()).isLessThan(StreamOutlet.WINDOW_BYTES + (4L << 20));
            assertThat(server.connection.queuedBytes())
                    .isLessThanOrEqualTo(StreamOutlet.WINDOW_BYTES + (1 << 16));
            // Other calls of this connection are answered behind what is queued.
            server.send(call(4, 6, "other"));
            RawFrames.Received next = server.receive();
            while (next.type() == FrameType.STREAM.number()) {
                next = server.receive();
            }
            assertThat(next.body()).isEqualTo("other");
        }
    }

    @Test
    void fastUploadIsHeldUpByNotReading() throws Exception {
        CompletableFuture<Void> go = new CompletableFuture<>();
        AtomicLong got = new AtomicLong();
        try (TestServer server =
                server(
                        StreamKind.UPLOAD,
                        s -> {
                            go.get(10, TimeUnit.SECONDS);
                            ByteBuffer in = ByteBuffer.allocate(1 << 16);
                            for (int n; (n = s.read(in.clear())) >= 0; ) {
                                got.addAndGet(n);
                            }
                            s.finish();
                        })) {
            open(server);
            ByteBuffer chunk =
                    frame(REMOTE, 1, 208, 3, 5, CONTINUE, new byte[StreamOutlet.CHUNK_BYTES]);
            long sent = 0;
            while (server.peer.awaitWritable(java.time.Duration.ofMillis(300))) {
                server.peer.tryWrite(chunk);
                if (!chunk.hasRemaining()) {
                    chunk.clear();
                    sent += StreamOutlet.CHUNK_BYTES;
                    assertThat(sent).isLessThan(16L << 20);
                }
            }
            go.complete(null);
            if (chunk.position() > 0) {
                server.send(chunk);
                sent += StreamOutlet.CHUNK_BYTES;
            }
            server.send(stream(OK, ""));
            assertThat(server.receive()).isEqualTo(streamed(OK, ""));
            assertThat(got.get()).isEqualTo(sent);
        }
    }

    @Test
    void holesPassBothWaysOnASparseStream() throws Exception {
        StringBuilder seen = new StringBuilder();
        try (TestServer server =
                server(
                        StreamKind.BOTH.sparse(true),
                        s -> {
                            ByteBuffer in = ByteBuffer.allocate(64);
                            for (int n; (n = s.read(in)) >= 0; ) {
                                seen.append(n == 0 ? "hole " + s.takeHole() : "data " + n)
                                        .append(';');
                            }
                            s.finish();
                        })) {
            open(server);
            server.send(stream(CONTINUE, "ab"), hole(1L << 40), stream(OK, ""));
            assertThat(server.receive()).isEqualTo(streamed(OK, ""));
            assertThat(seen).hasToString("data 2;hole " + (1L << 40) + ";");
        }
    }

    @Test
    void sparseDownloadSendsHoleFrames() throws Exception {
        try (TestServer server =
                server(
                        StreamKind.DOWNLOAD.sparse(true),
                        s -> {
                            s.writeHole(4096);
                            s.finish();
                        })) {
            open(server);
            RawFrames.Received hole = server.receive();
            assertThat(hole.type()).isEqualTo(FrameType.STREAM_HOLE.number());
            assertThat(hole.body()).isEqualTo("\0\0\0\0\0\0\u0010\0\0\0\0\0");
        }
    }

    @Test
    void holeOnAStreamWithoutHolesEndsTheConnection() throws Exception {
        try (TestServer server = server(StreamKind.UPLOAD, s -> s.read(ByteBuffer.allocate(8)))) {
            open(server);
            server.send(hole(4096));
            assertThat(server.awaitEnd().cause()).isEqualTo(ConnectionEnd.Cause.PROTOCOL_VIOLATION);
        }
    }

    @Test
    void writingAHoleWithoutPermissionIsTheHandlersMistake() throws Exception {
        try (TestServer server =
                server(
                        StreamKind.DOWNLOAD,
                        s ->
                                assertThatExceptionOfType(IllegalStateException.class)
                                        .isThrownBy(() -> s.writeHole(1)))) {
            open(server);
            assertThat(ending()).isEqualTo("ended");
        }
    }

    @Test
    void numberOfStreamsIsBounded() throws Exception {
        try (TestServer server = server(StreamKind.UPLOAD, s -> s.read(ByteBuffer.allocate(8)))) {
            for (int i = 0; i < 16; i++) {
                server.send(call(208, 100 + i, ""));
                assertThat(server.receive().status()).isEqualTo(OK);
            }
            server.send(call(208, 200, ""));
            assertThat(server.receive().body()).startsWith("a connection has at most 16 streams");
        }
    }
}
