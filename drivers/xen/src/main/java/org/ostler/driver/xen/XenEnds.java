package org.ostler.driver.xen;

import org.ostler.api.Event;
import org.ostler.api.Fault;
import org.ostler.api.JobKind;
import org.ostler.api.Lifecycle;
import org.ostler.api.StateReason;
import org.ostler.api.log.LateLogger;
import org.ostler.engine.spi.Canonical;
import org.ostler.engine.spi.Guest;
import org.ostler.engine.spi.Guests;
import org.ostler.model.DomainSpec;
import org.ostler.model.LifecycleAction;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/// What becomes of a domain that has shut down: the hypervisor keeps it until somebody takes it
/// away, and that is whoever made it. Domains of other tools are theirs.
///
/// Each end is a job of its guest, in turn with what users ask. [XenGuest#beginEnding] lets one end
/// begin at a time. A domain that cannot be taken away is shown as shut down, and left to the user.
final class XenEnds {
    private static final Logger LOG = LateLogger.of(XenEnds.class);

    private final XenControl control;
    private final XenBuilder builder;
    private final XenGuests running;
    private final Guests guests;

    XenEnds(XenControl control, XenBuilder builder, XenGuests running, Guests guests) {
        this.control = control;
        this.builder = builder;
        this.running = running;
        this.guests = guests;
    }

    /// How an end is reported.
    record End(StateReason reason, Lifecycle step) {
        static End of(ShutdownReason reason) {
            return switch (reason) {
                case POWEROFF, REBOOT, SOFT_RESET ->
                        new End(StateReason.SHUTOFF_SHUTDOWN, Lifecycle.STOPPED_SHUTDOWN);
                case SUSPEND -> new End(StateReason.SHUTOFF_SAVED, Lifecycle.STOPPED_SAVED);
                case CRASH, WATCHDOG, UNKNOWN ->
                        new End(StateReason.SHUTOFF_CRASHED, Lifecycle.STOPPED_CRASHED);
            };
        }
    }

    /// A domain of ours was seen to have shut down. Returns at once.
    void shutDown(XenGuest now, ShutdownReason reason) {
        if (!now.beginEnding()) {
            return;
        }
        LifecycleAction action = action(now.guest().canonical().spec(), reason);
        JobKind kind = restarts(action) ? JobKind.REBOOT : JobKind.DESTROY;
        submit(
                now,
                kind,
                () -> {
                    conclude(now, reason, action);
                    return null;
                });
    }

    /// A domain of ours is gone whose restart the end of the daemon cut off: starts it.
    void restartAgain(XenGuest now) {
        if (now.beginEnding()) {
            submit(
                    now,
                    JobKind.REBOOT,
                    () -> {
                        makeUpFor(now);
                        return null;
                    });
        }
    }

    private void makeUpFor(XenGuest now) throws InterruptedException {
        try {
            builder.sweep(now.guest().status().uuid());
        } catch (LibxlException e) {
            builder.built(now.guest().status().uuid());
            tell(now, new End(StateReason.SHUTOFF_FAILED, Lifecycle.STOPPED_FAILED));
            throw e;
        }
        restart(now, ShutdownReason.REBOOT);
    }

    private void submit(XenGuest now, JobKind kind, java.util.concurrent.Callable<Void> change) {
        boolean submitted = false;
        try {
            guests.submit(now.guest(), kind, change, now::stopEnding);
            submitted = true;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, () -> "the end of " + now.guest() + " has to wait", e);
        } finally {
            if (!submitted) {
                now.stopEnding();
            }
        }
    }

    /// What the definition asks for. The watchdog's bite is an end of its own in Xen, and libvirt's
    /// description has no word for it: it counts as a crash.
    static LifecycleAction action(DomainSpec spec, ShutdownReason reason) {
        return switch (reason) {
            case POWEROFF -> spec.onPoweroff();
            case REBOOT, SOFT_RESET -> spec.onReboot();
            case CRASH, WATCHDOG, UNKNOWN, SUSPEND -> spec.onCrash();
        };
    }

    private static boolean restarts(LifecycleAction action) {
        return switch (action) {
            case RESTART, RENAME_RESTART, COREDUMP_RESTART -> true;
            case DESTROY, PRESERVE, COREDUMP_DESTROY -> false;
        };
    }

    private void conclude(XenGuest now, ShutdownReason reason, LifecycleAction action)
            throws InterruptedException {
        try {
            if (control.domain(now.domid(), Libxl.CALL_DEADLINE)
                    .filter(info -> info.state() == DomainInfo.State.SHUTDOWN)
                    .isPresent()) {
                apply(now, reason, action);
            }
        } catch (LibxlException e) {
            LOG.log(Level.ERROR, () -> now.guest() + " has ended and cannot be taken away", e);
            now.guest().moved(now.domid(), StateReason.SHUTDOWN_UNKNOWN);
        }
    }

    private void apply(XenGuest now, ShutdownReason reason, LifecycleAction action)
            throws InterruptedException {
        switch (action) {
            case DESTROY -> end(now, End.of(reason));
            case RESTART, RENAME_RESTART -> restart(now, reason);
            case PRESERVE -> preserve(now, reason);
            case COREDUMP_DESTROY -> {
                dump(now);
                end(now, End.of(reason));
            }
            case COREDUMP_RESTART -> {
                dump(now);
                restart(now, reason);
            }
        }
    }

    private void end(XenGuest now, End end) throws InterruptedException {
        builder.destroy(now.domid());
        tell(now, end);
    }

    private void tell(XenGuest now, End end) {
        if (now.claimEnd()) {
            running.remove(now);
            now.guest().stopped(OptionalInt.of(now.domid()), end.reason(), end.step());
        }
    }

    private static void preserve(XenGuest now, ShutdownReason reason) {
        switch (reason) {
            case CRASH, WATCHDOG, UNKNOWN ->
                    now.guest()
                            .moved(
                                    now.domid(),
                                    StateReason.CRASHED_UNKNOWN,
                                    Lifecycle.CRASHED_PANICKED);
            case POWEROFF, REBOOT, SOFT_RESET, SUSPEND ->
                    now.guest()
                            .moved(
                                    now.domid(),
                                    StateReason.SHUTDOWN_USER,
                                    Lifecycle.SHUTDOWN_FINISHED);
        }
    }

    /// Builds the domain anew; it gets another number and keeps its identity. Where that fails the
    /// guest is shut off, as after any failed start.
    private void restart(XenGuest now, ShutdownReason reason) throws InterruptedException {
        if (now.endsTooOften()) {
            LOG.log(Level.WARNING, () -> now.guest() + " ends as soon as it starts; given up");
            end(now, End.of(ShutdownReason.CRASH));
            return;
        }
        Guest guest = now.guest();
        Canonical live = guest.canonical();
        Canonical again =
                new Canonical(
                        XenLive.open(live.spec(), now.domid()),
                        live.values(),
                        live.pins(),
                        live.remarks());
        guest.updated(now.domid(), live, new XenRecord(XenRecord.Step.RESTARTING).text());
        builder.destroy(now.domid());
        boolean runs = false;
        boolean unknown = false;
        boolean cutOff = false;
        try {
            XenBuilder.Built built = builder.build(guest, again, call -> {});
            try {
                run(now, built, reason);
                runs = true;
            } finally {
                if (!runs) {
                    builder.destroy(built.domid());
                }
            }
        } catch (Fault fault) {
            unknown = fault.outcomeUnknown();
            throw fault;
        } catch (InterruptedException e) {
            // The daemon ends: the record makes the next one go on from here.
            cutOff = true;
            throw e;
        } finally {
            if (!unknown && !cutOff) {
                builder.built(guest.status().uuid());
            }
            if (!runs && !cutOff) {
                tell(now, new End(StateReason.SHUTOFF_FAILED, Lifecycle.STOPPED_FAILED));
            }
        }
    }

    private void run(XenGuest now, XenBuilder.Built built, ShutdownReason reason)
            throws InterruptedException {
        Guest guest = now.guest();
        XenGuest next = now.successor(built.domid());
        try (XenGuest.Change _ = next.change()) {
            XenCalls.await(control.unpause(built.domid()), XenCalls.QUICK);
            now.claimEnd();
            running.remove(now);
            running.put(next);
            guest.started(
                    built.domid(),
                    StateReason.RUNNING_BOOTED,
                    built.canonical(),
                    built.record(),
                    Lifecycle.STARTED_BOOTED);
            if (reason == ShutdownReason.REBOOT) {
                guest.happened(new Event.DomainReboot(guest.status().ref()));
            }
        }
    }

    /// A dump that fails is no reason to leave the domain lying.
    private void dump(XenGuest now) throws InterruptedException {
        Path folder = guests.stateDirectory().resolve("dump");
        Path file =
                folder.resolve(
                        now.guest().status().uuid() + "-" + guests.clock().millis() + ".core");
        try {
            Files.createDirectories(folder);
            XenCalls.await(
                    control.coreDump(now.domid(), file.toString()),
                    LibxlOperations.STREAM_DEADLINE);
            LOG.log(Level.INFO, () -> "the memory of " + now.guest() + " is in " + file);
        } catch (IOException | LibxlException e) {
            LOG.log(Level.ERROR, () -> "the memory of " + now.guest() + " is not written", e);
        }
    }
}
