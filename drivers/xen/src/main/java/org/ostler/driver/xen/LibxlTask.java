package org.ostler.driver.xen;

import java.io.IOException;
import java.util.Optional;

/// One long operation of libxl in three steps, all on the operation's own thread: prepare and
/// begin, wait elsewhere, take the result.
///
/// Memory that the operation uses must stay until [#close].
///
/// @param <T> what the operation gives
interface LibxlTask<T> extends AutoCloseable {
    /// Starts the operation.
    ///
    /// @param how the `libxl_asyncop_how *` to pass on, so that the end comes as an event
    /// @param cancel cancels the operation, from any thread
    /// @return libxl's code: 0 when it is under way
    int begin(LibxlContext ctx, long how, Runnable cancel);

    /// The result after libxl said that the operation succeeded.
    T finish();

    /// Whether [#begin] does everything itself and no completion event follows.
    default boolean endsAtOnce() {
        return false;
    }

    /// Called when the operation is cancelled, on the thread of whoever cancels.
    default void cancelled() {}

    /// Whether libxl can be asked to abort as soon as the operation is under way, or only after
    /// [#showsAbortable] was seen.
    default boolean isAbortableAtOnce() {
        return true;
    }

    /// Whether a message shows that libxl can be asked to abort from now on.
    default boolean showsAbortable(LogLine line) {
        return false;
    }

    /// What besides libxl made the operation fail.
    default Optional<IOException> cause() {
        return Optional.empty();
    }

    /// Removes what a failed or aborted operation may have left behind; called before the failure
    /// is reported.
    default void rollBack(LibxlContext ctx) {}

    /// Frees what [#begin] allocated.
    @Override
    default void close() {}
}
