package org.ostler.driver.xen;

import java.util.concurrent.CompletableFuture;

/// A call of the hypervisor's tools that is under way. Thread-safe.
///
/// @param <T> what it gives
public interface XenCall<T> {
    /// The outcome: the value, or a [LibxlException] with the words of what failed.
    CompletableFuture<T> result();

    /// Completes when nothing of the call is left, which may be long after a result that timed out.
    CompletableFuture<Void> ended();

    /// Asks to cut the call short; returns at once.
    void cancel();
}
