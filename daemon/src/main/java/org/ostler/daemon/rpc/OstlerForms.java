package org.ostler.daemon.rpc;

import org.ostler.api.Domain;
import org.ostler.api.DomainStatus;
import org.ostler.api.Event;
import org.ostler.api.EventPosition;
import org.ostler.api.Fault;
import org.ostler.api.JobStatus;
import org.ostler.api.Operation;
import org.ostler.api.Plan;
import org.ostler.api.Support;
import org.ostler.api.SupportLevel;
import org.ostler.wire.FaultMapping;
import org.ostler.wire.protocol.DomainStatusRecord;
import org.ostler.wire.protocol.EventRecord;
import org.ostler.wire.protocol.FaultRecord;
import org.ostler.wire.protocol.JobRecord;
import org.ostler.wire.protocol.LogPosition;
import org.ostler.wire.protocol.OstlerPlanDomainRet;
import org.ostler.wire.protocol.OstlerSupportGetRet;
import org.ostler.wire.protocol.PlanBindingRecord;
import org.ostler.wire.protocol.PlanRemarkRecord;
import org.ostler.wire.protocol.PlanValueRecord;
import org.ostler.wire.protocol.SupportElementRecord;
import org.ostler.wire.protocol.SupportLevelRecord;
import org.ostler.wire.protocol.SupportOperationRecord;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How the API's records look in Ostler's own program.
final class OstlerForms {
    private static final long UNKNOWN = -1;

    private OstlerForms() {}

    static LogPosition position(EventPosition position) {
        return new LogPosition(position.log(), position.number());
    }

    static DomainStatusRecord status(Domain domain) {
        DomainStatus status = domain.status();
        return new DomainStatusRecord(
                WireForms.domain(status),
                status.state().number(),
                status.reason().number(),
                status.persistent(),
                status.managed(),
                status.autostart(),
                status.managedSave(),
                status.updated(),
                status.maxMemoryKib(),
                status.memoryKib(),
                status.vcpus(),
                status.version(),
                domain.allowedOperations().stream().map(Operation::id).sorted().toList());
    }

    static JobRecord job(JobStatus job, FaultMapping.Disclosure disclosure) {
        return new JobRecord(
                job.id(),
                job.kind().id(),
                job.subject().map(WireForms::domain),
                job.owner(),
                job.phase(),
                state(job.state()),
                job.progress().done(),
                job.progress().total(),
                job.progress().unit(),
                job.progress().perSecond().orElse(UNKNOWN),
                job.progress().remaining().map(Duration::toMillis).orElse(UNKNOWN),
                job.blocked(),
                job.started().toEpochMilli(),
                job.finished().map(Instant::toEpochMilli).orElse(0L),
                job.fault().map(fault -> fault(fault, disclosure)),
                job.version());
    }

    private static int state(JobStatus.State state) {
        return switch (state) {
            case WAITING -> 0;
            case RUNNING -> 1;
            case CANCELLING -> 2;
            case SUCCEEDED -> 3;
            case FAILED -> 4;
            case CANCELLED -> 5;
        };
    }

    private static FaultRecord fault(Fault fault, FaultMapping.Disclosure disclosure) {
        return new FaultRecord(FaultMapping.toWire(fault, disclosure), fault.retryable());
    }

    static EventRecord event(Event event, FaultMapping.Disclosure disclosure) {
        return switch (event) {
            case Event.DomainLifecycle(var domain, var step) ->
                    new EventRecord(
                            0,
                            Optional.of(WireForms.domain(domain)),
                            step.type(),
                            step.detail(),
                            Optional.empty(),
                            false,
                            Optional.empty());
            case Event.DomainReboot(var domain) ->
                    new EventRecord(
                            1,
                            Optional.of(WireForms.domain(domain)),
                            0,
                            0,
                            Optional.empty(),
                            false,
                            Optional.empty());
            case Event.JobChanged(var job) ->
                    new EventRecord(
                            2,
                            Optional.empty(),
                            0,
                            0,
                            Optional.of(job(job, disclosure)),
                            false,
                            Optional.empty());
            case Event.HostReachable(var reachable, var reason) ->
                    new EventRecord(
                            3,
                            Optional.empty(),
                            0,
                            0,
                            Optional.empty(),
                            reachable,
                            Optional.of(reason));
        };
    }

    static OstlerSupportGetRet support(Support support) {
        return new OstlerSupportGetRet(
                support.operations().values().stream()
                        .map(
                                one ->
                                        new SupportOperationRecord(
                                                one.operation().id(),
                                                level(one.level()),
                                                one.flags().stream().sorted().toList(),
                                                one.states().stream()
                                                        .map(state -> state.number())
                                                        .sorted()
                                                        .toList(),
                                                one.cancellable()))
                        .toList(),
                support.elements().stream()
                        .map(
                                one ->
                                        new SupportElementRecord(
                                                one.path(), level(one.level()), one.values()))
                        .toList());
    }

    private static SupportLevelRecord level(SupportLevel level) {
        return switch (level) {
            case SupportLevel.Supported() -> new SupportLevelRecord(0, "", "");
            case SupportLevel.Needs(var condition, var remedy) ->
                    new SupportLevelRecord(1, condition, remedy);
            case SupportLevel.Unsupported(var reason) -> new SupportLevelRecord(2, reason, "");
            case SupportLevel.Unknown() -> new SupportLevelRecord(3, "", "");
        };
    }

    static OstlerPlanDomainRet plan(Plan plan, String canonicalXml) {
        return new OstlerPlanDomainRet(
                plan.driver(),
                canonicalXml,
                plan.values().stream()
                        .map(
                                value ->
                                        new PlanValueRecord(
                                                value.path(),
                                                value.value(),
                                                source(value.source()),
                                                value.detail()))
                        .toList(),
                plan.bindings().stream()
                        .map(binding -> new PlanBindingRecord(binding.name(), binding.rule()))
                        .toList(),
                plan.remarks().stream()
                        .map(
                                remark ->
                                        new PlanRemarkRecord(
                                                level(remark.level()),
                                                remark.path(),
                                                remark.reason(),
                                                remark.instead()))
                        .toList(),
                plan.nativeForm().kind(),
                plan.nativeForm().text());
    }

    private static int source(Plan.Provenance source) {
        return switch (source) {
            case USER -> 0;
            case MACHINE -> 1;
            case DRIVER -> 2;
            case HOST -> 3;
            case LATE -> 4;
        };
    }

    private static int level(Plan.Remark.Level level) {
        return switch (level) {
            case UNSUPPORTED -> 0;
            case NEEDS -> 1;
            case IGNORED -> 2;
            case CHANGED -> 3;
        };
    }
}
