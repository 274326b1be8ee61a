package org.ostler.wire;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/// Hands events from the reading thread to a consumer that may take its time, within bounds.
///
/// The consumer is called by one task at a time, in order. When it falls so far behind that an
/// event finds no room, what is queued is dropped, events that follow are dropped too, and the
/// consumer is told once, as the next thing it hears; from then on it gets events again and knows
/// that its picture has a gap. Thread-safe.
public final class ClientEventQueue implements ClientEvents {
    /// Takes events.
    public interface Consumer {
        /// The next event; may block.
        void event(FrameHeader header, ByteBuffer payload);

        /// Events were lost since the last one.
        ///
        /// @param count how many
        void overflowed(long count);
    }

    private record Event(FrameHeader header, ByteBuffer payload) {}

    private final int maxEvents;
    private final int maxBytes;
    private final Executor tasks;
    private final Consumer consumer;

    // Guarded by this.
    private final ArrayDeque<Event> events = new ArrayDeque<>();
    private int bytes;
    private long lost;
    private boolean running;

    /// @param maxEvents that wait, at least 1
    /// @param maxBytes of their payloads
    /// @param tasks runs the consumer, usually on a virtual thread
    public ClientEventQueue(int maxEvents, int maxBytes, Executor tasks, Consumer consumer) {
        if (maxEvents < 1) {
            throw new IllegalArgumentException("a queue holds at least one event");
        }
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
        this.tasks = tasks;
        this.consumer = consumer;
    }

    @Override
    public void message(FrameHeader header, ByteBuffer payload) {
        synchronized (this) {
            if (lost > 0 || events.size() >= maxEvents || bytes + payload.remaining() > maxBytes) {
                lost += 1L + events.size();
                events.clear();
                bytes = 0;
            } else {
                ByteBuffer copy =
                        ByteBuffer.allocate(payload.remaining()).put(payload.duplicate()).flip();
                events.add(new Event(header, copy));
                bytes += copy.capacity();
            }
            if (running) {
                return;
            }
            running = true;
        }
        try {
            tasks.execute(this::run);
        } catch (RejectedExecutionException shuttingDown) {
            synchronized (this) {
                running = false;
            }
        }
    }

    private void run() {
        boolean goOn = true;
        while (goOn) {
            goOn = one();
        }
    }

    /// False when nothing is left; the mark is then taken away together with the look.
    private boolean one() {
        Event next;
        long missed;
        synchronized (this) {
            missed = lost;
            lost = 0;
            next = missed > 0 ? null : events.poll();
            if (next == null && missed == 0) {
                running = false;
                return false;
            }
            if (next != null) {
                bytes -= next.payload.capacity();
            }
        }
        boolean survived = false;
        try {
            if (next == null) {
                consumer.overflowed(missed);
            } else {
                consumer.event(next.header, next.payload);
            }
            survived = true;
            return true;
        } finally {
            if (!survived) {
                restart();
            }
        }
    }

    /// The consumer threw, which ends this task; the events behind it get another.
    private void restart() {
        tasks.execute(this::run);
    }
}
