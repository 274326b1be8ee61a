package org.ostler.driver.qemu;

import java.util.ArrayDeque;

/// A bounded queue whose items one virtual thread at a time hands on, in order; the thread lives
/// only while there are items, so an idle guest costs none.
///
/// Thread-safe. The consumer may block; it must not throw.
final class Pump<T> {

    /// Takes one item.
    interface Consumer<T> {
        /// Takes it.
        ///
        /// @param refused how many items were refused since the previous call because the queue was
        ///   full
        void take(T item, int refused);
    }

    private final String name;
    private final int capacity;
    private final Consumer<T> consumer;

    // Guarded by `queue`: the queue, whether a thread runs, how many items were refused since the
    // last was taken.
    private final ArrayDeque<T> queue = new ArrayDeque<>();
    private boolean running;
    private int refused;

    Pump(String name, int capacity, Consumer<T> consumer) {
        this.name = name;
        this.capacity = capacity;
        this.consumer = consumer;
    }

    /// Adds an item; false, and the item is counted as refused, when the queue is full.
    boolean offer(T item) {
        return add(item, capacity);
    }

    /// Adds an item past the capacity. For at most a few items in a pump's life.
    void force(T item) {
        add(item, Integer.MAX_VALUE);
    }

    private boolean add(T item, int limit) {
        synchronized (queue) {
            if (queue.size() >= limit) {
                refused++;
                return false;
            }
            queue.add(item);
            if (!running) {
                running = true;
                Thread.ofVirtual().name(name).start(this::run);
            }
            return true;
        }
    }

    private void run() {
        for (; ; ) {
            T item;
            int missed;
            synchronized (queue) {
                if (queue.isEmpty()) {
                    running = false;
                    return;
                }
                item = queue.remove();
                missed = refused;
                refused = 0;
            }
            consumer.take(item, missed);
        }
    }
}
