package org.ostler.daemon.rpc;

import org.ostler.api.EventStream;
import org.ostler.api.Fault;
import org.ostler.api.log.LateLogger;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Carries the events of one hypervisor to one subscriber, on a virtual thread of its own.
///
/// When the driver was started again, the pump waits for it and goes on with a new stream. What it
/// delivers to must not block. [#close] may be called from any thread.
final class EventPump implements AutoCloseable {
    private static final System.Logger LOG = LateLogger.of(EventPump.class);
    private static final Duration LISTEN = Duration.ofSeconds(60);
    private static final long EARLY_NANOS = Duration.ofMillis(50).toNanos();
    private static final long RETRY_NANOS = Duration.ofMillis(250).toNanos();

    private final Supplier<EventStream> reopen;
    private final Consumer<EventStream.Delivery> deliver;
    private volatile EventStream stream;
    private volatile boolean closed;

    /// @param first the stream to begin with; closed by the pump
    /// @param reopen opens the next stream; throws [Fault] while it cannot
    EventPump(
            EventStream first,
            Supplier<EventStream> reopen,
            Consumer<EventStream.Delivery> deliver) {
        this.stream = first;
        this.reopen = reopen;
        this.deliver = deliver;
    }

    void start() {
        Thread.ofVirtual().name("events").start(this::run);
    }

    private void run() {
        try {
            while (!closed) {
                if (!step()) {
                    renew();
                }
            }
        } finally {
            stream.close();
        }
    }

    /// Waits for one delivery; false when the stream has come to its end.
    private boolean step() {
        long began = System.nanoTime();
        try {
            var delivery = stream.next(LISTEN);
            delivery.ifPresent(this::deliver);
            return delivery.isPresent() || System.nanoTime() - began >= EARLY_NANOS;
        } catch (Fault lost) {
            LOG.log(System.Logger.Level.DEBUG, "events ended: {0}", lost.sentence());
            return false;
        }
    }

    /// An event that cannot be told is lost alone; the subscription goes on.
    private void deliver(EventStream.Delivery delivery) {
        try {
            deliver.accept(delivery);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "an event cannot be told: " + delivery, e);
        }
    }

    private void renew() {
        stream.close();
        while (!closed) {
            LockSupport.parkNanos(RETRY_NANOS);
            try {
                stream = reopen.get();
                return;
            } catch (Fault | RpcFault notYet) {
                LOG.log(System.Logger.Level.DEBUG, "events: {0}", notYet.getMessage());
            }
        }
    }

    /// The stream that is read now.
    EventStream stream() {
        return stream;
    }

    @Override
    public void close() {
        closed = true;
        stream.close();
    }
}
