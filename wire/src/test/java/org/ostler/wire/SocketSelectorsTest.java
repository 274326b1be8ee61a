package org.ostler.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Many may wait for one TCP connection at a time, and all are woken.
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class SocketSelectorsTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private static List<CompletableFuture<Boolean>> waiters(Transport transport, int n) {
        return Stream.generate(() -> new CompletableFuture<Boolean>())
                .limit(n)
                .peek(
                        answer ->
                                Thread.ofPlatform()
                                        .daemon()
                                        .start(
                                                () ->
                                                        answer.completeAsync(
                                                                () -> ready(transport),
                                                                Runnable::run)))
                .toList();
    }

    private static boolean ready(Transport transport) {
        try {
            return transport.awaitReadable(LONG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void allWhoWaitAreWokenByBytesAndByTheEnd() throws Exception {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (SocketChannel client = SocketChannel.open(listener.getLocalAddress())) {
                Transport server = new TcpTransport(listener.accept());
                assertThat(server.awaitReadable(Duration.ZERO)).isFalse();
                assertThat(server.awaitReadable(Duration.ofMillis(1))).isFalse();
                List<CompletableFuture<Boolean>> first = waiters(server, 3);
                client.write(ByteBuffer.wrap(new byte[1]));
                for (CompletableFuture<Boolean> waiter : first) {
                    assertThat(waiter.get()).isTrue();
                }
                assertThat(server.tryRead(ByteBuffer.allocateDirect(8), fd -> {})).isEqualTo(1);
                assertThat(server.awaitReadable(Duration.ZERO)).isFalse();
                List<CompletableFuture<Boolean>> second = waiters(server, 3);
                server.close();
                for (CompletableFuture<Boolean> waiter : second) {
                    assertThat(waiter.get()).isTrue();
                }
                assertThat(server.awaitReadable(LONG)).isTrue();
            }
        }
    }
}
