package org.ostler.client;

import org.ostler.api.EventPosition;
import org.ostler.api.EventStream;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What has arrived for one subscription and was not yet read, within a bound.
///
/// The thread that reads the connection puts in and never waits; one reader takes out. When there
/// is no more room the inbox ends, as it does with the connection: what it holds is still read, and
/// the reader then subscribes anew from where it is. So nothing is lost that the host's log still
/// has.
final class EventInbox {
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by the lock.
    private final ArrayDeque<EventStream.Delivery> waiting = new ArrayDeque<>();
    private boolean ended;

    EventInbox(int capacity) {
        this.capacity = capacity;
    }

    /// Takes in a delivery, unless the inbox has ended.
    void put(EventStream.Delivery delivery) {
        lock.lock();
        try {
            if (ended) {
                return;
            }
            if (waiting.size() >= capacity) {
                ended = true;
            } else {
                waiting.add(delivery);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Says before everything else that events were missed.
    void putGapFirst(EventPosition resumed) {
        lock.lock();
        try {
            waiting.addFirst(new EventStream.Gap(resumed));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Takes in nothing more, and wakes the reader.
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The next delivery; empty after the time, or when everything is read and the inbox has ended.
    Optional<EventStream.Delivery> take(long atMostNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = atMostNanos;
            while (waiting.isEmpty() && !ended && left > 0) {
                left = changed.awaitNanos(left);
            }
            return Optional.ofNullable(waiting.poll());
        } finally {
            lock.unlock();
        }
    }

    /// Whether nothing will ever come out of it again.
    boolean isExhausted() {
        lock.lock();
        try {
            return ended && waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
