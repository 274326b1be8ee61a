package org.ostler.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.ostler.wire.RawFrames.SOON;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.posix.Fd;
import org.ostler.posix.UnixListener;
import org.ostler.posix.UnixSocket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

class TransportTest {
    private static ByteBuffer bytes(String text) {
        byte[] b = RawFrames.bytes(text);
        return ByteBuffer.allocateDirect(b.length).put(b).flip();
    }

    private static void echoes(Transport near, Transport far) throws Exception {
        ByteBuffer in = ByteBuffer.allocateDirect(64);
        assertThat(near.tryRead(in, Fd::close)).isZero();
        assertThat(near.awaitReadable(Duration.ofMillis(5))).isFalse();
        assertThat(far.tryWrite(bytes("hello"))).isEqualTo(5);
        assertThat(near.awaitReadable(SOON)).isTrue();
        assertThat(near.read(in, Fd::close)).isEqualTo(5);
        assertThat(RawFrames.text(in.flip())).isEqualTo("hello");
        assertThat(near.awaitWritable(SOON)).isTrue();
        ByteBuffer much = ByteBuffer.allocateDirect(1 << 22);
        while (near.tryWrite(much.clear()) > 0) {
            assertThat(much.position()).isPositive();
        }
        assertThat(near.awaitWritable(Duration.ofMillis(5))).isFalse();
    }

    private static void closeWakesReader(Transport transport) throws Exception {
        CompletableFuture<Integer> read = new CompletableFuture<>();
        Thread.ofPlatform()
                .daemon()
                .start(
                        () -> {
                            try {
                                read.complete(
                                        transport.read(ByteBuffer.allocateDirect(8), Fd::close));
                            } catch (IOException e) {
                                read.complete(-1);
                            }
                        });
        transport.close();
        assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo(-1);
        transport.close();
    }

    @Test
    void unixSocketCarriesBytesAndWakesOnClose() throws Exception {
        List<UnixSocket> pair = UnixSocket.pair();
        try (Transport near = new UnixTransport(pair.get(0));
                Transport far = new UnixTransport(pair.get(1))) {
            echoes(near, far);
            assertThat(near.peer().credentials().orElseThrow().pid())
                    .isEqualTo((int) ProcessHandle.current().pid());
            closeWakesReader(near);
        }
    }

    @Test
    void unixChannelCarriesBytesAndWakesOnClose(@TempDir Path folder) throws Exception {
        Path socket = folder.resolve("sock");
        try (UnixListener listener = UnixListener.bind(socket, 0600, OptionalInt.empty(), 4);
                Transport near = LocalTransport.connect(socket, SOON);
                Transport far = new UnixTransport(listener.accept().orElseThrow())) {
            echoes(near, far);
            assertThat(near.passesDescriptors()).isFalse();
            assertThat(near.peer().description()).isEqualTo("unix:" + socket);
            closeWakesReader(near);
        }
    }

    @Test
    void unixChannelWaitsForAFullBacklogInBounds(@TempDir Path folder) throws Exception {
        Path socket = folder.resolve("sock");
        List<Transport> queued = new ArrayList<>();
        try (UnixListener listener = UnixListener.bind(socket, 0600, OptionalInt.empty(), 1)) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(
                            () -> {
                                for (int i = 0; i < 64; i++) {
                                    queued.add(
                                            LocalTransport.connect(socket, Duration.ofMillis(20)));
                                }
                            })
                    .withMessageContaining("timed out");
            CompletableFuture<Transport> late =
                    CompletableFuture.supplyAsync(() -> connected(socket));
            queued.add(new UnixTransport(listener.accept().orElseThrow()));
            queued.add(late.get(10, TimeUnit.SECONDS));
        } finally {
            queued.forEach(Transport::close);
        }
    }

    private static Transport connected(Path socket) {
        try {
            return LocalTransport.connect(socket, SOON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void unixChannelWithoutListenerIsRefused(@TempDir Path folder) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> LocalTransport.connect(folder.resolve("nobody"), SOON));
    }

    @Test
    void tcpCarriesBytesAndWakesOnClose() throws Exception {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            InetSocketAddress address = (InetSocketAddress) listener.getLocalAddress();
            try (Transport near = TcpTransport.connect(address, SOON);
                    Transport far = new TcpTransport(listener.accept())) {
                echoes(near, far);
                assertThat(near.passesDescriptors()).isFalse();
                assertThat(near.peer().description())
                        .isEqualTo("tcp:127.0.0.1:" + address.getPort());
                closeWakesReader(near);
            }
        }
    }

    @Test
    void tcpWithoutListenerIsRefused() throws Exception {
        InetSocketAddress gone;
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            gone = (InetSocketAddress) listener.getLocalAddress();
        }
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> TcpTransport.connect(gone, SOON));
    }

    @Test
    void processCarriesBytesAndEndsOnClose() throws Exception {
        ProcessTransport cat = ProcessTransport.start(List.of("cat"));
        ByteBuffer in = ByteBuffer.allocateDirect(64);
        assertThat(cat.tryRead(in, Fd::close)).isZero();
        assertThat(cat.tryWrite(bytes("hello"))).isEqualTo(5);
        assertThat(cat.read(in, Fd::close)).isEqualTo(5);
        assertThat(RawFrames.text(in.flip())).isEqualTo("hello");
        closeWakesReader(cat);
        assertThat(cat.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void endOfAProcessIsTheEndOfItsStream() throws Exception {
        try (ProcessTransport once = ProcessTransport.start(List.of("echo", "bye"))) {
            ByteBuffer in = ByteBuffer.allocateDirect(64);
            assertThat(once.read(in, Fd::close)).isEqualTo(4);
            assertThat(once.read(in, Fd::close)).isEqualTo(-1);
        }
    }

    @Test
    void fullPipeToAProcessReportsNoRoom() throws Exception {
        try (ProcessTransport sleeper = ProcessTransport.start(List.of("sleep", "60"))) {
            ByteBuffer much = ByteBuffer.allocateDirect(1 << 20);
            while (sleeper.tryWrite(much.clear()) > 0) {
                assertThat(much.position()).isPositive();
            }
            assertThat(sleeper.awaitWritable(Duration.ofMillis(5))).isFalse();
        }
    }
}
