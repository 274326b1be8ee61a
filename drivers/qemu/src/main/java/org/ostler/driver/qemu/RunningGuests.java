package org.ostler.driver.qemu;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.engine.spi.Guest;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// The guests that run now, by identity. Thread-safe.
final class RunningGuests {
    private final Map<UUID, RunningGuest> guests = new ConcurrentHashMap<>();

    void put(Guest guest, RunningGuest running) {
        guests.put(guest.status().uuid(), running);
    }

    void remove(Guest guest) {
        guests.remove(guest.status().uuid());
    }

    Optional<RunningGuest> of(Guest guest) {
        return Optional.ofNullable(guests.get(guest.status().uuid()));
    }

    /// The guest, which must run.
    ///
    /// @throws Fault when it does not
    RunningGuest require(Guest guest) {
        return of(guest)
                .orElseThrow(
                        () ->
                                Fault.of(
                                        FaultCode.OPERATION_INVALID,
                                        FaultDomain.QEMU,
                                        "Requested operation is not valid: domain is not running"));
    }

    Collection<RunningGuest> all() {
        return List.copyOf(guests.values());
    }
}
