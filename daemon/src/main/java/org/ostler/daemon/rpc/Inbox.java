package org.ostler.daemon.rpc;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Hands things to one receiver, one at a time and in order, without ever keeping waiting who
/// brings them: what comes while somebody has the receiver to himself is handed over when he is
/// done.
///
/// Thread-safe. What is more than [#MAX] is lost.
///
/// @param <T> what is handed over
final class Inbox<T> {
    static final int MAX = 4096;

    private final Consumer<T> receiver;
    private final ReentrantLock turn = new ReentrantLock();
    private final ConcurrentLinkedQueue<T> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    Inbox(Consumer<T> receiver) {
        this.receiver = receiver;
    }

    /// Hands something over, now or later.
    void offer(T thing) {
        if (count.incrementAndGet() > MAX) {
            count.decrementAndGet();
            return;
        }
        waiting.add(thing);
        handOver();
    }

    /// Does something while the receiver is given nothing. May wait for another who does.
    void alone(Runnable action) {
        turn.lock();
        try {
            action.run();
        } finally {
            turn.unlock();
            handOver();
        }
    }

    private void handOver() {
        // Who has the turn looks once more after having given it back, this thread too.
        while (!turn.isHeldByCurrentThread() && !waiting.isEmpty() && turn.tryLock()) {
            try {
                for (T next = waiting.poll(); next != null; next = waiting.poll()) {
                    count.decrementAndGet();
                    receiver.accept(next);
                }
            } finally {
                turn.unlock();
            }
        }
    }
}
