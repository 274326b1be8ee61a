package org.ostler.client.dial;

import org.ostler.wire.TcpTransport;
import org.ostler.wire.Transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Over TCP, in the clear: for trusted networks only.
record TcpWay(HostUri uri, int port) implements Way {
    private static final int PORT = 16_509;

    static TcpWay of(HostUri uri) {
        return new TcpWay(uri, uri.port().orElse(PORT));
    }

    @Override
    public Transport dial(Duration timeout) throws IOException {
        return connect(uri.hostOrThis(), port, timeout);
    }

    /// Tries each address that the name has, in the resolver's order.
    static TcpTransport connect(String host, int port, Duration timeout) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        InetAddress[] addresses = resolved(host, timeout);
        IOException failed = new SocketTimeoutException(host + " has no address");
        for (int i = 0; i < addresses.length; i++) {
            long left = (deadline - System.nanoTime()) / (addresses.length - i);
            if (left <= 0) {
                break;
            }
            try {
                return TcpTransport.connect(
                        new InetSocketAddress(addresses[i], port), Duration.ofNanos(left));
            } catch (IOException e) {
                failed = e;
            }
        }
        throw failed;
    }

    /// The resolver knows no deadline, so it runs on a thread of its own.
    private static InetAddress[] resolved(String host, Duration timeout) throws IOException {
        CompletableFuture<InetAddress[]> answer = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("resolve " + host)
                .start(
                        () -> {
                            try {
                                answer.complete(InetAddress.getAllByName(host));
                            } catch (IOException e) {
                                answer.completeExceptionally(e);
                            }
                        });
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new SocketTimeoutException(
                    "the address of " + host + " could not be found within " + timeout);
        } catch (ExecutionException e) {
            throw new IOException("unknown host " + host, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while looking for " + host);
        }
    }

    @Override
    public String description() {
        return "tcp://" + uri.target(port);
    }
}
