package org.ostler.engine;

import org.jspecify.annotations.Nullable;
import org.ostler.api.Event;
import org.ostler.api.EventPosition;
import org.ostler.api.EventStream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What happened on a host, in order, the latest of it kept in a ring.
///
/// Readers are cursors: none has a queue, so a slow one costs no memory; the writer overtakes it,
/// and it is told of the gap. Every entry carries its own number, which is how a reader that was
/// overtaken while it read notices.
///
/// Thread-safe: appending is serialized by one lock; reading takes it only to wait. The log lives
/// as long as the process; a new process is a new log with a new id.
final class EventLog {
    private final UUID id = RandomUuids.next();
    private final Clock clock;
    private final int capacity;
    private final AtomicReferenceArray<@Nullable Entry> ring;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private volatile long head;
    private volatile boolean closed;

    /// An empty log.
    ///
    /// @param capacity how many events it keeps
    EventLog(Clock clock, int capacity) {
        if (capacity < 2) {
            throw new IllegalArgumentException("a log of " + capacity + " events; at least 2");
        }
        this.clock = clock;
        this.capacity = capacity;
        this.ring = new AtomicReferenceArray<>(capacity);
    }

    /// Adds an event; readers see it at once.
    void append(Event event) {
        lock.lock();
        try {
            long number = head;
            ring.set(slot(number), new Entry(number, clock.instant(), event));
            head = number + 1;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The place after the latest event.
    EventPosition position() {
        return new EventPosition(id, head);
    }

    /// Reads what is appended from now on.
    EventStream tail() {
        return new EventCursor(this, head, false);
    }

    /// Reads from that place on, after a gap where it is of another log or no longer kept.
    EventStream since(EventPosition position) {
        long number = position.number();
        boolean ours = position.log().equals(id) && number >= 0 && number <= head;
        return new EventCursor(this, ours ? number : 0, !ours);
    }

    /// Ends all waiting; nothing is appended any more.
    void close() {
        closed = true;
        wake();
    }

    UUID id() {
        return id;
    }

    long head() {
        return head;
    }

    /// The entry of that number; null where it is not there yet, or no longer.
    @Nullable Entry read(long number) {
        if (number >= head) {
            return null;
        }
        Entry entry = ring.get(slot(number));
        return entry == null || entry.number() != number ? null : entry;
    }

    /// From where a reader goes on that was overtaken: half of the ring ahead of the writer, so
    /// that it is not overtaken again at once.
    long resumption() {
        return Math.max(0, head - capacity / 2);
    }

    /// Waits until the log has grown beyond the reader's place, either is closed, or the time is
    /// over.
    void await(EventCursor reader, long place, long nanos) throws InterruptedException {
        long left = nanos;
        lock.lockInterruptibly();
        try {
            while (head <= place && left > 0 && !closed && !reader.closed()) {
                left = grown.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Lets every waiting reader look again.
    void wake() {
        lock.lock();
        try {
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private int slot(long number) {
        return (int) (number % capacity);
    }

    /// A duration as nanoseconds, at least none and at most a year.
    static long nanos(Duration duration) {
        try {
            return Math.max(0, duration.toNanos());
        } catch (ArithmeticException e) {
            return TimeUnit.DAYS.toNanos(365);
        }
    }

    /// An event in the log.
    ///
    /// @param number how many came before it
    record Entry(long number, Instant time, Event event) {}
}
