package org.ostler.driver.xen;

import org.ostler.api.DestroyFlag;
import org.ostler.api.DomainState;
import org.ostler.api.Fault;
import org.ostler.api.Lifecycle;
import org.ostler.api.RebootFlag;
import org.ostler.api.ShutdownFlag;
import org.ostler.api.StateReason;
import org.ostler.api.log.LateLogger;
import org.ostler.driver.xen.LibxlOperations.Trigger;
import org.ostler.engine.spi.Guest;
import org.ostler.engine.spi.JobControl;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntFunction;

/// What is done to a running domain as a whole: paused, asked to end, ended.
///
/// Stateless; each method runs as a job of its guest. Domain-0 is asked nothing.
final class XenPower {
    private static final Logger LOG = LateLogger.of(XenPower.class);

    /// How long a guest's acknowledgement of a request is waited for.
    private static final Duration ACKNOWLEDGEMENT = Duration.ofSeconds(5);

    private final XenControl control;
    private final XenBuilder builder;
    private final XenGuests running;

    XenPower(XenControl control, XenBuilder builder, XenGuests running) {
        this.control = control;
        this.builder = builder;
        this.running = running;
    }

    <F> void suspend(Guest guest, Set<F> flags, JobControl job) throws InterruptedException {
        job.phase("ask");
        XenGuest now = guestDomain(guest);
        if (guest.status().state() == DomainState.PAUSED) {
            return;
        }
        try (XenGuest.Change _ = now.change()) {
            ask(now, "suspend", "libxl_domain_pause", control::pause, XenCalls.QUICK);
            guest.moved(now.domid(), StateReason.PAUSED_USER, Lifecycle.SUSPENDED_PAUSED);
        }
    }

    /// Takes a running guest as it is: so does every tool for Xen, and clients count on it.
    <F> void resume(Guest guest, Set<F> flags, JobControl job) throws InterruptedException {
        job.phase("ask");
        XenGuest now = guestDomain(guest);
        if (guest.status().state() == DomainState.RUNNING) {
            return;
        }
        try (XenGuest.Change _ = now.change()) {
            ask(now, "resume", "libxl_domain_unpause", control::unpause, XenCalls.QUICK);
            guest.moved(now.domid(), StateReason.RUNNING_UNPAUSED, Lifecycle.RESUMED_UNPAUSED);
        }
    }

    /// Asks by way of paravirtual drivers where the guest has them, and otherwise presses the power
    /// button.
    void shutdown(Guest guest, Set<ShutdownFlag> flags, JobControl job)
            throws InterruptedException {
        job.phase("ask");
        XenGuest now = guestDomain(guest);
        boolean button = flags.contains(ShutdownFlag.ACPI_POWER_BUTTON);
        boolean paravirtual = flags.isEmpty() || flags.contains(ShutdownFlag.PARAVIRT);
        try {
            if (paravirtual) {
                request(now, "shutdown", control.shutdown(now.domid()));
                return;
            }
        } catch (LibxlException e) {
            if (!e.is(LibxlError.NOPARAVIRT) || !(button || flags.isEmpty())) {
                throw failed(now, "shutdown", "libxl_domain_shutdown", e);
            }
        }
        ask(
                now,
                "shutdown",
                "libxl_send_trigger",
                domid -> control.trigger(domid, Trigger.POWER),
                XenCalls.QUICK);
    }

    void reboot(Guest guest, Set<RebootFlag> flags, JobControl job) throws InterruptedException {
        job.phase("ask");
        XenGuest now = guestDomain(guest);
        try {
            request(now, "reboot", control.reboot(now.domid()));
        } catch (LibxlException e) {
            throw failed(now, "reboot", "libxl_domain_reboot", e);
        }
    }

    void destroy(Guest guest, Set<DestroyFlag> flags, JobControl job) throws InterruptedException {
        job.phase("end");
        XenGuest now = guestDomain(guest);
        try (XenGuest.Change _ = now.change()) {
            builder.destroy(now.domid());
            job.phase("clean-up");
            if (now.claimEnd()) {
                running.remove(now);
                guest.stopped(
                        OptionalInt.of(now.domid()),
                        StateReason.SHUTOFF_DESTROYED,
                        Lifecycle.STOPPED_DESTROYED);
            }
        } catch (LibxlException e) {
            throw failed(now, "destroy", "libxl_domain_destroy", e);
        }
    }

    private XenGuest guestDomain(Guest guest) {
        refuseControlDomain(guest);
        return running.require(guest);
    }

    /// Domain-0 is the host itself.
    ///
    /// @throws Fault where that is the guest
    static void refuseControlDomain(Guest guest) {
        if (guest.status().id().equals(OptionalInt.of(0))) {
            throw XenFaults.notNow("Domain-0 does not support requested operation");
        }
    }

    /// Leaves a request for the guest's drivers, which they acknowledge. One that does not yet (it
    /// is booting, or has hung or ended) finds the request when it can; nobody waits for that.
    private static void request(XenGuest now, String what, XenCall<Integer> call)
            throws InterruptedException {
        if (!XenCalls.succeeds(call, ACKNOWLEDGEMENT)) {
            LOG.log(Level.INFO, () -> now.guest() + " has not acknowledged to " + what);
        }
    }

    private static void ask(
            XenGuest now,
            String what,
            String function,
            IntFunction<XenCall<Integer>> call,
            Duration limit)
            throws InterruptedException {
        try {
            XenCalls.await(call.apply(now.domid()), limit);
        } catch (LibxlException e) {
            throw failed(now, what, function, e);
        }
    }

    private static Fault failed(XenGuest now, String what, String function, LibxlException e) {
        if (e.is(LibxlError.TIMEDOUT)) {
            now.doubt();
        }
        String name = now.guest().status().name();
        return XenFaults.libxl(
                "Failed to " + what + " domain '" + name + "' with libxenlight", function, name, e);
    }
}
