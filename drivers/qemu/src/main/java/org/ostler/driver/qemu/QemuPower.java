package org.ostler.driver.qemu;

import org.ostler.api.DestroyFlag;
import org.ostler.api.DomainState;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Lifecycle;
import org.ostler.api.RebootFlag;
import org.ostler.api.ShutdownFlag;
import org.ostler.api.StateReason;
import org.ostler.engine.spi.Guest;
import org.ostler.engine.spi.JobControl;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/// What is done to a running guest as a whole: paused, asked to end, reset, ended.
///
/// Stateless; each method runs as a job of its guest.
final class QemuPower {
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final RunningGuests running;

    QemuPower(RunningGuests running) {
        this.running = running;
    }

    <F> void suspend(Guest guest, Set<F> flags, JobControl job) {
        job.phase("ask");
        RunningGuest now = running.require(guest);
        if (guest.status().state() == DomainState.PAUSED) {
            return;
        }
        sayAnd(guest, now, "stop", "STOP");
        guest.moved(now.id(), StateReason.PAUSED_USER, Lifecycle.SUSPENDED_PAUSED);
    }

    <F> void resume(Guest guest, Set<F> flags, JobControl job) {
        job.phase("ask");
        RunningGuest now = running.require(guest);
        sayAnd(guest, now, "cont", "RESUME");
        if (guest.status().state() == DomainState.PAUSED) {
            guest.moved(now.id(), StateReason.RUNNING_UNPAUSED, Lifecycle.RESUMED_UNPAUSED);
        }
    }

    <F> void reset(Guest guest, Set<F> flags, JobControl job) {
        job.phase("ask");
        say(guest, running.require(guest), "system_reset");
    }

    void shutdown(Guest guest, Set<ShutdownFlag> flags, JobControl job) {
        job.phase("ask");
        RunningGuest now = running.require(guest);
        now.rebootAtShutdown(false);
        say(guest, now, "system_powerdown");
    }

    /// A guest is rebooted by its power button: when it has shut down, it is reset instead of
    /// ended.
    void reboot(Guest guest, Set<RebootFlag> flags, JobControl job) {
        job.phase("ask");
        RunningGuest now = running.require(guest);
        now.rebootAtShutdown(true);
        say(guest, now, "system_powerdown");
    }

    void destroy(Guest guest, Set<DestroyFlag> flags, JobControl job) throws InterruptedException {
        job.phase("end");
        RunningGuest now = running.require(guest);
        now.endsAs(StateReason.SHUTOFF_DESTROYED);
        boolean gone;
        try {
            gone = flags.contains(DestroyFlag.GRACEFUL) ? terminate(now) : now.process().kill();
        } catch (IOException e) {
            throw QemuFaults.system(
                    "cannot end " + now.process(), "kill", guest.status().name(), e);
        }
        if (!gone) {
            now.endsAs(StateReason.SHUTOFF_CRASHED);
            throw Fault.of(
                    FaultCode.OPERATION_FAILED,
                    FaultDomain.QEMU,
                    "operation failed: "
                            + now.process()
                            + " of domain '"
                            + guest.status().name()
                            + "' does not end");
        }
        job.phase("clean-up");
        awaitReport(guest, now);
    }

    private static boolean terminate(RunningGuest now) throws IOException {
        now.process().signal(15);
        return now.process().awaitEnd(GRACE);
    }

    /// The end is reported by whoever sees it; it is published before the call returns.
    private void awaitReport(Guest guest, RunningGuest now) throws InterruptedException {
        if (!now.awaitToldEnd(GRACE)) {
            throw Fault.of(
                    FaultCode.OPERATION_TIMEOUT,
                    FaultDomain.QEMU,
                    "Timed out during operation: the end of domain '"
                            + guest.status().name()
                            + "' was not seen");
        }
    }

    /// Says it, and keeps its echo from being reported a second time.
    private static void sayAnd(Guest guest, RunningGuest now, String command, String echo) {
        now.expect(echo);
        try {
            say(guest, now, command);
        } catch (Fault fault) {
            now.expectNoMore(echo);
            throw fault;
        }
    }

    private static void say(Guest guest, RunningGuest now, String command) {
        try {
            now.monitor().execute(QmpCommand.change(command), ANSWER);
        } catch (QmpException e) {
            throw QemuFaults.monitor(guest.status().name(), e);
        }
    }
}
