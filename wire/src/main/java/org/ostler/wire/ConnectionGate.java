package org.ostler.wire;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

/// Bounds the calls of one connection that are being served.
///
/// The reading thread brings each call here. While fewer than the limit are in flight it serves the
/// call itself; beyond that the call is copied and waits here, so that reading goes on (PING and
/// stream frames do not come here at all); when the waiting room is full as well, or the call is
/// large, the reader waits in [#enter]. Waiting calls are served in order by one task at a time
/// once answers have gone out.
final class ConnectionGate {
    private record Waiting(ServerCall call, ByteBuffer payload) {}

    private static final int LARGE_BYTES = 64 << 10;

    /// Of calls that wait, for which nothing is charged.
    private static final int OWN_BYTES = 4 << 10;

    private final ConnectionLimits limits;
    private final Executor tasks;
    private final ConnectionMemory.Account memory;
    private final BiConsumer<ServerCall, ByteBuffer> serve;

    /// Told true when the reader is about to wait and false when it goes on.
    private final java.util.function.Consumer<Boolean> pausing;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();

    // Guarded by the lock.
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private int paid;
    private int inFlight;
    private boolean serving;
    private boolean closed;

    ConnectionGate(
            ConnectionLimits limits,
            Executor tasks,
            ConnectionMemory.Account memory,
            BiConsumer<ServerCall, ByteBuffer> serve,
            java.util.function.Consumer<Boolean> pausing) {
        this.limits = limits;
        this.tasks = tasks;
        this.memory = memory;
        this.serve = serve;
        this.pausing = pausing;
    }

    /// By the reader: true when it shall serve the call itself, and now.
    boolean enter(ServerCall call, ByteBuffer payload) {
        lock.lock();
        try {
            if (!closed && !mayBeServed() && !mayWait(payload.remaining())) {
                awaitRoom(payload.remaining());
            }
            if (closed) {
                call.dropDescriptors();
                return false;
            }
            if (mayBeServed()) {
                inFlight++;
                return true;
            }
            ByteBuffer copy = ByteBuffer.allocate(payload.remaining()).put(payload).flip();
            waiting.add(new Waiting(call, copy));
            waitingBytes += copy.capacity();
            serveWaiting();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean mayBeServed() {
        return waiting.isEmpty() && !serving && inFlight < limits.requestsInFlight();
    }

    /// Whether there is room for a copy. A large call is never copied: it waits where it was read.
    private boolean mayWait(int bytes) {
        return bytes <= LARGE_BYTES
                && waiting.size() < limits.requestsWaiting()
                && waitingBytes + bytes <= limits.waitingBytes()
                && isPaid(bytes);
    }

    private boolean isPaid(int bytes) {
        if (waitingBytes + bytes > OWN_BYTES + paid) {
            if (!memory.tryTake(LARGE_BYTES)) {
                return false;
            }
            paid += LARGE_BYTES;
        }
        return true;
    }

    private void awaitRoom(int bytes) {
        pausing.accept(true);
        while (!closed && !mayBeServed() && !mayWait(bytes)) {
            room.awaitUninterruptibly();
        }
        pausing.accept(false);
    }

    /// The answer of a call has gone out.
    void leave() {
        lock.lock();
        try {
            inFlight--;
            serveWaiting();
            room.signal();
        } finally {
            lock.unlock();
        }
    }

    private void serveWaiting() {
        if (closed || serving || waiting.isEmpty() || inFlight >= limits.requestsInFlight()) {
            return;
        }
        serving = true;
        try {
            tasks.execute(this::run);
        } catch (RejectedExecutionException shuttingDown) {
            serving = false;
        }
    }

    private void run() {
        for (Waiting next = take(); next != null; next = take()) {
            serve.accept(next.call, next.payload);
        }
    }

    private @org.jspecify.annotations.Nullable Waiting take() {
        lock.lock();
        try {
            if (closed || waiting.isEmpty() || inFlight >= limits.requestsInFlight()) {
                serving = false;
                room.signal();
                return null;
            }
            Waiting next = waiting.remove();
            waitingBytes -= next.payload.capacity();
            payBack();
            inFlight++;
            room.signal();
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void payBack() {
        if (waiting.isEmpty() && paid > 0) {
            memory.give(paid);
            paid = 0;
        }
    }

    /// Drops what waits and lets the reader go.
    void close() {
        lock.lock();
        try {
            closed = true;
            waiting.forEach(w -> w.call.dropDescriptors());
            waiting.clear();
            payBack();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Calls whose answers have not gone out, without those that wait.
    int inFlight() {
        lock.lock();
        try {
            return inFlight;
        } finally {
            lock.unlock();
        }
    }
}
