package org.ostler.engine;

import org.jspecify.annotations.Nullable;
import org.ostler.api.Caller;
import org.ostler.api.DomainRef;
import org.ostler.api.JobKind;
import org.ostler.engine.spi.JobControl;

import java.util.Optional;

/// A job that is to be run.
///
/// @param lane where it waits for its turn; null for a job that need not wait
/// @param cancellable whether it can be cancelled before its point of no return
/// @param afterwards what is done when it has ended, however it ended
/// @param <T> what it results in
record JobRequest<T>(
        JobKind kind,
        Optional<DomainRef> subject,
        Caller owner,
        @Nullable Lane lane,
        boolean cancellable,
        Work<T> work,
        Runnable afterwards) {
    /// What the job does.
    @FunctionalInterface
    interface Work<T> {
        T run(JobControl job) throws InterruptedException;
    }
}
