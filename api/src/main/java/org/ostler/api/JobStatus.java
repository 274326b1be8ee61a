package org.ostler.api;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/// One version of what is known of a job; immutable.
///
/// @param subject the domain that it works on; empty for a job of the host
/// @param owner who asked for it, e.g. `uid 1000, pid 4711`
/// @param phase the name of its present phase, one of its kind's
/// @param blocked why it cannot be cancelled now; empty where it can
/// @param fault why it failed
/// @param version grows with each change
public record JobStatus(
        UUID id,
        JobKind kind,
        Optional<DomainRef> subject,
        String owner,
        String phase,
        State state,
        Progress progress,
        Optional<String> blocked,
        Instant started,
        Optional<Instant> finished,
        Optional<Fault> fault,
        long version) {
    public JobStatus {
        Objects.requireNonNull(id);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(state);
    }

    /// Where a job stands.
    public enum State {
        /// It waits for another job of its domain.
        WAITING,
        /// It works.
        RUNNING,
        /// It was asked to stop and rolls back.
        CANCELLING,
        /// It did what it was for.
        SUCCEEDED,
        /// It failed.
        FAILED,
        /// It stopped as asked, and left things as they were.
        CANCELLED;

        /// Whether it has ended.
        public boolean ended() {
            return this == SUCCEEDED || this == FAILED || this == CANCELLED;
        }
    }
}
