package org.ostler.driver.xen;

import org.ostler.api.Fault;
import org.ostler.api.Lifecycle;
import org.ostler.api.StartFlag;
import org.ostler.api.StateReason;
import org.ostler.api.log.LateLogger;
import org.ostler.engine.spi.Canonical;
import org.ostler.engine.spi.Guest;
import org.ostler.engine.spi.JobControl;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.UUID;

/// Starts a guest, by the very document that its plan shows. Used by one job's thread; whatever
/// fails or is cancelled before the guest runs leaves nothing behind.
///
/// libxl builds a domain in one call that gives no number before its end. So that no crash of the
/// daemon leaves a domain that nobody knows, the guest is written down as being built before that
/// call, and whatever has its identity then is taken away by the next daemon.
final class XenStarter {
    private static final Logger LOG = LateLogger.of(XenStarter.class);

    private final XenControl control;
    private final XenBuilder builder;
    private final XenGuests running;

    XenStarter(XenControl control, XenBuilder builder, XenGuests running) {
        this.control = control;
        this.builder = builder;
        this.running = running;
    }

    void start(Guest guest, Set<StartFlag> flags, JobControl job) throws InterruptedException {
        job.phase("prepare");
        String name = guest.status().name();
        Canonical canonical = guest.canonical();
        UUID uuid = guest.status().uuid();
        builder.require(canonical.spec());
        job.phase("launch");
        guest.launching(new XenRecord(XenRecord.Step.BUILDING).text());
        boolean runs = false;
        XenBuilder.Built built = build(guest, canonical, job);
        try {
            job.phase("configure");
            job.onCancel(() -> {});
            job.phase("run");
            run(guest, built, flags.contains(StartFlag.PAUSED));
            runs = true;
        } finally {
            if (!runs) {
                abandon(name, built.domid());
            }
            builder.built(uuid);
        }
    }

    /// A failure ends the mark as well, unless something of the domain may be left.
    private XenBuilder.Built build(Guest guest, Canonical canonical, JobControl job)
            throws InterruptedException {
        try {
            return builder.build(guest, canonical, call -> job.onCancel(call::cancel));
        } catch (Fault fault) {
            if (!fault.outcomeUnknown()) {
                builder.built(guest.status().uuid());
            }
            throw fault;
        }
    }

    private void run(Guest guest, XenBuilder.Built built, boolean paused)
            throws InterruptedException {
        String record = built.record();
        XenGuest now = new XenGuest(guest, built.domid(), true);
        try (XenGuest.Change _ = now.change()) {
            if (!paused) {
                unpause(guest.status().name(), built.domid());
            }
            running.put(now);
            if (paused) {
                guest.started(
                        built.domid(),
                        StateReason.PAUSED_USER,
                        built.canonical(),
                        record,
                        Lifecycle.STARTED_BOOTED,
                        Lifecycle.SUSPENDED_PAUSED);
            } else {
                guest.started(
                        built.domid(),
                        StateReason.RUNNING_BOOTED,
                        built.canonical(),
                        record,
                        Lifecycle.STARTED_BOOTED);
            }
        }
    }

    private void unpause(String name, int domid) throws InterruptedException {
        try {
            XenCalls.await(control.unpause(domid), XenCalls.QUICK);
        } catch (LibxlException e) {
            Fault fault =
                    XenFaults.libxl(
                            "libxenlight failed to let domain '" + name + "' run",
                            "libxl_domain_unpause",
                            name,
                            e);
            throw fault;
        }
    }

    private void abandon(String name, int domid) {
        try {
            builder.destroy(domid);
        } catch (LibxlException e) {
            LOG.log(Level.ERROR, () -> "domain " + domid + " (" + name + ") stays", e);
        } catch (InterruptedException e) {
            LOG.log(Level.ERROR, () -> "domain " + domid + " (" + name + ") is left behind");
            Thread.currentThread().interrupt();
        }
    }
}
