package org.ostler.client;

import org.ostler.api.Fault;
import org.ostler.api.JobKind;
import org.ostler.api.JobStatus;
import org.ostler.api.Progress;
import org.ostler.wire.FaultMapping;
import org.ostler.wire.protocol.FaultRecord;
import org.ostler.wire.protocol.JobRecord;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// What records of the wire tell of jobs.
final class JobRecords {
    private JobRecords() {}

    /// Empty for a job of a kind or state that only a newer server knows.
    static Optional<JobStatus> status(JobRecord record) {
        return JobKind.of(record.kind())
                .flatMap(kind -> state(record.state()).map(state -> status(record, kind, state)));
    }

    private static JobStatus status(JobRecord record, JobKind kind, JobStatus.State state) {
        return new JobStatus(
                record.id(),
                kind,
                record.dom().map(DomainRecords::ref),
                record.owner(),
                record.phase(),
                state,
                progress(record),
                record.blocked(),
                Instant.ofEpochMilli(record.startedMillis()),
                record.finishedMillis() == 0
                        ? Optional.empty()
                        : Optional.of(Instant.ofEpochMilli(record.finishedMillis())),
                record.fault().map(JobRecords::fault),
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
    private static Fault fault(FaultRecord record) {
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
}
