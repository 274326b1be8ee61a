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
/// stream frames do not come here at all); when the waiting room is full as well, the reader waits
/// in [#enter]. Waiting calls are served in order by one task at a time once answers have gone out.
final class ConnectionGate {
    private record Waiting(ServerCall call, ByteBuffer payload) {}

    private final ConnectionLimits limits;
    private final Executor tasks;
    private final BiConsumer<ServerCall, ByteBuffer> serve;

    /// Told true when the reader is about to wait and false when it goes on.
    private final java.util.function.Consumer<Boolean> pausing;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();

    // Guarded by the lock.
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private int inFlight;
    private boolean serving;
    private boolean closed;

    ConnectionGate(
            ConnectionLimits limits,
            Executor tasks,
            BiConsumer<ServerCall, ByteBuffer> serve,
            java.util.function.Consumer<Boolean> pausing) {
        this.limits = limits;
        this.tasks = tasks;
        this.serve = serve;
        this.pausing = pausing;
    }

    /// By the reader: true when it shall serve the call itself, and now.
    boolean enter(ServerCall call, ByteBuffer payload) {
        lock.lock();
        try {
            if (closed) {
                call.dropDescriptors();
                return false;
            }
            if (waiting.isEmpty() && !serving && inFlight < limits.requestsInFlight()) {
                inFlight++;
                return true;
            }
            if (isFull(payload.remaining())) {
                awaitRoom(payload.remaining());
            }
            if (closed) {
                call.dropDescriptors();
                return false;
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

    private boolean isFull(int bytes) {
        return !waiting.isEmpty()
                && (waiting.size() >= limits.requestsWaiting()
                        || waitingBytes + bytes > limits.waitingBytes());
    }

    private void awaitRoom(int bytes) {
        pausing.accept(true);
        while (isFull(bytes) && !closed) {
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
                return null;
            }
            Waiting next = waiting.remove();
            waitingBytes -= next.payload.capacity();
            inFlight++;
            room.signal();
            return next;
        } finally {
            lock.unlock();
        }
    }

    /// Drops what waits and lets the reader go.
    void close() {
        lock.lock();
        try {
            closed = true;
            waiting.forEach(w -> w.call.dropDescriptors());
            waiting.clear();
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
