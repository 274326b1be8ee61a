package org.ostler.engine;

import org.ostler.api.DefineFlag;
import org.ostler.api.DestroyFlag;
import org.ostler.api.DomainState;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Lifecycle;
import org.ostler.api.NodeInfo;
import org.ostler.api.Operation;
import org.ostler.api.Plan;
import org.ostler.api.RebootFlag;
import org.ostler.api.StartFlag;
import org.ostler.api.StateReason;
import org.ostler.api.UndefineFlag;
import org.ostler.engine.spi.Canonical;
import org.ostler.engine.spi.Driver;
import org.ostler.engine.spi.DriverInfo;
import org.ostler.engine.spi.Guest;
import org.ostler.engine.spi.Guests;
import org.ostler.engine.spi.HostFacts;
import org.ostler.engine.spi.JobControl;
import org.ostler.engine.spi.Operations;
import org.ostler.engine.spi.Operations.Terms;
import org.ostler.model.DomainSpec;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// A driver of guests that do nothing, whose every step a test can hold up or let fail.
final class ScriptedDriver implements Driver {
    /// What a start does besides starting; a test replaces it.
    volatile Step onStart = (guest, job) -> {};

    /// What suspending does besides suspending.
    volatile Step onSuspend = (guest, job) -> {};

    /// What the first look does.
    volatile Look onLook = guests -> {};

    /// What the driver pins in a definition.
    volatile List<Canonical.Pin> pins = List.of();

    /// What the driver writes where no title is.
    volatile Optional<String> titleByDefault = Optional.empty();

    /// What the driver remarks on every definition.
    volatile List<Plan.Remark> remarks = List.of();

    /// The guests of the engine, once the first look has begun.
    final CompletableFuture<Guests> guests = new CompletableFuture<>();

    /// What "runs", by id: it goes on when the engine does not.
    final Map<Integer, String> running;

    ScriptedDriver() {
        this(new ConcurrentHashMap<>());
    }

    ScriptedDriver(Map<Integer, String> running) {
        this.running = running;
    }

    interface Step {
        void take(Guest guest, JobControl job) throws InterruptedException;
    }

    interface Look {
        void at(Guests guests) throws InterruptedException;
    }

    @Override
    public DriverInfo info() {
        return new DriverInfo("scripted", "SCRIPTED", "scripted:///", FaultDomain.TEST);
    }

    @Override
    public HostFacts host() {
        return new HostFacts(
                new NodeInfo("x86_64", 1 << 20, 2, 1000, 1, 1, 2, 1),
                1,
                4,
                Optional.empty(),
                List.of(),
                List.of());
    }

    @Override
    public Canonical canonicalize(DomainSpec written) {
        if (written.name().equals("refused")) {
            throw Fault.of(
                    FaultCode.CONFIG_UNSUPPORTED, FaultDomain.TEST, "unsupported configuration");
        }
        DomainSpec spec = written.title().isPresent() ? written : written.withTitle(titleByDefault);
        return new Canonical(spec, List.of(), pins, remarks);
    }

    @Override
    public Plan plan(Canonical canonical) {
        return new Plan(
                "scripted",
                canonical.spec(),
                List.of(),
                List.of(),
                List.of(),
                new Plan.NativeForm("test", canonical.spec().name()));
    }

    @Override
    public void register(Operations operations) {
        operations.allow(
                Operation.DOMAIN_DEFINE,
                Terms.<DefineFlag>in().flags(EnumSet.allOf(DefineFlag.class)));
        operations.allow(Operation.DOMAIN_PLAN, Terms.<DefineFlag>in());
        operations.allow(Operation.DOMAIN_UNDEFINE, Terms.<UndefineFlag>in());
        operations.allow(Operation.DOMAIN_SET_AUTOSTART, Terms.<UndefineFlag>in());
        Set<StartFlag> starts = EnumSet.of(StartFlag.PAUSED, StartFlag.AUTODESTROY);
        operations.allow(Operation.DOMAIN_CREATE, Terms.<StartFlag>in().flags(starts).withCancel());
        operations.change(
                Operation.DOMAIN_START,
                Terms.<StartFlag>in(DomainState.SHUTOFF).flags(starts).withCancel(),
                this::start);
        operations.change(
                Operation.DOMAIN_DESTROY,
                Terms.<DestroyFlag>in(DomainState.RUNNING, DomainState.PAUSED, DomainState.CRASHED),
                (guest, flags, job) -> end(guest, StateReason.SHUTOFF_DESTROYED));
        operations.change(
                Operation.DOMAIN_SUSPEND,
                Terms.<RebootFlag>in(DomainState.RUNNING),
                (guest, flags, job) -> {
                    onSuspend.take(guest, job);
                    guest.moved(id(guest), StateReason.PAUSED_USER, Lifecycle.SUSPENDED_PAUSED);
                });
        operations.change(
                Operation.DOMAIN_RESUME,
                Terms.<RebootFlag>in(DomainState.PAUSED),
                (guest, flags, job) ->
                        guest.moved(
                                id(guest),
                                StateReason.RUNNING_UNPAUSED,
                                Lifecycle.RESUMED_UNPAUSED));
    }

    private void start(Guest guest, Set<StartFlag> flags, JobControl job)
            throws InterruptedException {
        job.phase("prepare");
        int id = guests.join().nextId();
        guest.launching("launch " + id);
        running.put(id, guest.status().name());
        try {
            job.phase("launch");
            onStart.take(guest, job);
            job.phase("run");
        } catch (Fault fault) {
            if (!fault.outcomeUnknown()) {
                running.remove(id);
            }
            throw fault;
        }
        boolean paused = flags.contains(StartFlag.PAUSED);
        guest.started(
                id,
                paused ? StateReason.PAUSED_USER : StateReason.RUNNING_BOOTED,
                guest.canonical(),
                "run " + id,
                Lifecycle.STARTED_BOOTED);
    }

    private void end(Guest guest, StateReason reason) {
        int id = id(guest);
        running.remove(id);
        guest.stopped(OptionalInt.of(id), reason, Lifecycle.STOPPED_DESTROYED);
    }

    static int id(Guest guest) {
        return guest.status().id().orElseThrow();
    }

    @Override
    public void start(Guests all) throws InterruptedException {
        guests.complete(all);
        onLook.at(all);
    }

    @Override
    public void close() {
        onLook = guests -> {};
    }
}
