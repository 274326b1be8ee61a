package org.ostler.wire;

import org.jspecify.annotations.Nullable;
import org.ostler.posix.Fd;
import org.ostler.wire.ConnectionQueue.Lane;
import org.ostler.wire.ConnectionQueue.Pending;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Sends the frames of one connection, in the order in which they are given.
///
/// Whoever has a frame sends it himself, under the lock, with one system call that does not block:
/// in the common case nobody is woken for it. Only what the peer has no room for is queued, and
/// then a drainer thread of its own is started, which ends again when there has been nothing to
/// drain for a while.
///
/// Thread-safe. The lock is never held across a wait for the peer.
final class ConnectionWriter {
    /// Waits for room as long as it takes: until the peer reads, or the connection is given up
    /// because it does not.
    static final long UNTIL_CLOSED = Long.MAX_VALUE;

    private static final long LINGER_SECONDS = 5;

    /// What it tells its connection.
    interface Owner {
        /// A peer that had been slow has taken something: it lives.
        void progressed();

        /// The connection cannot go on. Told once, on the thread that noticed and without the lock.
        void failed(ConnectionEnd how);
    }

    /// What became of a frame.
    enum Outcome {
        /// It is on its way or will be.
        ACCEPTED,
        /// There was no room.
        REFUSED,
        /// The connection has ended.
        CLOSED
    }

    private final Transport transport;
    private final FrameWriter frames;
    private final ConnectionMemory.Account memory;
    private final Duration stall;
    private final String name;
    private final Owner owner;

    private final ReentrantLock lock = new ReentrantLock();

    /// Bytes left the queue, or it was closed.
    private final Condition room = lock.newCondition();

    /// Something is to be drained, or it was closed.
    private final Condition work = lock.newCondition();

    // Guarded by the lock.
    private final ConnectionQueue queue;
    private @Nullable Thread drainer;
    private boolean closed;

    /// @param memory is charged with what waits for the peer, and with every large frame
    ConnectionWriter(
            Transport transport,
            FrameWriter frames,
            ConnectionMemory.Account memory,
            ConnectionLimits limits,
            String name,
            Owner owner) {
        this.transport = transport;
        this.frames = frames;
        this.memory = memory;
        this.stall = limits.stall();
        this.queue = new ConnectionQueue(limits, memory);
        this.name = name;
        this.owner = owner;
    }

    Outcome send(Lane lane, FrameHeader header, ByteBuffer payload) {
        return send(lane, header, payload, List.of(), null, UNTIL_CLOSED);
    }

    /// Sends a frame of keepalive or the like, which has no payload and never waits.
    void sendControl(FrameHeader header) {
        send(Lane.CONTROL, header, ByteBuffer.allocate(0));
    }

    /// Sends a frame and the descriptors that follow it.
    ///
    /// @param descriptors from here on the writer's, which closes them in any case
    /// @param written run once when the kernel has taken the whole frame, without the lock, on any
    ///   thread; not run for frames that a closed connection drops
    /// @param waitNanos how long to wait for room in a lane that waits
    Outcome send(
            Lane lane,
            FrameHeader header,
            ByteBuffer payload,
            List<Fd> descriptors,
            @Nullable Runnable written,
            long waitNanos) {
        int bytes = FrameWriter.length(header, payload);
        if (ConnectionQueue.isLarge(bytes) && !charge(lane, bytes)) {
            Fd.closeAll(descriptors);
            return lane.waits() ? Outcome.CLOSED : Outcome.REFUSED;
        }
        ByteBuffer frame = frames.frame(header, payload, descriptors.size());
        Pending pending = Pending.of(lane, frame, descriptors, written);
        IOException broken = null;
        boolean done = false;
        lock.lock();
        try {
            Outcome refused = admit(lane, pending.bytes(), waitNanos);
            if (refused != Outcome.ACCEPTED) {
                release(pending);
                return refused;
            }
            done = queue.isEmpty() && pending.trySend(transport);
            if (!done) {
                enqueue(pending);
            }
        } catch (IOException e) {
            release(pending);
            broken = e;
        } finally {
            lock.unlock();
        }
        if (broken != null) {
            fail(broken);
            return Outcome.CLOSED;
        }
        if (done) {
            release(pending);
            if (written != null) {
                written.run();
            }
        }
        return Outcome.ACCEPTED;
    }

    /// Where a lane waits, a connection that gets no memory for a frame in time cannot go on.
    private boolean charge(Lane lane, int bytes) {
        if (lane.waits() ? memory.take(bytes) : memory.tryTake(bytes)) {
            return true;
        }
        if (lane.waits()) {
            owner.failed(
                    new ConnectionEnd(
                            ConnectionEnd.Cause.FAILED,
                            "no memory for a frame of %d bytes: other connections have it"
                                    .formatted(bytes)));
        }
        return false;
    }

    /// Waits for room where the lane waits. A frame always fits when nothing else of its lane is
    /// queued.
    private Outcome admit(Lane lane, int bytes, long waitNanos) {
        long start = System.nanoTime();
        while (!closed && !queue.fits(lane, bytes)) {
            long left = waitNanos - (System.nanoTime() - start);
            if (!lane.waits() || left <= 0) {
                return Outcome.REFUSED;
            }
            awaitRoom(left);
        }
        return closed ? Outcome.CLOSED : Outcome.ACCEPTED;
    }

    /// An interrupt does not cut a frame off; it is kept for whoever looks next.
    @SuppressWarnings("WaitNotInLoop") // the only caller loops
    private void awaitRoom(long nanos) {
        try {
            if (nanos == UNTIL_CLOSED) {
                room.awaitUninterruptibly();
            } else {
                long _ = room.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            room.awaitUninterruptibly();
        }
    }

    private void enqueue(Pending p) {
        queue.add(p);
        if (drainer == null) {
            drainer =
                    Thread.ofPlatform()
                            .name(name + " writer")
                            .daemon()
                            .stackSize(ConnectionThreads.STACK_BYTES)
                            .start(this::drain);
        } else {
            work.signal();
        }
    }

    private void drain() {
        List<Runnable> written = new ArrayList<>();
        try {
            while (awaitWork()) {
                if (!transport.awaitWritable(stall)) {
                    owner.failed(
                            new ConnectionEnd(
                                    ConnectionEnd.Cause.STALLED,
                                    "the peer took nothing for " + stall));
                    return;
                }
                drainSome(written);
                owner.progressed();
                written.forEach(Runnable::run);
                written.clear();
            }
        } catch (IOException e) {
            fail(e);
        }
    }

    /// False when the drainer is to end: closed, or nothing to do for a while.
    private boolean awaitWork() {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(LINGER_SECONDS);
            while (queue.isEmpty() && !closed && left > 0) {
                left = work.awaitNanos(left);
            }
            if (queue.isEmpty()) {
                drainer = null;
            }
            return !queue.isEmpty();
        } catch (InterruptedException nobodyDoesThat) {
            drainer = null;
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void drainSome(List<Runnable> written) throws IOException {
        lock.lock();
        try {
            for (Pending p = queue.first(); p != null && p.trySend(transport); p = queue.first()) {
                queue.removeFirst();
                release(p);
                Runnable action = p.written();
                if (action != null) {
                    written.add(action);
                }
            }
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void release(Pending p) {
        frames.release(p.frame());
        if (!p.descriptors().isEmpty()) {
            Fd.closeAll(p.descriptors());
            p.descriptors().clear();
        }
        if (ConnectionQueue.isLarge(p.bytes())) {
            memory.give(p.bytes());
        }
    }

    private void fail(IOException e) {
        owner.failed(
                new ConnectionEnd(ConnectionEnd.Cause.FAILED, "sending failed: " + e.getMessage()));
    }

    /// Waits until everything that was accepted has gone out; false after the timeout or when
    /// closed.
    boolean awaitEmpty(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (!queue.isEmpty() && !closed && left > 0) {
                left = room.awaitNanos(left);
            }
            return queue.isEmpty() && !closed;
        } finally {
            lock.unlock();
        }
    }

    /// Drops what is queued and wakes whoever waits for room.
    void close() {
        lock.lock();
        try {
            closed = true;
            for (Pending p = queue.first(); p != null; p = queue.first()) {
                queue.removeFirst();
                release(p);
            }
            room.signalAll();
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Bytes that are queued.
    long queuedBytes() {
        lock.lock();
        try {
            return queue.bytes();
        } finally {
            lock.unlock();
        }
    }
}
