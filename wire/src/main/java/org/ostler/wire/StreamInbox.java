package org.ostler.wire;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// What has arrived on a stream and waits to be read.
///
/// The connection's reading thread puts, the stream's user reads; any thread may end it. The
/// protocol has no window of its own, so the only way to slow a sender down is not to read the
/// connection: the reading thread waits in [#awaitRoom] when more than the window is unread.
final class StreamInbox {
    /// Unread bytes at which the reading thread waits: four of the usual chunks.
    static final int WINDOW_BYTES = 4 * StreamOutlet.CHUNK_BYTES;

    private record Part(ByteBuffer data, long hole) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by the lock.
    private final ArrayDeque<Part> parts = new ArrayDeque<>();
    private long bytes;
    private boolean ended;
    private @Nullable StreamException failure;

    /// Adds a copy of the data.
    void putData(ByteBuffer data) {
        if (!data.hasRemaining()) {
            return;
        }
        put(new Part(ByteBuffer.allocate(data.remaining()).put(data.duplicate()).flip(), 0));
    }

    void putHole(long length) {
        if (length > 0) {
            put(new Part(ByteBuffer.allocate(0), length));
        }
    }

    private void put(Part part) {
        lock.lock();
        try {
            if (ended || failure != null) {
                return;
            }
            // A hole counts as a little, so that a flood of them is bounded too.
            bytes += Math.max(64, part.data.capacity());
            parts.add(part);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until no more than the window is unread, or the stream has ended, or `mayWait` says
    /// no.
    void awaitRoom(BooleanSupplier mayWait) {
        lock.lock();
        try {
            while (bytes > WINDOW_BYTES && failure == null && mayWait.getAsBoolean()) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Whether more than the window is unread.
    boolean isFull() {
        return unread() > WINDOW_BYTES;
    }

    long unread() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /// Makes [#awaitRoom] ask again whether it may wait.
    void poke() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Nothing more will come; what is there can still be read.
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Nothing more will come, and what is there is void. The first failure counts.
    void fail(StreamException why) {
        lock.lock();
        try {
            if (failure == null) {
                failure = why;
                parts.clear();
                bytes = 0;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Reads into `target`, waiting for something.
    ///
    /// @return bytes read; 0 when a hole comes first (or `target` is full); -1 at the end
    int read(ByteBuffer target) throws StreamException, InterruptedException {
        lock.lockInterruptibly();
        try {
            Part next = await();
            if (next == null) {
                return -1;
            }
            if (next.hole > 0 || !target.hasRemaining()) {
                return 0;
            }
            int n = Math.min(target.remaining(), next.data.remaining());
            target.put(target.position(), next.data, next.data.position(), n);
            target.position(target.position() + n);
            next.data.position(next.data.position() + n);
            if (!next.data.hasRemaining()) {
                remove(next);
            }
            return n;
        } finally {
            lock.unlock();
        }
    }

    /// The length of the hole that comes next, which is thereby passed; 0 when data or the end
    /// comes next. Waits for something.
    long takeHole() throws StreamException, InterruptedException {
        lock.lockInterruptibly();
        try {
            Part next = await();
            if (next == null || next.hole == 0) {
                return 0;
            }
            remove(next);
            return next.hole;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Part await() throws StreamException, InterruptedException {
        while (parts.isEmpty() && !ended && failure == null) {
            changed.await();
        }
        if (failure != null) {
            throw failure.again();
        }
        return parts.peek();
    }

    private void remove(Part part) {
        parts.remove();
        bytes -= Math.max(64, part.data.capacity());
        changed.signalAll();
    }
}
