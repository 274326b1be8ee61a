package org.ostler.engine.spi;

import org.ostler.api.Caller;
import org.ostler.api.Progress;

/// How a handler tells its job's progress and learns that it was cancelled. Used by the job's own
/// thread.
public interface JobControl {
    /// On whose behalf the job runs.
    Caller caller();

    /// Enters a phase of the job's kind.
    ///
    /// @throws org.ostler.api.Fault (`OPERATION_ABORTED`) when the job was cancelled; entering the
    ///   phase of the point of no return decides it: either this throws, or cancelling is refused
    ///   from here on
    void phase(String phase);

    /// Tells how far it is.
    void progress(Progress progress);

    /// What a cancel does at once, besides making the next [#phase] throw: e.g. end a native call.
    /// Replaces the one before; called at most once, from another thread.
    void onCancel(Runnable action);

    /// Whether it was cancelled.
    boolean cancelled();
}
