package org.ostler.driver.test;

import org.ostler.api.Lifecycle;
import org.ostler.api.StateReason;
import org.ostler.engine.spi.Canonical;
import org.ostler.engine.spi.Guest;
import org.ostler.model.DomainSpec;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalInt;
import java.util.UUID;

/// What happens on the test driver's host without anybody asking Ostler for it: guests end by
/// themselves, other tools make some, the layer below is lost.
///
/// Thread-safe. Each method returns when what happened is published. A guest is meant by its
/// identity; one that is not there is a [NoSuchElementException].
public final class World {
    private final Machines machines;

    World(Machines machines) {
        this.machines = machines;
    }

    /// A guest's operating system shuts down by itself.
    public void shutsDown(UUID uuid) {
        machines.end(guest(uuid), StateReason.SHUTOFF_SHUTDOWN, Lifecycle.STOPPED_SHUTDOWN);
    }

    /// A guest's hypervisor process dies.
    public void dies(UUID uuid) {
        machines.end(guest(uuid), StateReason.SHUTOFF_CRASHED, Lifecycle.STOPPED_CRASHED);
    }

    /// A guest's operating system panics; it stays there, crashed.
    public void panics(UUID uuid) {
        Guest guest = guest(uuid);
        machines.of(guest).pause();
        guest.moved(Machines.id(guest), StateReason.CRASHED_PANICKED, Lifecycle.CRASHED_PANICKED);
    }

    /// Another tool starts a guest.
    ///
    /// @return its number
    public int appears(DomainSpec spec) {
        DomainSpec identified = spec.uuid().isPresent() ? spec : spec.withUuid(UUID.randomUUID());
        Canonical canonical = Defaults.complete(identified);
        int id = machines.nextId();
        Guest guest =
                machines.guests()
                        .discovered(
                                OptionalInt.of(id),
                                StateReason.RUNNING_UNKNOWN,
                                new Canonical(canonical.spec(), List.of(), List.of(), List.of()),
                                Machines.record(id),
                                Lifecycle.STARTED_BOOTED);
        machines.launch(guest, id, false).boot();
        return id;
    }

    /// The hypervisor can be reached, or cannot.
    ///
    /// @param reason a sentence
    public void reachable(boolean reachable, String reason) {
        machines.guests().reachable(reachable, reason);
    }

    /// A guest is said to run for no known reason, as libvirt says of its own.
    void runsForUnknownReason(UUID uuid) {
        Guest guest = guest(uuid);
        guest.moved(Machines.id(guest), StateReason.RUNNING_UNKNOWN);
    }

    private Guest guest(UUID uuid) {
        return machines.guests()
                .find(uuid)
                .orElseThrow(() -> new NoSuchElementException("no guest " + uuid));
    }
}
