package org.ostler.daemon.rpc;

import org.ostler.posix.Fd;
import org.ostler.posix.UnixListener;
import org.ostler.wire.Transport;
import org.ostler.wire.UnixTransport;
import org.ostler.wire.UnixTransportListener;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A link to a daemon's socket that can be cut: what it carries at that moment is lost, wherever in
/// a frame that is, both ways.
///
/// A platform thread for each direction of each connection; they end with it.
final class CutLink implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int BYTES = 64 << 10;

    private final Path daemon;
    private final UnixTransportListener listener;
    private final Set<Transport> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    /// @param near the socket on which clients find it
    /// @param daemon the socket to which it leads
    CutLink(Path near, Path daemon) throws IOException {
        this.daemon = daemon;
        this.listener =
                new UnixTransportListener(UnixListener.bind(near, 0600, OptionalInt.empty(), 16));
        Thread.ofPlatform().daemon().name("cut-link").start(this::run);
    }

    /// How many connections there have been.
    int connections() {
        return connections.get();
    }

    private void run() {
        try {
            for (Optional<Transport> next = listener.accept();
                    next.isPresent();
                    next = listener.accept()) {
                carry(next.get());
            }
        } catch (IOException e) {
            listener.close();
        }
    }

    private void carry(Transport near) {
        connections.incrementAndGet();
        open.add(near);
        try {
            Transport far = UnixTransport.connect(daemon, PATIENCE);
            open.add(far);
            Thread.ofPlatform().daemon().name("cut-link up").start(() -> carry(near, far));
            Thread.ofPlatform().daemon().name("cut-link down").start(() -> carry(far, near));
        } catch (IOException refused) {
            near.close();
            open.remove(near);
        }
    }

    private void carry(Transport from, Transport to) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES);
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

    /// Cuts every connection; new ones can be made at once.
    void cut() {
        open.forEach(Transport::close);
    }

    @Override
    public void close() {
        listener.close();
        cut();
    }
}
