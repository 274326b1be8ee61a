package org.ostler.daemon.rpc;

import org.ostler.api.Domain;
import org.ostler.api.FaultDomain;
import org.ostler.api.Job;
import org.ostler.api.JobStatus;
import org.ostler.api.Progress;
import org.ostler.wire.protocol.DomainGetJobInfoArgs;
import org.ostler.wire.protocol.DomainGetJobInfoRet;
import org.ostler.wire.protocol.DomainGetJobStatsArgs;
import org.ostler.wire.protocol.DomainGetJobStatsRet;
import org.ostler.wire.protocol.Nothing;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.TypedParam;
import org.ostler.wire.protocol.WireDomain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// libvirt's view of jobs: the one that a domain has at this moment.
final class JobHandlers {
    // virDomainJobType.
    private static final int NONE = 0;
    private static final int BOUNDED = 1;
    private static final int UNBOUNDED = 2;

    // virDomainGetJobStatsFlags.
    private static final int STATS_COMPLETED = 1;
    private static final int STATS_KEEP_COMPLETED = 1 << 1;

    private JobHandlers() {}

    static void register(HandlerTable table) {
        table.inline(RemoteProcedures.DOMAIN_GET_JOB_INFO, JobHandlers::info);
        table.inline(RemoteProcedures.DOMAIN_GET_JOB_STATS, JobHandlers::stats);
        table.blocking(
                RemoteProcedures.DOMAIN_ABORT_JOB, (session, args) -> abort(session, args.dom()));
        table.blocking(
                RemoteProcedures.DOMAIN_ABORT_JOB_FLAGS,
                (session, args) -> {
                    FlagBits.requireNone(args.flags(), RemoteProcedures.DOMAIN_ABORT_JOB_FLAGS);
                    return abort(session, args.dom());
                });
    }

    /// The job that the domain has, if it has one.
    ///
    /// @throws org.ostler.api.Fault where it has none and does not run, as libvirt says it
    private static Optional<JobStatus> current(Session session, WireDomain dom) {
        Domain domain = session.domain(dom);
        Optional<JobStatus> job =
                session.hypervisor().jobs().stream()
                        .filter(
                                status ->
                                        status.state() == JobStatus.State.RUNNING
                                                || status.state() == JobStatus.State.CANCELLING)
                        .filter(
                                status ->
                                        status.subject()
                                                .map(subject -> subject.uuid().equals(dom.uuid()))
                                                .orElse(false))
                        .findFirst();
        if (job.isEmpty()) {
            DomainReadHandlers.requireActive(domain.status());
        }
        return job;
    }

    private static DomainGetJobInfoRet info(Session session, DomainGetJobInfoArgs args) {
        Optional<JobStatus> job = current(session, args.dom());
        if (job.isEmpty()) {
            return new DomainGetJobInfoRet(NONE, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        }
        Progress progress = job.get().progress();
        boolean bytes = progress.unit().equals("bytes");
        long total = bytes ? progress.total() : 0;
        long done = bytes ? progress.done() : 0;
        return new DomainGetJobInfoRet(
                type(progress),
                elapsedMillis(job.get()),
                progress.remaining().map(Duration::toMillis).orElse(0L),
                total,
                done,
                Math.max(0, total - done),
                0,
                0,
                0,
                0,
                0,
                0);
    }

    private static int type(Progress progress) {
        return progress.total() > 0 ? BOUNDED : UNBOUNDED;
    }

    private static long elapsedMillis(JobStatus job) {
        return Math.max(0, Duration.between(job.started(), Instant.now()).toMillis());
    }

    private static DomainGetJobStatsRet stats(Session session, DomainGetJobStatsArgs args) {
        FlagBits.requireNone(
                args.flags() & ~(STATS_COMPLETED | STATS_KEEP_COMPLETED),
                RemoteProcedures.DOMAIN_GET_JOB_STATS);
        Optional<JobStatus> job = current(session, args.dom());
        // Statistics of an ended job exist only for migration and the like.
        if (job.isEmpty() || (args.flags() & STATS_COMPLETED) != 0) {
            return new DomainGetJobStatsRet(NONE, List.of());
        }
        Progress progress = job.get().progress();
        List<TypedParam> params = new ArrayList<>();
        params.add(TypedParam.ofInt("operation", operation(job.get())));
        params.add(TypedParam.ofULong("time_elapsed", elapsedMillis(job.get())));
        progress.remaining()
                .ifPresent(
                        left -> params.add(TypedParam.ofULong("time_remaining", left.toMillis())));
        if (progress.unit().equals("bytes")) {
            params.add(TypedParam.ofULong("data_total", progress.total()));
            params.add(TypedParam.ofULong("data_processed", progress.done()));
            params.add(
                    TypedParam.ofULong(
                            "data_remaining", Math.max(0, progress.total() - progress.done())));
        }
        return new DomainGetJobStatsRet(type(progress), params);
    }

    /// virDomainJobOperation: 1 for a start, 0 for what libvirt has no number for.
    private static int operation(JobStatus job) {
        return switch (job.kind()) {
            case START, CREATE -> 1;
            case DESTROY, SHUTDOWN, REBOOT, RESET, SUSPEND, RESUME, DEFINE, UNDEFINE, CONFIGURE ->
                    0;
        };
    }

    private static Nothing abort(Session session, WireDomain dom) {
        JobStatus job =
                current(session, dom)
                        .orElseThrow(
                                () ->
                                        Faults.invalidOperation(
                                                session.faultDomain(),
                                                "no job is active on the domain"));
        Optional<Job<?>> running = session.hypervisor().job(job.id());
        if (running.isEmpty()) {
            throw Faults.invalidOperation(FaultDomain.DOMAIN, "no job is active on the domain");
        }
        running.get().cancel();
        return Nothing.NOTHING;
    }
}
