package org.ostler.daemon.rpc;

import org.ostler.api.DestroyFlag;
import org.ostler.api.Event;
import org.ostler.api.EventStream;
import org.ostler.api.Fault;
import org.ostler.api.FaultDomain;
import org.ostler.api.Hypervisor;
import org.ostler.api.Job;
import org.ostler.api.JobStatus;
import org.ostler.api.StartFlag;
import org.ostler.wire.JobMapping;
import org.ostler.wire.protocol.JobRecord;
import org.ostler.wire.protocol.Nothing;
import org.ostler.wire.protocol.OstlerDomainCreateRet;
import org.ostler.wire.protocol.OstlerDomainDestroyRet;
import org.ostler.wire.protocol.OstlerDomainStartRet;
import org.ostler.wire.protocol.OstlerJobGetRet;
import org.ostler.wire.protocol.OstlerJobListRet;
import org.ostler.wire.protocol.OstlerJobWaitArgs;
import org.ostler.wire.protocol.OstlerJobWaitRet;
import org.ostler.wire.protocol.OstlerProcedures;

import java.time.Duration;
import java.util.UUID;

/// Jobs in Ostler's own program: begun without waiting, listed, watched, cancelled.
final class OstlerJobHandlers {
    private static final long WAIT_MILLIS_MAX = 60_000;

    private OstlerJobHandlers() {}

    static void register(HandlerTable table) {
        table.inline(
                OstlerProcedures.JOB_LIST,
                (session, args) -> {
                    FlagBits.requireNone(args.flags(), OstlerProcedures.JOB_LIST);
                    return new OstlerJobListRet(
                            session.hypervisor().jobs().stream()
                                    .map(job -> record(session, job))
                                    .toList());
                });
        table.inline(
                OstlerProcedures.JOB_GET,
                (session, args) ->
                        new OstlerJobGetRet(record(session, job(session, args.id()).status())));
        table.blocking(
                OstlerProcedures.JOB_CANCEL,
                (session, args) -> {
                    job(session, args.id()).cancel();
                    return Nothing.NOTHING;
                });
        table.blocking(OstlerProcedures.JOB_WAIT, OstlerJobHandlers::await);
        registerChanges(table);
    }

    private static void registerChanges(HandlerTable table) {
        table.blocking(
                OstlerProcedures.DOMAIN_START,
                (session, args) ->
                        new OstlerDomainStartRet(
                                record(
                                        session,
                                        session.domain(args.dom())
                                                .start(
                                                        FlagBits.of(
                                                                StartFlag.class,
                                                                args.flags(),
                                                                OstlerProcedures.DOMAIN_START))
                                                .status())));
        table.blocking(
                OstlerProcedures.DOMAIN_CREATE,
                (session, args) ->
                        new OstlerDomainCreateRet(
                                record(
                                        session,
                                        session.hypervisor()
                                                .create(
                                                        Descriptions.domain(args.xml()),
                                                        FlagBits.of(
                                                                StartFlag.class,
                                                                args.flags(),
                                                                OstlerProcedures.DOMAIN_CREATE))
                                                .status())));
        table.blocking(
                OstlerProcedures.DOMAIN_DESTROY,
                (session, args) ->
                        new OstlerDomainDestroyRet(
                                record(
                                        session,
                                        session.domain(args.dom())
                                                .destroy(
                                                        FlagBits.of(
                                                                DestroyFlag.class,
                                                                args.flags(),
                                                                OstlerProcedures.DOMAIN_DESTROY))
                                                .status())));
    }

    private static JobRecord record(Session session, JobStatus job) {
        return JobMapping.toWire(job, session.disclosure());
    }

    private static Job<?> job(Session session, UUID id) {
        return session.hypervisor()
                .job(id)
                .orElseThrow(
                        () ->
                                Faults.invalidArgument(
                                        FaultDomain.RPC, "no job " + id + " is known"));
    }

    /// Waits for a newer version of a job. Subscribes first and looks then, so that no change is
    /// missed.
    private static OstlerJobWaitRet await(Session session, OstlerJobWaitArgs args) {
        Hypervisor hypervisor = session.hypervisor();
        long millis = Math.min(Integer.toUnsignedLong(args.timeoutMillis()), WAIT_MILLIS_MAX);
        long deadline = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        try (EventStream events = hypervisor.events()) {
            JobStatus status = job(session, args.id()).status();
            long left = deadline - System.nanoTime();
            while (isOld(status, args.sinceVersion()) && left > 0 && !session.hasEnded()) {
                if (concerns(events, Duration.ofNanos(left), args.id())) {
                    status = job(session, args.id()).status();
                }
                left = deadline - System.nanoTime();
            }
            return new OstlerJobWaitRet(record(session, status));
        }
    }

    private static boolean isOld(JobStatus status, long since) {
        return !status.state().ended() && Long.compareUnsigned(status.version(), since) <= 0;
    }

    /// Whether the next delivery may be about that job.
    private static boolean concerns(EventStream events, Duration atMost, UUID job) throws Fault {
        return events.next(atMost)
                .map(
                        delivery ->
                                switch (delivery) {
                                    case EventStream.Occurred occurred ->
                                            occurred.event()
                                                            instanceof Event.JobChanged(var changed)
                                                    && changed.id().equals(job);
                                    case EventStream.Gap _ -> true;
                                })
                .orElse(true);
    }
}
