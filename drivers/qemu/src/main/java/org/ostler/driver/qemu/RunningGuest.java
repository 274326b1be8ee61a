package org.ostler.driver.qemu;

import org.ostler.api.DomainState;
import org.ostler.api.Event;
import org.ostler.api.Lifecycle;
import org.ostler.api.StateReason;
import org.ostler.api.log.LateLogger;
import org.ostler.engine.spi.Guest;
import org.ostler.model.DomainSpec;
import org.ostler.model.LifecycleAction;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/// One QEMU that runs: hears its monitor and tells the engine what became of the guest.
///
/// The monitor's events come one after the other on one virtual thread, which owns the reports that
/// follow from them. What a job asks of the guest it reports itself; the echo of that in the
/// monitor (a `STOP` after a suspend) is recognised by [#expect] and reported once. The end is
/// reported once, by whoever sees it first.
final class RunningGuest implements QmpListener {
    private static final Logger LOG = LateLogger.of(RunningGuest.class);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofSeconds(10);

    /// How long after its monitor a QEMU usually ends.
    private static final Duration END = Duration.ofSeconds(2);

    private final Guest guest;
    private final int id;
    private final QemuRecord record;
    private final HostFiles files;
    private final Runnable whenEnded;
    private final QemuProcess process;
    private final MonitorLink link;
    private final MonitorReadings readings;
    private final AtomicReference<StateReason> end =
            new AtomicReference<>(StateReason.SHUTOFF_CRASHED);
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean rebooting = new AtomicBoolean();
    private final AtomicBoolean reported = new AtomicBoolean();
    private final AtomicBoolean told = new AtomicBoolean();
    private final CountDownLatch toldEnd = new CountDownLatch(1);
    private final Set<String> expected = ConcurrentHashMap.newKeySet();

    RunningGuest(
            Guest guest,
            int id,
            QemuRecord record,
            QemuProcess process,
            HostFiles files,
            Runnable whenEnded) {
        this.guest = guest;
        this.id = id;
        this.record = record;
        this.process = process;
        this.files = files;
        this.whenEnded = whenEnded;
        this.link = new MonitorLink(guest.status().name(), record.paths().monitor(), this);
        this.readings = new MonitorReadings(guest.status().name(), link::client);
    }

    int id() {
        return id;
    }

    QemuRecord record() {
        return record;
    }

    /// The monitor, once there is one; before the first event.
    void attach(QmpClient monitor) {
        link.use(monitor);
    }

    /// @throws QmpException while there is none
    QmpClient monitor() throws QmpException {
        return link.client();
    }

    QemuProcess process() {
        return process;
    }

    /// What its QEMU counts.
    MonitorReadings readings() {
        return readings;
    }

    /// From here on events are told to the engine: the start was reported.
    void report() {
        reported.set(true);
        if (ended.get()) {
            tellEnd();
        }
    }

    /// The guest was asked to reboot by way of its power button: when it shuts down, it is reset.
    void rebootAtShutdown(boolean on) {
        rebooting.set(on);
    }

    /// The next event of that name is the echo of what a job did and reports itself.
    void expect(String event) {
        expected.add(event);
    }

    /// It will not come: what the job did failed.
    void expectNoMore(String event) {
        expected.remove(event);
    }

    /// The reason that the next end will be given.
    void endsAs(StateReason reason) {
        end.set(reason);
    }

    /// Whether QEMU is known to have ended.
    boolean hasEnded() {
        return ended.get();
    }

    /// Lets go of the monitor and the process; the guest runs on, and nothing more is told of it.
    void letGo() {
        told.set(true);
        toldEnd.countDown();
        link.close();
        process().close();
    }

    @Override
    public void event(QmpEvent event) {
        if (!reported.get() || expected.remove(event.name())) {
            return;
        }
        switch (event.name()) {
            case "STOP" -> stopped();
            case "RESUME" -> resumed();
            case "RESET" -> guest.happened(new Event.DomainReboot(guest.status().ref()));
            case "SHUTDOWN" -> shutdown(event);
            case "GUEST_PANICKED" ->
                    guest.moved(id, StateReason.CRASHED_PANICKED, Lifecycle.CRASHED_PANICKED);
            default -> LOG.log(Level.DEBUG, () -> guest.status().name() + ": " + event.name());
        }
    }

    /// Stopped by itself.
    private void stopped() {
        if (guest.status().reason() == StateReason.RUNNING_BOOTED
                || guest.status().reason() == StateReason.RUNNING_UNPAUSED) {
            StateReason reason = readState();
            if (reason.state() == DomainState.PAUSED) {
                guest.moved(id, reason, Lifecycle.SUSPENDED_PAUSED);
            }
        }
    }

    private void resumed() {
        if (guest.status().state() == DomainState.PAUSED
                && readState().state() == DomainState.RUNNING
                && guest.status().state() == DomainState.PAUSED) {
            guest.moved(id, StateReason.RUNNING_UNPAUSED, Lifecycle.RESUMED_UNPAUSED);
        }
    }

    /// QEMU was told not to leave at a shutdown, so that what follows is decided here.
    private void shutdown(QmpEvent event) {
        if (guest.status().state() == DomainState.SHUTDOWN) {
            // The echo of our own ending of a QEMU whose guest has shut down.
            return;
        }
        boolean byGuest =
                event.data().members().get("guest") instanceof Json.Bool(boolean value) && value;
        DomainSpec spec = guest.canonical().spec();
        boolean again =
                rebooting.getAndSet(false)
                        || (byGuest && spec.onPoweroff() == LifecycleAction.RESTART);
        if (again) {
            reset();
            return;
        }
        guest.moved(
                id,
                StateReason.SHUTDOWN_USER,
                byGuest ? Lifecycle.SHUTDOWN_GUEST : Lifecycle.SHUTDOWN_HOST);
        if (end.get() == StateReason.SHUTOFF_CRASHED) {
            end.set(StateReason.SHUTOFF_SHUTDOWN);
        }
        leave();
    }

    private void reset() {
        try {
            monitor().execute(QmpCommand.change("system_reset"), ANSWER);
            monitor().execute(QmpCommand.change("cont"), ANSWER);
        } catch (QmpException e) {
            LOG.log(Level.WARNING, () -> guest.status().name() + " cannot be rebooted", e);
            leave();
        }
    }

    /// Lets the process go, without holding up the monitor's events.
    private void leave() {
        Thread.ofVirtual()
                .name("qemu-leave-" + id)
                .start(
                        () -> {
                            try {
                                if (!process().terminate(GRACE)) {
                                    LOG.log(
                                            Level.ERROR,
                                            () ->
                                                    process()
                                                            + " does not end: it hangs in the"
                                                            + " kernel");
                                }
                            } catch (IOException e) {
                                LOG.log(Level.WARNING, () -> process() + " cannot be ended", e);
                            }
                        });
    }

    /// What the monitor says of the guest's state now; the present state when it does not answer.
    StateReason readState() {
        try {
            Json.Obj status =
                    monitor().execute(QmpCommand.query("query-status"), ANSWER).asObject();
            return stateOf(status);
        } catch (QmpException e) {
            LOG.log(Level.INFO, () -> guest.status().name() + ": state unknown: " + Words.of(e));
            return guest.status().reason();
        }
    }

    /// The state that a reply to `query-status` means.
    static StateReason stateOf(Json.Obj status) {
        return switch (status.string("status").orElse("")) {
            case "running" -> StateReason.RUNNING_UNPAUSED;
            case "io-error" -> StateReason.PAUSED_IOERROR;
            case "watchdog" -> StateReason.PAUSED_WATCHDOG;
            case "guest-panicked" -> StateReason.CRASHED_PANICKED;
            case "shutdown" -> StateReason.SHUTDOWN_USER;
            case "suspended" -> StateReason.PMSUSPENDED_UNKNOWN;
            default -> StateReason.PAUSED_USER;
        };
    }

    @Override
    public void eventsLost(int count) {
        LOG.log(Level.WARNING, () -> guest.status().name() + ": " + count + " monitor events lost");
        if (reported.get()) {
            guest.moved(id, readState());
        }
    }

    @Override
    public void lateReply(QmpCommand command, String outcome) {
        LOG.log(
                Level.INFO,
                () -> guest.status().name() + ": late outcome of " + command + ": " + outcome);
        guest.moved(id, readState());
    }

    /// The monitor closes when QEMU ends. Where QEMU runs on, it is connected again: a guest is not
    /// ended because of what ails its monitor.
    @Override
    public void closed(String reason) {
        if (!told.get()) {
            Thread.ofVirtual().name("qemu-lost-" + id).start(() -> outlast(reason));
        }
    }

    private void outlast(String reason) {
        try {
            if (!process().awaitEnd(END)) {
                LOG.log(
                        Level.WARNING,
                        () ->
                                guest.status().name()
                                        + " runs, and its monitor is lost ("
                                        + reason
                                        + "); connecting again until it answers");
                if (link.connectAgain(process())) {
                    resynchronize();
                    return;
                }
            }
        } catch (IOException e) {
            // That it cannot be waited for is no proof that it has ended.
            LOG.log(Level.WARNING, () -> "cannot wait for " + process(), e);
            LockSupport.parkNanos(END.toNanos());
            closed(reason);
            return;
        }
        ended.set(true);
        if (reported.get()) {
            tellEnd();
        }
    }

    /// What happened while nobody listened.
    void resynchronize() {
        StateReason seen = readState();
        if (seen.state() == DomainState.SHUTDOWN) {
            end.compareAndSet(StateReason.SHUTOFF_CRASHED, StateReason.SHUTOFF_SHUTDOWN);
            leave();
        } else {
            guest.moved(
                    id, seen.state() == guest.status().state() ? guest.status().reason() : seen);
        }
    }

    private void tellEnd() {
        if (!told.compareAndSet(false, true)) {
            return;
        }
        files.clearAway(record);
        StateReason reason = end.get();
        guest.stopped(OptionalInt.of(id), reason, steps(reason));
        whenEnded.run();
        process().close();
        toldEnd.countDown();
    }

    /// Waits until the engine was told that the guest has ended.
    boolean awaitToldEnd(Duration atMost) throws InterruptedException {
        return toldEnd.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Lifecycle[] steps(StateReason reason) {
        return switch (reason) {
            case SHUTOFF_DESTROYED ->
                    new Lifecycle[] {Lifecycle.SHUTDOWN_HOST, Lifecycle.STOPPED_DESTROYED};
            case SHUTOFF_SHUTDOWN -> new Lifecycle[] {Lifecycle.STOPPED_SHUTDOWN};
            case SHUTOFF_CRASHED -> new Lifecycle[] {Lifecycle.STOPPED_CRASHED};
            default -> new Lifecycle[] {Lifecycle.STOPPED_FAILED};
        };
    }
}
