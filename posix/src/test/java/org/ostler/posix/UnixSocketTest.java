package org.ostler.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

class UnixSocketTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir Path dir;

    private UnixListener listen(Path path) throws Exception {
        return UnixListener.bind(path, 0600, OptionalInt.empty(), 16);
    }

    private static <T> CompletableFuture<T> onThread(java.util.concurrent.Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofPlatform()
                .daemon()
                .start(
                        () -> {
                            try {
                                result.complete(work.call());
                            } catch (Throwable t) {
                                result.completeExceptionally(t);
                            }
                        });
        return result;
    }

    @Test
    void bytesCrossBothWaysAndPeerIsKnown() throws Exception {
        try (UnixListener listener = listen(dir.resolve("s"));
                UnixSocket client = UnixSocket.connect(listener.path(), SOON);
                UnixSocket server = listener.accept().orElseThrow()) {
            client.writeFully(Buffers.of("ask"), SOON);
            server.writeFully(Buffers.of("answer"), SOON);
            ByteBuffer atServer = ByteBuffer.allocateDirect(16);
            ByteBuffer atClient = ByteBuffer.allocateDirect(16);
            assertThat(server.read(atServer)).isEqualTo(3);
            assertThat(client.read(atClient)).isEqualTo(6);
            assertThat(Buffers.text(atClient.flip())).isEqualTo("answer");
            assertThat(server.peer().pid()).isEqualTo((int) ProcessHandle.current().pid());
            assertThat(server.peer().uid()).isEqualTo(Users.effectiveUid());
            assertThat(FdTest.isCloseOnExec(client.fd())).isTrue();
            assertThat(FdTest.isCloseOnExec(server.fd())).isTrue();
        }
    }

    @Test
    void modeIsExactWhateverTheUmask() throws Exception {
        try (UnixListener listener =
                UnixListener.bind(dir.resolve("s"), 0666, OptionalInt.of(0), 1)) {
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(listener.path())))
                    .isEqualTo("rw-rw-rw-");
        }
        try (UnixListener listener =
                UnixListener.bind(dir.resolve("s"), 0640, OptionalInt.empty(), 1)) {
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(listener.path())))
                    .isEqualTo("rw-r-----");
        }
    }

    @Test
    void socketInUseIsLeftAloneAndStaleOneIsReplaced() throws Exception {
        Path path = dir.resolve("s");
        try (UnixListener alive = listen(path)) {
            assertThatExceptionOfType(PosixException.class)
                    .isThrownBy(() -> listen(path))
                    .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EADDRINUSE));
            assertThat(alive.path()).exists();
        }
        assertThat(path).doesNotExist();
        UnixListener.adopt(listenAndForget(path), path).close();
        assertThat(path).exists();
        listen(path).close();
        assertThat(path).doesNotExist();
    }

    /// A listening socket whose file survives its close, as after a killed daemon.
    private Fd listenAndForget(Path path) throws Exception {
        Path other = dir.resolve("moved");
        UnixListener l = listen(path);
        Files.move(path, other);
        l.close();
        Files.move(other, path);
        return UnixSocket.socket("unused");
    }

    @Test
    void fileThatIsNoSocketIsNotRemoved() throws Exception {
        Path path = Files.writeString(dir.resolve("f"), "precious");
        assertThatExceptionOfType(PosixException.class)
                .isThrownBy(() -> listen(path))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EADDRINUSE));
        assertThat(path).hasContent("precious");
    }

    @Test
    void closingDoesNotRemoveASuccessorsSocket() throws Exception {
        Path path = dir.resolve("s");
        UnixListener first = listen(path);
        Files.delete(path);
        try (UnixListener second = listen(path)) {
            first.close();
            assertThat(second.path()).exists();
        }
    }

    @Test
    void closeWakesBlockedAccept() throws Exception {
        UnixListener listener = listen(dir.resolve("s"));
        CompletableFuture<Optional<UnixSocket>> accepted = onThread(listener::accept);
        listener.close();
        assertThat(accepted.get(10, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void closeWakesBlockedReader() throws Exception {
        List<UnixSocket> pair = UnixSocket.pair();
        CompletableFuture<Integer> read =
                onThread(
                        () -> {
                            ByteBuffer buffer = ByteBuffer.allocateDirect(8);
                            int n = pair.get(0).read(buffer);
                            return n < 0 ? n : pair.get(0).read(buffer);
                        });
        pair.get(1).writeFully(Buffers.of("x"), SOON);
        pair.get(0).close();
        assertThat(read.handle((n, t) -> t == null ? n : -1).get(10, TimeUnit.SECONDS))
                .isEqualTo(-1);
        pair.get(1).close();
    }

    @Test
    void fullSocketReportsNoRoomThenTimesOut() throws Exception {
        List<UnixSocket> pair = UnixSocket.pair();
        try (UnixSocket a = pair.get(0);
                UnixSocket b = pair.get(1)) {
            ByteBuffer much = ByteBuffer.allocateDirect(1 << 20);
            while (a.tryWrite(much.rewind()) > 0) {
                assertThat(much.position()).isPositive();
            }
            assertThat(a.awaitWritable(Duration.ZERO)).isFalse();
            assertThatExceptionOfType(PosixException.class)
                    .isThrownBy(() -> a.writeFully(much.rewind(), Duration.ofMillis(20)))
                    .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ETIMEDOUT));
            CompletableFuture<Integer> drained = onThread(() -> drain(b));
            a.writeFully(much.rewind(), SOON);
            a.shutdownOutput();
            assertThat(drained.get(10, TimeUnit.SECONDS)).isGreaterThan(1 << 20);
        }
    }

    private static int drain(UnixSocket s) throws PosixException {
        ByteBuffer in = ByteBuffer.allocateDirect(1 << 16);
        int all = 0;
        for (int n; (n = s.read(in.clear())) >= 0; ) {
            all += n;
        }
        return all;
    }

    @Test
    void connectToFullBacklogTimesOut() throws Exception {
        List<UnixSocket> waiting = new ArrayList<>();
        try (UnixListener listener =
                UnixListener.bind(dir.resolve("s"), 0600, OptionalInt.empty(), 1)) {
            assertThatExceptionOfType(PosixException.class)
                    .isThrownBy(
                            () -> {
                                for (int i = 0; i < 10; i++) {
                                    waiting.add(
                                            UnixSocket.connect(
                                                    listener.path(), Duration.ofMillis(50)));
                                }
                            })
                    .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ETIMEDOUT));
        } finally {
            waiting.forEach(UnixSocket::close);
        }
    }

    @Test
    void connectErrorsAreNamed() {
        assertThatExceptionOfType(PosixException.class)
                .isThrownBy(() -> UnixSocket.connect(dir.resolve("none"), SOON))
                .satisfies(e -> assertThat(e.errnoName()).isEqualTo("ENOENT"));
        assertThatExceptionOfType(PosixException.class)
                .isThrownBy(() -> UnixSocket.connect(dir.resolve("x".repeat(120)), SOON))
                .satisfies(e -> assertThat(e.errnoName()).isEqualTo("ENAMETOOLONG"));
    }

    @Test
    void descriptorArrivesWithOneByteBetweenOrdinaryData() throws Exception {
        List<UnixSocket> pair = UnixSocket.pair();
        Path file = Files.writeString(dir.resolve("f"), "through the socket");
        try (UnixSocket a = pair.get(0);
                UnixSocket b = pair.get(1)) {
            a.writeFully(Buffers.of("head"), SOON);
            try (Fd sent = Fd.open(file, EnumSet.of(OpenFlag.READ_ONLY), 0)) {
                a.sendDescriptor(sent, SOON);
            }
            a.writeFully(Buffers.of("tail"), SOON);

            ByteBuffer head = ByteBuffer.allocateDirect(4);
            assertThat(b.read(head)).isEqualTo(4);
            ByteBuffer text = ByteBuffer.allocateDirect(64);
            try (Fd received = b.receiveDescriptor().orElseThrow()) {
                assertThat(FdTest.isCloseOnExec(received)).isTrue();
                received.read(text);
            }
            assertThat(Buffers.text(text.flip())).isEqualTo("through the socket");
            ByteBuffer tail = ByteBuffer.allocateDirect(64);
            b.read(tail);
            assertThat(Buffers.text(tail.flip())).isEqualTo("tail");
        }
    }

    @Test
    void readAheadStopsAtTheByteThatCarriesADescriptor() throws Exception {
        List<UnixSocket> pair = UnixSocket.pair();
        try (UnixSocket a = pair.get(0);
                UnixSocket b = pair.get(1);
                Eventfd first = Eventfd.create();
                Eventfd second = Eventfd.create()) {
            second.signal();
            a.writeFully(Buffers.of("head"), SOON);
            a.sendDescriptor(first.fd(), SOON);
            a.sendDescriptor(second.fd(), SOON);
            a.writeFully(Buffers.of("tail"), SOON);
            ByteBuffer in = ByteBuffer.allocateDirect(64);
            List<Fd> received = new ArrayList<>();
            assertThat(b.read(in, received::add)).isEqualTo(5);
            assertThat(received).hasSize(1);
            assertThat(b.read(in, received::add)).isEqualTo(1);
            assertThat(received).hasSize(2);
            assertThat(b.read(in, received::add)).isEqualTo(4);
            assertThat(b.tryRead(in, received::add)).isZero();
            assertThat(received).hasSize(2);
            assertThat(Poll.await(received.get(0), Poll.READABLE, Duration.ZERO)).isZero();
            assertThat(Poll.await(received.get(1), Poll.READABLE, Duration.ZERO)).isOne();
            received.forEach(Fd::close);
        }
    }

    @Test
    void byteWithoutDescriptorIsAnErrorAndEndIsEmpty() throws Exception {
        List<UnixSocket> pair = UnixSocket.pair();
        try (UnixSocket b = pair.get(1)) {
            pair.get(0).writeFully(Buffers.of("x"), SOON);
            pair.get(0).close();
            assertThatExceptionOfType(PosixException.class)
                    .isThrownBy(b::receiveDescriptor)
                    .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EBADF));
            assertThat(b.receiveDescriptor()).isEmpty();
        }
    }

    @Test
    void listeningSocketOfTheServiceManagerIsAdopted() throws Exception {
        try (UnixListener mine = listen(dir.resolve("s"))) {
            Path path = mine.path();
            // The adopted object owns this number too, as if it had come from outside.
            Fd inherited = mine.fd().duplicate(900);
            int first = inherited.number();
            List<InheritedSockets.Inherited> none =
                    InheritedSockets.adopt(
                            Map.of("LISTEN_FDS", "1", "LISTEN_PID", "1"), 4711, first);
            List<InheritedSockets.Inherited> one =
                    InheritedSockets.adopt(
                            Map.of(
                                    "LISTEN_FDS", "1",
                                    "LISTEN_PID", "4711",
                                    "LISTEN_FDNAMES", "rw"),
                            4711,
                            first);
            assertThat(none).isEmpty();
            assertThat(one).hasSize(1);
            assertThat(one.getFirst().name()).isEqualTo("rw");
            assertThat(one.getFirst().unix()).isTrue();
            try (UnixListener adopted = UnixListener.adopt(one.getFirst().fd(), path);
                    UnixSocket client = UnixSocket.connect(path, SOON)) {
                assertThat(adopted.accept()).isPresent();
                assertThat(client.peer().pid()).isPositive();
            }
            assertThat(path).exists();
        }
    }
}
