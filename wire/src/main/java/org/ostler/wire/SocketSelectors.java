package org.ostler.wire;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// Lets threads wait for one readiness of one socket, as many at a time as want to.
///
/// A selector serves one waiter at a time, so there are as many as there were waiters at once: one
/// for the reader of most connections, none for a writer that never had to wait. Thread-safe.
final class SocketSelectors implements AutoCloseable {
    private final SocketChannel channel;
    private final int interest;

    // Guarded by this.
    private final ArrayDeque<Selector> idle = new ArrayDeque<>();
    private final List<Selector> all = new ArrayList<>();
    private boolean closed;

    private SocketSelectors(SocketChannel channel, int interest) {
        this.channel = channel;
        this.interest = interest;
    }

    static SocketSelectors forReading(SocketChannel channel) {
        return new SocketSelectors(channel, SelectionKey.OP_READ);
    }

    static SocketSelectors forWriting(SocketChannel channel) {
        return new SocketSelectors(channel, SelectionKey.OP_WRITE);
    }

    static SocketSelectors forConnecting(SocketChannel channel) {
        return new SocketSelectors(channel, SelectionKey.OP_CONNECT);
    }

    /// Waits without end.
    void await() throws IOException {
        select(0);
    }

    /// Waits; false after the timeout. A closed channel counts as ready: the read or write that
    /// follows reports it.
    boolean await(Duration timeout) throws IOException {
        return select(timeout.isPositive() ? Math.max(1, timeout.toMillis()) : -1);
    }

    /// @param millis 0: for ever; negative: not at all
    private boolean select(long millis) throws IOException {
        Selector selector = take();
        if (selector == null) {
            return true;
        }
        try {
            int ready = millis < 0 ? selector.selectNow() : selector.select(millis);
            selector.selectedKeys().clear();
            return ready > 0 || !channel.isOpen();
        } catch (ClosedSelectorException ended) {
            return true;
        } finally {
            give(selector);
        }
    }

    private synchronized @Nullable Selector take() throws IOException {
        if (closed) {
            return null;
        }
        Selector selector = idle.poll();
        return selector == null ? open() : selector;
    }

    private @Nullable Selector open() throws IOException {
        Selector made = Selector.open();
        try {
            channel.register(made, interest);
            all.add(made);
            return made;
        } catch (ClosedChannelException ended) {
            made.close();
            return null;
        } catch (RuntimeException e) {
            made.close();
            throw e;
        }
    }

    private synchronized void give(Selector selector) {
        if (!closed) {
            idle.push(selector);
        }
    }

    /// Wakes all who wait.
    @Override
    public synchronized void close() {
        closed = true;
        for (Selector selector : all) {
            try {
                selector.close();
            } catch (IOException e) {
                throw new UncheckedIOException("closing a selector of " + channel, e);
            }
        }
        all.clear();
        idle.clear();
    }
}
