package org.ostler.client;

import org.ostler.posix.Fd;
import org.ostler.wire.Transport;
import org.ostler.wire.TransportListener;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Carries bytes between those who come to a listener and a server, as a link that can be cut.
///
/// A platform thread for each direction of each link; they end with the link.
final class Relay implements AutoCloseable {
    /// What becomes of a client's transport before its bytes are carried, as a TLS handshake.
    interface Reception {
        Transport received(Transport arrived) throws IOException;
    }

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TransportListener listener;
    private final Reception reception;
    private final Dialer server;
    private final Set<Transport> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger links = new AtomicInteger();

    Relay(TransportListener listener, Reception reception, Dialer server) {
        this.listener = listener;
        this.reception = reception;
        this.server = server;
        Thread.ofPlatform().daemon().name("relay").start(this::run);
    }

    /// How many links there have been.
    int links() {
        return links.get();
    }

    private void run() {
        try {
            for (Optional<Transport> next = listener.accept();
                    next.isPresent();
                    next = listener.accept()) {
                Transport arrived = next.get();
                open.add(arrived);
                Thread.ofPlatform().daemon().name("relay up").start(() -> link(arrived));
            }
        } catch (IOException e) {
            listener.close();
        }
    }

    private void link(Transport arrived) {
        try (Transport near = reception.received(arrived);
                Transport far = server.dial(PATIENCE)) {
            links.incrementAndGet();
            open.add(near);
            open.add(far);
            Thread down =
                    Thread.ofPlatform().daemon().name("relay down").start(() -> carry(far, near));
            carry(near, far);
            down.join();
        } catch (IOException refused) {
            arrived.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void carry(Transport from, Transport to) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(64 << 10);
        try {
            while (from.read(buffer.clear(), Fd::close) > 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    if (to.tryWrite(buffer) == 0 && !to.awaitWritable(PATIENCE)) {
                        throw new IOException("the receiver is stuck");
                    }
                }
            }
        } catch (IOException cut) {
            // Either end may go at any time.
        } finally {
            from.close();
            to.close();
            open.remove(from);
            open.remove(to);
        }
    }

    /// Cuts all links; new ones can be made.
    void cut() {
        open.forEach(Transport::close);
    }

    @Override
    public void close() {
        listener.close();
        cut();
    }
}
