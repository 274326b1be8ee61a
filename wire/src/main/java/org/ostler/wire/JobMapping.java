package org.ostler.wire;

import org.ostler.api.Fault;
import org.ostler.api.JobKind;
import org.ostler.api.JobStatus;
import org.ostler.api.Progress;
import org.ostler.wire.protocol.FaultRecord;
import org.ostler.wire.protocol.JobRecord;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// Carries jobs over the wire and back. Pure.
public final class JobMapping {
    private static final long UNKNOWN = -1;

    private JobMapping() {}

    /// Empty for a job of a kind or state that only a newer server knows.
    public static Optional<JobStatus> fromWire(JobRecord record) {
        return JobKind.of(record.kind())
                .flatMap(kind -> state(record.state()).map(state -> status(record, kind, state)));
    }

    private static JobStatus status(JobRecord record, JobKind kind, JobStatus.State state) {
        return new JobStatus(
                record.id(),
                kind,
                record.dom().map(DomainMapping::fromWire),
                record.owner(),
                record.phase(),
                state,
                progress(record),
                record.blocked(),
                Instant.ofEpochMilli(record.startedMillis()),
                record.finishedMillis() == 0
                        ? Optional.empty()
                        : Optional.of(Instant.ofEpochMilli(record.finishedMillis())),
                record.fault().map(JobMapping::fromWire),
                record.version());
    }

    private static Progress progress(JobRecord record) {
        return new Progress(
                record.done(),
                record.total(),
                record.unit(),
                record.rate() < 0 ? OptionalLong.empty() : OptionalLong.of(record.rate()),
                record.remainingMillis() < 0
                        ? Optional.empty()
                        : Optional.of(Duration.ofMillis(record.remainingMillis())));
    }

    private static Optional<JobStatus.State> state(int number) {
        return switch (number) {
            case 0 -> Optional.of(JobStatus.State.WAITING);
            case 1 -> Optional.of(JobStatus.State.RUNNING);
            case 2 -> Optional.of(JobStatus.State.CANCELLING);
            case 3 -> Optional.of(JobStatus.State.SUCCEEDED);
            case 4 -> Optional.of(JobStatus.State.FAILED);
            case 5 -> Optional.of(JobStatus.State.CANCELLED);
            default -> Optional.empty();
        };
    }

    /// The error's chain may have been cut, and its mark with it; the record says it in any case.
    private static Fault fromWire(FaultRecord record) {
        Fault fault = FaultMapping.fromWire(record.error());
        if (!record.retryable() || fault.retryable()) {
            return fault;
        }
        Fault.Builder marked =
                Fault.builder(fault.code(), fault.domain(), fault.sentence())
                        .origins(fault.origins())
                        .retryable();
        fault.errno().ifPresent(marked::errno);
        return fault.outcomeUnknown() ? marked.outcomeUnknown().build() : marked.build();
    }

    /// A job as Ostler's own program tells it.
    ///
    /// @param disclosure how much of the job's fault the other side may see
    public static JobRecord toWire(JobStatus job, FaultMapping.Disclosure disclosure) {
        return new JobRecord(
                job.id(),
                job.kind().id(),
                job.subject().map(DomainMapping::toWire),
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
                job.fault().map(fault -> toWire(fault, disclosure)),
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

    private static FaultRecord toWire(Fault fault, FaultMapping.Disclosure disclosure) {
        return new FaultRecord(FaultMapping.toWire(fault, disclosure), fault.retryable());
    }
}
