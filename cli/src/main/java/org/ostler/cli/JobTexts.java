package org.ostler.cli;

import org.ostler.api.DomainRef;
import org.ostler.api.Fault;
import org.ostler.api.JobStatus;
import org.ostler.cli.output.FieldList;
import org.ostler.cli.output.Tint;
import org.ostler.cli.output.Value;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// How jobs are written: the field names are a promise to scripts.
final class JobTexts {
    private JobTexts() {}

    /// The fields of a job.
    static FieldList fields(JobStatus job) {
        return new FieldList()
                .with("id", job.id().toString())
                .with("kind", job.kind().id())
                .with("domain", Value.of(job.subject().map(DomainRef::name)))
                .with("uuid", Value.of(job.subject().map(s -> s.uuid().toString())))
                .with("state", state(job))
                .with("phase", job.phase())
                .with("done", job.progress().done())
                .with("total", job.progress().total())
                .with("unit", job.progress().unit())
                .with("cancellable", job.blocked().isEmpty() && !job.state().ended())
                .with("owner", job.owner())
                .with("started", job.started().toString())
                .with("finished", Value.of(job.finished().map(Instant::toString)))
                .with("error", Value.of(job.fault().map(Fault::sentence)));
    }

    static String state(JobStatus job) {
        return job.state().name().toLowerCase(Locale.ROOT);
    }

    static Tint tint(JobStatus job) {
        return switch (job.state()) {
            case RUNNING, SUCCEEDED -> Tint.GOOD;
            case WAITING, CANCELLING, CANCELLED -> Tint.CARE;
            case FAILED -> Tint.BAD;
        };
    }

    /// How long it took, or has taken so far.
    static String took(JobStatus job, Instant now) {
        Duration took = Duration.between(job.started(), job.finished().orElse(now));
        return Durations.words(took.isNegative() ? Duration.ZERO : took);
    }

    /// `start: launch (2 of 4)`.
    static String inWords(JobStatus job) {
        return JobWait.line(job.kind().id(), job);
    }
}
