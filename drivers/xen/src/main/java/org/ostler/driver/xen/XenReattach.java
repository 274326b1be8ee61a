package org.ostler.driver.xen;

import org.ostler.api.DomainState;
import org.ostler.api.Lifecycle;
import org.ostler.api.StateReason;
import org.ostler.api.log.LateLogger;
import org.ostler.engine.spi.Guest;
import org.ostler.engine.spi.Guests;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/// Finds the guests again that ran while no daemon did, and ends what a daemon's end cut off. One
/// thread, once, before the first look.
final class XenReattach {
    private static final Logger LOG = LateLogger.of(XenReattach.class);

    private final XenBuilder builder;
    private final XenGuests running;
    private final XenEnds ends;
    private final List<DomainInfo> domains;

    /// @param domains what runs on the host
    XenReattach(XenBuilder builder, XenGuests running, XenEnds ends, List<DomainInfo> domains) {
        this.builder = builder;
        this.running = running;
        this.ends = ends;
        this.domains = domains;
    }

    void all(Guests guests) throws InterruptedException {
        for (Guest guest : guests.active()) {
            reattach(guest);
        }
        for (Guest guest : guests.unfinished()) {
            abandon(guest);
        }
    }

    private void reattach(Guest guest) {
        int id = guest.status().id().orElseThrow();
        boolean restarting =
                guest.live()
                        .map(XenRecord::parse)
                        .filter(record -> record.step() == XenRecord.Step.RESTARTING)
                        .isPresent();
        Optional<DomainInfo> same = find(guest.status().uuid(), id);
        if (same.isPresent()) {
            running.put(new XenGuest(guest, id, guest.status().managed()));
            guest.moved(id, state(guest, same.get()));
            return;
        }
        Optional<DomainInfo> other = find(guest.status().uuid());
        if (restarting) {
            // Nobody was told of the domain that was to take its place, if there is one.
            XenGuest gone = new XenGuest(guest, id, true);
            running.building(guest.status().uuid());
            ends.restartAgain(gone);
        } else if (other.isPresent()) {
            int domid = other.get().domid();
            running.put(new XenGuest(guest, domid, guest.status().managed()));
            guest.started(
                    domid,
                    state(guest, other.get()),
                    guest.canonical(),
                    new XenRecord(XenRecord.Step.RUNNING).text());
        } else {
            // A domain that ends by itself stays until its maker takes it away: this one was ended.
            guest.stopped(
                    OptionalInt.of(id), StateReason.SHUTOFF_DESTROYED, Lifecycle.STOPPED_DESTROYED);
        }
    }

    /// What it does now, with the reason that was known where that is still so.
    private static StateReason state(Guest guest, DomainInfo domain) {
        StateReason before = guest.status().reason();
        return switch (domain.state()) {
            case RUNNING, BLOCKED ->
                    before.state() == DomainState.RUNNING ? before : StateReason.RUNNING_UNKNOWN;
            case PAUSED ->
                    before.state() == DomainState.PAUSED ? before : StateReason.PAUSED_UNKNOWN;
            // The first look finds it and does what its definition asks for.
            case SHUTDOWN, DYING -> before;
        };
    }

    /// A start that the end of the daemon cut off: nobody was told that it succeeded, so it is
    /// undone.
    private void abandon(Guest guest) throws InterruptedException {
        try {
            builder.sweep(guest.status().uuid());
        } catch (LibxlException e) {
            LOG.log(Level.ERROR, () -> "what is left of " + guest + " stays", e);
        }
        guest.stopped(OptionalInt.empty(), StateReason.SHUTOFF_FAILED, Lifecycle.STOPPED_FAILED);
    }

    private Optional<DomainInfo> find(UUID uuid, int domid) {
        return domains.stream()
                .filter(d -> d.domid() == domid && d.uuid().equals(uuid))
                .filter(d -> d.state() != DomainInfo.State.DYING)
                .findFirst();
    }

    private Optional<DomainInfo> find(UUID uuid) {
        return domains.stream()
                .filter(d -> d.uuid().equals(uuid) && d.state() != DomainInfo.State.DYING)
                .findFirst();
    }
}
