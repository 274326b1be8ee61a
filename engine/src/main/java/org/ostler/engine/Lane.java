package org.ostler.engine;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The line in which the changes of one domain wait for their turn, first come first served.
///
/// Thread-safe. Whoever entered owns the right to change the domain's definition and to call the
/// driver about it, until it leaves; it need not be the same thread.
final class Lane {
    private final Semaphore turn = new Semaphore(1, true);
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile @Nullable JobRun<?> holder;

    /// Takes a place in the line.
    ///
    /// @return false when the line is full; otherwise [#enter] must follow
    boolean queue(int atMost) {
        if (waiting.incrementAndGet() > atMost) {
            waiting.decrementAndGet();
            return false;
        }
        return true;
    }

    /// Gives the place in the line up.
    void unqueue() {
        waiting.decrementAndGet();
    }

    /// Waits for its turn.
    ///
    /// @return false when it did not come in time
    boolean enter(JobRun<?> job, Duration atMost) throws InterruptedException {
        try {
            if (!turn.tryAcquire(EventLog.nanos(atMost), TimeUnit.NANOSECONDS)) {
                return false;
            }
        } finally {
            waiting.decrementAndGet();
        }
        holder = job;
        return true;
    }

    /// Takes its turn, where nobody is before it.
    ///
    /// @return false when somebody is; it keeps its place in the line
    boolean enterAtOnce(JobRun<?> job) {
        try {
            // Without a time it would not be fair.
            if (!turn.tryAcquire(0, TimeUnit.NANOSECONDS)) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        waiting.decrementAndGet();
        holder = job;
        return true;
    }

    /// Lets the next one in.
    void leave() {
        holder = null;
        turn.release();
    }

    /// Whose turn it is; null when nobody's.
    @Nullable JobRun<?> holder() {
        return holder;
    }
}
