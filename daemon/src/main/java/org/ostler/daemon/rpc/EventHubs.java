package org.ostler.daemon.rpc;

import org.ostler.daemon.driver.DriverSlot;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The events of all drivers. Thread-safe.
final class EventHubs {
    private final ConcurrentMap<DriverSlot, EventHub> hubs = new ConcurrentHashMap<>();

    /// Those of one driver, also after it has been started again.
    EventHub of(DriverSlot slot) {
        return hubs.computeIfAbsent(slot, one -> new EventHub(() -> one.current().events()));
    }
}
