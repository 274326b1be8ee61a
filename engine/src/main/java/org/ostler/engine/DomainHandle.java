package org.ostler.engine;

import org.jspecify.annotations.Nullable;
import org.ostler.api.Console;
import org.ostler.api.DestroyFlag;
import org.ostler.api.Domain;
import org.ostler.api.DomainCounters;
import org.ostler.api.DomainStatistics;
import org.ostler.api.DomainStatus;
import org.ostler.api.Flag;
import org.ostler.api.Job;
import org.ostler.api.JobKind;
import org.ostler.api.Operation;
import org.ostler.api.RebootFlag;
import org.ostler.api.ShutdownFlag;
import org.ostler.api.StartFlag;
import org.ostler.api.StatisticsRequest;
import org.ostler.api.UndefineFlag;
import org.ostler.api.Vcpu;
import org.ostler.api.XmlFlag;
import org.ostler.api.XmlText;
import org.ostler.engine.DomainChanges.Change;
import org.ostler.model.DomainSpec;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/// A domain on behalf of one caller: its identity, and where to look it up. Immutable.
final class DomainHandle implements Domain {
    private final HypervisorView view;
    private final EngineCore core;
    private final UUID uuid;
    private final String name;

    DomainHandle(HypervisorView view, UUID uuid, String name) {
        this.view = view;
        this.core = view.core();
        this.uuid = uuid;
        this.name = name;
    }

    @Override
    public UUID uuid() {
        return uuid;
    }

    @Override
    public String name() {
        return name;
    }

    // ---- reads

    @Override
    public DomainStatus status() {
        return cell().version().status();
    }

    @Override
    public DomainCounters counters() {
        core.table().admit(Operation.DOMAIN_COUNTERS, Set.of());
        Cell cell = cell();
        core.table().admit(Operation.DOMAIN_COUNTERS, cell);
        return core.table().counters().read(cell.guest());
    }

    @Override
    public DomainStatistics statistics(StatisticsRequest request) {
        return core.statistics().of(cell(), request);
    }

    @Override
    public List<Vcpu> vcpus() {
        return core.statistics().vcpus(cell());
    }

    @Override
    public DomainSpec spec(Set<XmlFlag> flags) {
        return description(flags).spec(flags.contains(XmlFlag.SECURE));
    }

    @Override
    public XmlText xml(Set<XmlFlag> flags) {
        return description(flags).xml(flags.contains(XmlFlag.SECURE));
    }

    private Description description(Set<XmlFlag> flags) {
        core.table().admit(Operation.DOMAIN_XML, flags);
        DomainVersion version = cell().version();
        @Nullable Description running = version.running();
        @Nullable Description stored = version.stored();
        boolean inactive = flags.contains(XmlFlag.INACTIVE);
        if (running != null && !inactive) {
            return running;
        }
        if (stored != null) {
            return stored;
        }
        if (running != null) {
            return new Description(running.canonical(), OptionalInt.empty());
        }
        throw core.refusal().noSuchDomain(uuid, name);
    }

    @Override
    public Set<Operation> allowedOperations() {
        return core.table().allowed(cell());
    }

    // ---- changes

    @Override
    public Job<Domain> start(Set<StartFlag> flags) {
        Cell cell = cell();
        return core.changes()
                .begin(
                        cell,
                        new Change<>(
                                Operation.DOMAIN_START,
                                JobKind.START,
                                flags,
                                view.caller(),
                                job -> {
                                    core.definitions()
                                            .run(cell, Operation.DOMAIN_START, null, flags, job);
                                    view.started(cell, flags);
                                    return this;
                                }));
    }

    @Override
    public Job<Domain> destroy(Set<DestroyFlag> flags) {
        Cell cell = cell();
        return core.changes()
                .begin(
                        cell,
                        new Change<>(
                                Operation.DOMAIN_DESTROY,
                                JobKind.DESTROY,
                                flags,
                                view.caller(),
                                job -> {
                                    core.changes()
                                            .handle(Operation.DOMAIN_DESTROY, cell, flags, job);
                                    return this;
                                }));
    }

    @Override
    public void shutdown(Set<ShutdownFlag> flags) {
        ask(Operation.DOMAIN_SHUTDOWN, JobKind.SHUTDOWN, flags);
    }

    @Override
    public void reboot(Set<RebootFlag> flags) {
        ask(Operation.DOMAIN_REBOOT, JobKind.REBOOT, flags);
    }

    @Override
    public void reset() {
        ask(Operation.DOMAIN_RESET, JobKind.RESET, Set.<RebootFlag>of());
    }

    @Override
    public void suspend() {
        ask(Operation.DOMAIN_SUSPEND, JobKind.SUSPEND, Set.<RebootFlag>of());
    }

    @Override
    public void resume() {
        ask(Operation.DOMAIN_RESUME, JobKind.RESUME, Set.<RebootFlag>of());
    }

    @Override
    public void undefine(Set<UndefineFlag> flags) {
        Cell cell = cell();
        call(
                cell,
                new Change<>(
                        Operation.DOMAIN_UNDEFINE,
                        JobKind.UNDEFINE,
                        flags,
                        view.caller(),
                        job -> {
                            core.definitions().undefine(cell, flags, job);
                            return Boolean.TRUE;
                        }));
    }

    @Override
    public void autostart(boolean on) {
        Cell cell = cell();
        call(
                cell,
                new Change<>(
                        Operation.DOMAIN_SET_AUTOSTART,
                        JobKind.CONFIGURE,
                        Set.<StartFlag>of(),
                        view.caller(),
                        job -> {
                            core.definitions().autostart(cell, on, job);
                            return Boolean.TRUE;
                        }));
    }

    @Override
    public Console console(Console.Request request) {
        core.table().admit(Operation.DOMAIN_CONSOLE, request.flags());
        Cell cell = cell();
        core.table().admit(Operation.DOMAIN_CONSOLE, cell);
        return core.table().consoles().open(cell.guest(), request);
    }

    private <F extends Enum<F> & Flag> void ask(Operation operation, JobKind kind, Set<F> flags) {
        Cell cell = cell();
        call(
                cell,
                new Change<>(
                        operation,
                        kind,
                        flags,
                        view.caller(),
                        job -> {
                            core.changes().handle(operation, cell, flags, job);
                            return Boolean.TRUE;
                        }));
    }

    private <F extends Enum<F> & Flag> void call(Cell cell, Change<F, Boolean> change) {
        core.changes().begin(cell, change).await(core.jobs().limits().call());
    }

    private Cell cell() {
        return core.registry()
                .find(uuid)
                .filter(Cell::visible)
                .orElseThrow(() -> core.refusal().noSuchDomain(uuid, name));
    }

    @Override
    public String toString() {
        return name + " (" + uuid + ")";
    }
}
