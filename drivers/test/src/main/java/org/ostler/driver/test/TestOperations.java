package org.ostler.driver.test;

import org.ostler.api.ConsoleFlag;
import org.ostler.api.DefineFlag;
import org.ostler.api.DestroyFlag;
import org.ostler.api.DomainState;
import org.ostler.api.Event;
import org.ostler.api.FaultDomain;
import org.ostler.api.Flag;
import org.ostler.api.Lifecycle;
import org.ostler.api.NativeFormat;
import org.ostler.api.Operation;
import org.ostler.api.Progress;
import org.ostler.api.RebootFlag;
import org.ostler.api.ShutdownFlag;
import org.ostler.api.StartFlag;
import org.ostler.api.StateReason;
import org.ostler.api.UndefineFlag;
import org.ostler.engine.GuestKinds;
import org.ostler.engine.spi.Guest;
import org.ostler.engine.spi.JobControl;
import org.ostler.engine.spi.Operations;
import org.ostler.engine.spi.Operations.ChangeHandler;
import org.ostler.engine.spi.Operations.Terms;
import org.ostler.model.LifecycleAction;

import java.util.EnumSet;
import java.util.Set;

/// What the test driver does: everything, at once.
///
/// Stateless; guests' states are in [Machines]. Every change meets the planned [Faults] before it
/// takes effect.
final class TestOperations {
    private static final int START_STEPS = 4;

    private final Machines machines;
    private final Faults faults;
    private final TestStatistics statistics;

    TestOperations(Machines machines, Faults faults) {
        this.machines = machines;
        this.faults = faults;
        this.statistics = new TestStatistics(machines);
    }

    void register(Operations operations) {
        Terms<DefineFlag> define = Terms.in();
        Terms<UndefineFlag> undefine = Terms.in();
        Terms<StartFlag> start = Terms.in(DomainState.SHUTOFF);
        Terms<StartFlag> create = Terms.in();
        Set<StartFlag> starts = EnumSet.allOf(StartFlag.class);
        operations.allow(Operation.DOMAIN_PLAN, Terms.<DefineFlag>in());
        operations.plansAre(NativeFormat.TEST);
        operations.reads(NativeFormat.TEST, TestCommandLine::read);
        change(
                operations,
                Operation.DOMAIN_DEFINE,
                define.flags(EnumSet.allOf(DefineFlag.class)),
                (guest, flags, job) -> {});
        change(
                operations,
                Operation.DOMAIN_UNDEFINE,
                undefine.flags(EnumSet.allOf(UndefineFlag.class)),
                (guest, flags, job) -> {});
        change(
                operations,
                Operation.DOMAIN_SET_AUTOSTART,
                Terms.<StartFlag>in(),
                (guest, flags, job) -> {});
        operations.allow(Operation.DOMAIN_CREATE, create.flags(starts).withCancel());
        operations.change(Operation.DOMAIN_START, start.flags(starts).withCancel(), this::start);
        registerForRunning(operations);
        operations.console(
                Terms.<ConsoleFlag>in(DomainState.RUNNING, DomainState.PAUSED)
                        .flags(EnumSet.allOf(ConsoleFlag.class)),
                machines::console);
        operations.counters(machines::counters);
        operations.statistics(TestStatistics.GROUPS, statistics::read);
        operations.platforms(new GuestKinds(TestHost.facts(), FaultDomain.TEST)::find);
        operations.processors(TestStatistics::processors);
        operations.memory(TestStatistics::nodeMemory);
    }

    private void registerForRunning(Operations operations) {
        DomainState[] active = {
            DomainState.RUNNING,
            DomainState.PAUSED,
            DomainState.CRASHED,
            DomainState.SHUTDOWN,
            DomainState.PMSUSPENDED
        };
        change(
                operations,
                Operation.DOMAIN_DESTROY,
                Terms.<DestroyFlag>in(active).flags(EnumSet.allOf(DestroyFlag.class)),
                (guest, flags, job) ->
                        machines.end(
                                guest, StateReason.SHUTOFF_DESTROYED, Lifecycle.STOPPED_DESTROYED));
        change(
                operations,
                Operation.DOMAIN_SHUTDOWN,
                Terms.<ShutdownFlag>in(DomainState.RUNNING, DomainState.PAUSED)
                        .flags(EnumSet.allOf(ShutdownFlag.class)),
                (guest, flags, job) -> follow(guest, guest.canonical().spec().onPoweroff()));
        change(
                operations,
                Operation.DOMAIN_REBOOT,
                Terms.<RebootFlag>in(DomainState.RUNNING, DomainState.PAUSED)
                        .flags(EnumSet.allOf(RebootFlag.class)),
                (guest, flags, job) -> follow(guest, guest.canonical().spec().onReboot()));
        change(
                operations,
                Operation.DOMAIN_RESET,
                Terms.<RebootFlag>in(active),
                (guest, flags, job) -> follow(guest, LifecycleAction.RESTART));
        change(
                operations,
                Operation.DOMAIN_SUSPEND,
                Terms.<RebootFlag>in(DomainState.RUNNING),
                (guest, flags, job) -> {
                    machines.of(guest).pause();
                    guest.moved(
                            Machines.id(guest),
                            StateReason.PAUSED_USER,
                            Lifecycle.SUSPENDED_PAUSED);
                });
        change(
                operations,
                Operation.DOMAIN_RESUME,
                Terms.<RebootFlag>in(DomainState.PAUSED),
                (guest, flags, job) -> {
                    machines.of(guest).run();
                    guest.moved(
                            Machines.id(guest),
                            StateReason.RUNNING_UNPAUSED,
                            Lifecycle.RESUMED_UNPAUSED);
                });
    }

    private <F extends Enum<F> & Flag> void change(
            Operations operations, Operation operation, Terms<F> terms, ChangeHandler<F> handler) {
        operations.change(
                operation,
                terms,
                (guest, flags, job) -> {
                    Runnable afterwards = faults.meet(operation, job);
                    handler.handle(guest, flags, job);
                    afterwards.run();
                });
    }

    /// What a guest's end, or its reboot, leads to.
    private void follow(Guest guest, LifecycleAction action) {
        if (!action.equals(LifecycleAction.RESTART)) {
            machines.end(guest, StateReason.SHUTOFF_SHUTDOWN, Lifecycle.STOPPED_SHUTDOWN);
            return;
        }
        Machine machine = machines.of(guest);
        machine.run();
        machine.boot();
        guest.moved(machine.id(), StateReason.RUNNING_BOOTED);
        guest.happened(new Event.DomainReboot(guest.status().ref()));
    }

    private void start(Guest guest, Set<StartFlag> flags, JobControl job)
            throws InterruptedException {
        job.phase("prepare");
        job.progress(Progress.steps(0, START_STEPS));
        MissingFiles.refuse(guest);
        job.phase("launch");
        int id = machines.nextId();
        guest.launching(Machines.record(id));
        job.progress(Progress.steps(1, START_STEPS));
        Runnable afterwards = faults.meet(Operation.DOMAIN_START, job);
        job.phase("configure");
        job.progress(Progress.steps(2, START_STEPS));
        job.phase("run");
        boolean paused = flags.contains(StartFlag.PAUSED);
        Machine machine = machines.launch(guest, id, paused);
        if (paused) {
            guest.started(
                    id,
                    StateReason.PAUSED_USER,
                    guest.canonical(),
                    Machines.record(id),
                    Lifecycle.STARTED_BOOTED,
                    Lifecycle.SUSPENDED_PAUSED);
        } else {
            guest.started(
                    id,
                    StateReason.RUNNING_BOOTED,
                    guest.canonical(),
                    Machines.record(id),
                    Lifecycle.STARTED_BOOTED);
        }
        machine.boot();
        job.progress(Progress.steps(START_STEPS, START_STEPS));
        afterwards.run();
    }
}
