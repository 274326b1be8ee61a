package org.ostler.api;

import java.util.List;
import java.util.Optional;

/// What the host's processors have done since it booted. Immutable.
///
/// @param all all of them together
/// @param each those that are online, by number
/// @param present how many the host can have, online or not
public record NodeProcessors(Times all, List<Times> each, int present) {
    public NodeProcessors {
        each = List.copyOf(each);
    }

    /// The processor of that number, if it is online.
    public Optional<Times> cpu(int number) {
        return each.stream().filter(times -> times.cpu() == number).findFirst();
    }

    /// Times of one processor, or of all, in nanoseconds.
    ///
    /// @param cpu its number; -1 for all
    /// @param kernelNanos in the kernel, interrupts included
    /// @param userNanos outside of the kernel
    /// @param idleNanos idle
    /// @param ioWaitNanos idle while somebody waited for I/O
    public record Times(
            int cpu, long kernelNanos, long userNanos, long idleNanos, long ioWaitNanos) {}
}
