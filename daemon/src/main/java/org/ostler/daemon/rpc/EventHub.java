package org.ostler.daemon.rpc;

import org.jspecify.annotations.Nullable;
import org.ostler.api.EventStream;
import org.ostler.api.log.LateLogger;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Carries the events of one driver to all who listen, on one thread for all of them: waking one
/// for each would cost more than telling it.
///
/// Thread-safe. Listeners are told one after the other and must not block; there is a thread as
/// long as there are listeners.
final class EventHub {
    private static final System.Logger LOG = LateLogger.of(EventHub.class);

    private final Supplier<EventStream> open;
    private final List<Consumer<EventStream.Delivery>> listeners = new CopyOnWriteArrayList<>();

    /// Guarded by this object.
    private @Nullable EventPump pump;

    /// @param open the events from now on; throws while there are none
    EventHub(Supplier<EventStream> open) {
        this.open = open;
    }

    /// Tells it of everything that happens after this returns, and perhaps of what has happened
    /// just before.
    ///
    /// @throws org.ostler.api.Fault where the driver is being started again
    synchronized void add(Consumer<EventStream.Delivery> listener) {
        if (pump == null) {
            EventPump first = new EventPump(open.get(), open, this::deliver);
            first.start();
            pump = first;
        }
        listeners.add(listener);
    }

    /// Tells it no more, but for what it is being told just now.
    synchronized void remove(Consumer<EventStream.Delivery> listener) {
        listeners.remove(listener);
        if (listeners.isEmpty() && pump != null) {
            pump.close();
            pump = null;
        }
    }

    private void deliver(EventStream.Delivery delivery) {
        for (Consumer<EventStream.Delivery> listener : listeners) {
            try {
                listener.accept(delivery);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "an event cannot be told: " + delivery, e);
            }
        }
    }
}
