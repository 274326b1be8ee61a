package org.ostler.engine;

import org.jspecify.annotations.Nullable;
import org.ostler.api.Caller;
import org.ostler.api.DomainRef;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.Flag;
import org.ostler.api.Job;
import org.ostler.api.JobKind;
import org.ostler.api.Operation;
import org.ostler.engine.spi.JobControl;
import org.ostler.engine.spi.Operations.ChangeHandler;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/// Runs changes of domains as jobs: each is checked against the operation table when it is asked
/// for, and again when its turn has come.
///
/// Thread-safe, without state of its own.
final class DomainChanges {
    private final OperationTable table;
    private final JobRunner jobs;
    private final FirstLook firstLook;
    private final Refusal refusal;

    DomainChanges(OperationTable table, JobRunner jobs, FirstLook firstLook, Refusal refusal) {
        this.table = table;
        this.jobs = jobs;
        this.firstLook = firstLook;
        this.refusal = refusal;
    }

    /// A change of a domain that exists.
    ///
    /// @param work what is done when the domain's turn has come
    record Change<F extends Enum<F> & Flag, T>(
            Operation operation,
            JobKind kind,
            Set<F> flags,
            Caller caller,
            JobRequest.Work<T> work) {}

    /// Begins a change of a domain.
    <F extends Enum<F> & Flag, T> Job<T> begin(Cell cell, Change<F, T> change) {
        table.admit(change.operation(), change.flags());
        admit(change.operation(), cell);
        if (change.operation() == Operation.DOMAIN_DESTROY) {
            makeWay(cell);
        }
        return submit(
                cell,
                change.kind(),
                change.caller(),
                table.cancellable(change.operation()),
                job -> {
                    awaitCertainty(cell, change.operation());
                    admit(change.operation(), cell);
                    return change.work().run(job);
                });
    }

    /// Begins a job of a domain, keeping its cell until it has ended.
    <T> Job<T> submit(
            Cell cell, JobKind kind, Caller caller, boolean cancellable, JobRequest.Work<T> work) {
        return submit(cell, kind, caller, cancellable, work, () -> {});
    }

    private <T> Job<T> submit(
            Cell cell,
            JobKind kind,
            Caller caller,
            boolean cancellable,
            JobRequest.Work<T> work,
            Runnable afterwards) {
        if (!cell.retain()) {
            throw refusal.noSuchDomain(cell.uuid(), cell.name());
        }
        boolean submitted = false;
        try {
            Job<T> job =
                    jobs.submit(
                            new JobRequest<>(
                                    kind,
                                    Optional.of(subject(cell)),
                                    caller,
                                    cell.lane(),
                                    cancellable,
                                    work,
                                    () -> {
                                        try {
                                            afterwards.run();
                                        } finally {
                                            cell.release();
                                        }
                                    }));
            submitted = true;
            return job;
        } finally {
            if (!submitted) {
                cell.release();
            }
        }
    }

    /// Calls the driver's handler; where nobody knows the outcome, remembers that.
    <F extends Enum<F> & Flag> void handle(
            Operation operation, Cell cell, Set<F> flags, JobControl job)
            throws InterruptedException {
        Optional<ChangeHandler<F>> handler = table.handler(operation);
        if (handler.isEmpty()) {
            return;
        }
        try {
            handler.get().handle(cell.guest(), flags, job);
        } catch (Fault fault) {
            if (fault.outcomeUnknown()) {
                cell.doubt(fault.sentence());
            }
            throw fault;
        }
    }

    /// A change of the driver's own making.
    void submit(Cell cell, JobKind kind, Callable<Void> change, Runnable afterwards) {
        submit(
                cell,
                kind,
                Caller.SELF,
                false,
                job -> {
                    try {
                        change.call();
                    } catch (RuntimeException | InterruptedException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                    return Boolean.TRUE;
                },
                afterwards);
    }

    /// Waits until the state of the domain is known.
    void awaitCertainty(Cell cell, Operation operation) throws InterruptedException {
        firstLook.awaitFor(cell, jobs.limits().turn());
        @Nullable String doubt = cell.doubt();
        if (doubt != null && operation != Operation.DOMAIN_DESTROY) {
            throw refusal.later(
                    FaultCode.OPERATION_FAILED,
                    "operation failed: the state of domain '"
                            + cell.name()
                            + "' is being read again, because nobody knows whether the call before"
                            + " took effect: "
                            + doubt);
        }
    }

    /// Refuses what the domain is not there for or in no state for: both by one version of it, so
    /// that a domain that goes meanwhile is gone, and not in a wrong state.
    private void admit(Operation operation, Cell cell) {
        DomainVersion version = cell.version();
        if (!version.visible()) {
            throw refusal.noSuchDomain(cell.uuid(), cell.name());
        }
        table.admit(operation, cell, version);
    }

    /// A destroy cancels the job before it where that can be done, instead of waiting for it.
    private static void makeWay(Cell cell) {
        @Nullable JobRun<?> holder = cell.lane().holder();
        if (holder != null && holder.status().blocked().isEmpty()) {
            try {
                holder.cancel();
            } catch (Fault tooLate) {
                // It has passed its point of no return meanwhile; the destroy waits for its end.
                return;
            }
        }
    }

    private static DomainRef subject(Cell cell) {
        return cell.version().status().ref();
    }
}
