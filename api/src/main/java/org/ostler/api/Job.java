package org.ostler.api;

import java.time.Duration;
import java.util.UUID;

/// A long operation that can be watched and cancelled. Thread-safe.
///
/// @param <T> what it results in
public interface Job<T> {
    /// Its identity, unique over all hosts and time.
    UUID id();

    /// What is known of it now; never blocks.
    JobStatus status();

    /// Asks it to stop and to leave the domain as it was; returns at once. A job that has ended is
    /// left as it is.
    ///
    /// @throws Fault ([FaultCode#OPERATION_INVALID]) when it is past its point of no return, with
    ///   the reason
    void cancel();

    /// Waits until it has ended.
    ///
    /// @return its result
    /// @throws Fault what made it fail; [FaultCode#OPERATION_ABORTED] when it was cancelled;
    ///   [FaultCode#OPERATION_TIMEOUT] (retryable) when it has not ended within the time, in which
    ///   case it goes on
    T await(Duration atMost);
}
