package org.ostler.engine;

import org.jspecify.annotations.Nullable;
import org.ostler.api.Caller;
import org.ostler.api.DefineFlag;
import org.ostler.api.Fault;
import org.ostler.api.Job;
import org.ostler.api.JobKind;
import org.ostler.api.Operation;
import org.ostler.api.Plan;
import org.ostler.api.SpecFaults;
import org.ostler.api.StartFlag;
import org.ostler.api.UndefineFlag;
import org.ostler.engine.spi.Canonical;
import org.ostler.engine.spi.Driver;
import org.ostler.engine.spi.JobControl;
import org.ostler.model.DomainSpec;
import org.ostler.model.SpecException;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/// Definitions, and guests that are made from a description: what is stored, and what is not.
///
/// Thread-safe, without state of its own; changes of one domain happen in its lane.
final class Definitions {
    private final Driver driver;
    private final OperationTable table;
    private final Registry registry;
    private final CellContext context;
    private final DomainChanges changes;
    private final DomainStore store;

    Definitions(
            Driver driver,
            OperationTable table,
            Registry registry,
            CellContext context,
            DomainChanges changes,
            DomainStore store) {
        this.driver = driver;
        this.table = table;
        this.registry = registry;
        this.context = context;
        this.changes = changes;
        this.store = store;
    }

    Plan plan(DomainSpec written) {
        table.admit(Operation.DOMAIN_PLAN, Set.of());
        return plan(canonical(identified(written)));
    }

    /// The driver's plan, with the remarks that were made when the definition was completed.
    private Plan plan(Canonical canonical) {
        Plan plan = driver.plan(canonical);
        Set<Plan.Remark> remarks = new LinkedHashSet<>(canonical.remarks());
        remarks.addAll(plan.remarks());
        return new Plan(
                plan.driver(),
                plan.canonical(),
                plan.values(),
                plan.bindings(),
                List.copyOf(remarks),
                plan.nativeForm());
    }

    /// Stores a definition.
    ///
    /// @param result makes the job's result, once it is stored
    <T> Job<T> define(
            DomainSpec written, Set<DefineFlag> flags, Caller caller, Function<Cell, T> result) {
        table.admit(Operation.DOMAIN_DEFINE, flags);
        DomainSpec spec = identified(written);
        return claimed(
                spec,
                cell ->
                        changes.submit(
                                cell,
                                JobKind.DEFINE,
                                caller,
                                table.cancellable(Operation.DOMAIN_DEFINE),
                                job -> {
                                    store(cell, spec, flags, job);
                                    return result.apply(cell);
                                }));
    }

    private void store(Cell cell, DomainSpec spec, Set<DefineFlag> flags, JobControl job)
            throws InterruptedException {
        changes.awaitCertainty(cell, Operation.DOMAIN_DEFINE);
        job.phase("check");
        Canonical canonical = canonical(spec);
        if (flags.contains(DefineFlag.VALIDATE)) {
            Strictness.validate(spec);
        }
        if (flags.contains(DefineFlag.STRICT)) {
            Strictness.refuseWhatIsNotAsWritten(plan(canonical));
        }
        changes.handle(Operation.DOMAIN_DEFINE, cell, flags, job);
        job.phase("store");
        store.save(canonical);
        cell.define(canonical);
    }

    /// Starts a guest from a description that is not stored.
    ///
    /// @param result makes the job's result, once it runs
    <T> Job<T> create(
            DomainSpec written, Set<StartFlag> flags, Caller caller, Function<Cell, T> result) {
        table.admit(Operation.DOMAIN_CREATE, flags);
        DomainSpec spec = identified(written);
        return claimed(
                spec,
                cell -> {
                    refuseActive(cell);
                    return changes.submit(
                            cell,
                            JobKind.CREATE,
                            caller,
                            table.cancellable(Operation.DOMAIN_CREATE),
                            job -> {
                                changes.awaitCertainty(cell, Operation.DOMAIN_CREATE);
                                refuseActive(cell);
                                if (flags.contains(StartFlag.VALIDATE)) {
                                    Strictness.validate(spec);
                                }
                                run(cell, Operation.DOMAIN_CREATE, canonical(spec), flags, job);
                                return result.apply(cell);
                            });
                });
    }

    /// Runs a guest: what its definition says, or another description.
    ///
    /// @param pending what runs; null for the definition
    void run(
            Cell cell,
            Operation operation,
            @Nullable Canonical pending,
            Set<StartFlag> flags,
            JobControl job)
            throws InterruptedException {
        cell.begin(pending, flags.contains(StartFlag.AUTODESTROY));
        boolean clean = false;
        try {
            table.admit(operation, cell);
            changes.handle(operation, cell, flags, job);
            clean = true;
        } catch (Fault fault) {
            clean = !fault.outcomeUnknown();
            throw fault;
        } finally {
            cell.settle(clean);
        }
    }

    /// Removes a definition.
    void undefine(Cell cell, Set<UndefineFlag> flags, JobControl job) throws InterruptedException {
        changes.handle(Operation.DOMAIN_UNDEFINE, cell, flags, job);
        @Nullable Description stored = cell.version().stored();
        if (stored == null) {
            throw context.refusal().undefineTransient();
        }
        store.remove(cell.name());
        cell.undefine();
    }

    /// Marks a domain to start together with the host, or takes the mark away.
    void autostart(Cell cell, boolean on, JobControl job) throws InterruptedException {
        changes.handle(Operation.DOMAIN_SET_AUTOSTART, cell, Set.<StartFlag>of(), job);
        if (cell.version().status().autostart() != on) {
            store.autostart(cell.name(), on);
            cell.autostart(on);
        }
    }

    // ---- descriptions

    private <T> T claimed(DomainSpec spec, Function<Cell, T> action) {
        Cell cell = registry.claim(uuid(spec), spec.name(), context);
        try {
            return action.apply(cell);
        } finally {
            cell.release();
        }
    }

    private void refuseActive(Cell cell) {
        if (cell.version().status().active()) {
            throw context.refusal().alreadyActive(cell.name());
        }
    }

    private Canonical canonical(DomainSpec spec) {
        Canonical canonical;
        try {
            canonical = driver.canonicalize(spec);
        } catch (SpecException wrong) {
            throw SpecFaults.of(wrong);
        }
        if (!canonical.spec().name().equals(spec.name())
                || !canonical.spec().uuid().equals(spec.uuid())) {
            throw new IllegalStateException("the driver changed the identity of " + spec.name());
        }
        return canonical;
    }

    private static DomainSpec identified(DomainSpec spec) {
        return spec.uuid().isPresent() ? spec : spec.withUuid(RandomUuids.next());
    }

    private static UUID uuid(DomainSpec spec) {
        return spec.uuid().orElseThrow();
    }
}
