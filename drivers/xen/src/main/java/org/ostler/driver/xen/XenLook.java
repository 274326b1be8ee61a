package org.ostler.driver.xen;

import org.ostler.api.DomainState;
import org.ostler.api.Lifecycle;
import org.ostler.api.StateReason;
import org.ostler.engine.spi.Guest;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Looks at every domain of the host at once, and reports what differs from what was known.
///
/// The host is asked for its present state rather than for its history, so that nothing is missed,
/// whatever happened between two looks and whether or not somebody looked. Used by one thread.
final class XenLook {
    private final XenControl control;
    private final XenGuests running;
    private final XenEnds ends;
    private final XenDiscovery discovery;

    XenLook(XenControl control, XenGuests running, XenEnds ends, XenDiscovery discovery) {
        this.control = control;
        this.running = running;
        this.ends = ends;
        this.discovery = discovery;
    }

    /// One look.
    ///
    /// @throws LibxlException when the host does not tell
    void look() {
        Map<XenGuest, Long> before = new HashMap<>();
        running.all().forEach(guest -> before.put(guest, guest.epoch()));
        List<DomainInfo> domains = control.domains();
        Map<Integer, DomainInfo> there = new HashMap<>();
        for (DomainInfo domain : domains) {
            if (domain.state() != DomainInfo.State.DYING) {
                there.put(domain.domid(), domain);
            }
        }
        before.forEach(
                (guest, epoch) -> {
                    DomainInfo domain = there.get(guest.domid());
                    if (domain != null && domain.uuid().equals(guest.guest().status().uuid())) {
                        compare(guest, epoch, domain);
                    } else if (guest.claimVanished(epoch)) {
                        vanished(guest);
                    }
                });
        Set<Integer> unknown = new HashSet<>(there.keySet());
        running.all().forEach(guest -> unknown.remove(guest.domid()));
        discovery.consider(unknown.stream().map(there::get).toList());
    }

    private void vanished(XenGuest guest) {
        running.remove(guest);
        XenEnds.End end =
                guest.lastWords()
                        .map(XenEnds.End::of)
                        .orElse(
                                new XenEnds.End(
                                        StateReason.SHUTOFF_DESTROYED,
                                        Lifecycle.STOPPED_DESTROYED));
        guest.guest().stopped(OptionalInt.of(guest.domid()), end.reason(), end.step());
    }

    private void compare(XenGuest guest, long epoch, DomainInfo domain) {
        Optional<ShutdownReason> reason = domain.shutdownReason();
        if (reason.isEmpty()) {
            boolean paused = domain.state() == DomainInfo.State.PAUSED;
            guest.observe(epoch, () -> stands(guest, paused));
            return;
        }
        guest.lastWords(reason.get());
        if (reason.get() == ShutdownReason.SUSPEND) {
            // Another tool saves it or takes it to another host.
            guest.observe(epoch, () -> stands(guest, true));
        } else if (guest.isOwn() && !isPreserved(guest.guest())) {
            ends.shutDown(guest, reason.get());
        }
    }

    private static boolean isPreserved(Guest guest) {
        DomainState state = guest.status().state();
        return state == DomainState.CRASHED || state == DomainState.SHUTDOWN;
    }

    /// Reports that it runs or stands, if that is news.
    private static void stands(XenGuest known, boolean paused) {
        Guest guest = known.guest();
        boolean doubtful = known.takeDoubt();
        boolean wasPaused = guest.status().state() == DomainState.PAUSED;
        if (paused && !wasPaused) {
            guest.moved(known.domid(), StateReason.PAUSED_USER, Lifecycle.SUSPENDED_PAUSED);
        } else if (!paused && guest.status().state() != DomainState.RUNNING) {
            guest.moved(known.domid(), StateReason.RUNNING_UNPAUSED, Lifecycle.RESUMED_UNPAUSED);
        } else if (doubtful) {
            guest.moved(known.domid(), guest.status().reason());
        }
    }
}
