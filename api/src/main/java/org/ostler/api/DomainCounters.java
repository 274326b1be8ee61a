package org.ostler.api;

import java.util.OptionalInt;
import java.util.OptionalLong;

/// What the layer below counts for a running guest at this moment; what it did not deliver in time
/// is empty, never an older value.
///
/// @param cpuTimeNanos processor time used since the guest started, in nanoseconds
/// @param memoryKib memory that the guest has now (after ballooning), in KiB
/// @param vcpus virtual processors that are online
public record DomainCounters(OptionalLong cpuTimeNanos, OptionalLong memoryKib, OptionalInt vcpus) {
    /// Nothing is known: the guest does not run, or the layer below did not answer in time.
    public static final DomainCounters UNKNOWN =
            new DomainCounters(OptionalLong.empty(), OptionalLong.empty(), OptionalInt.empty());
}
