package org.ostler.cli;

import org.ostler.api.Hypervisor;

import java.time.Duration;
import java.util.Optional;

/// Where the hosts come from that commands are about.
@FunctionalInterface
interface Hosts {
    /// Opens one; the caller closes it.
    ///
    /// @param timeout the longest that a single call may take, where it was said
    /// @throws org.ostler.api.Fault when it cannot be reached
    Hypervisor open(Address address, boolean readOnly, Optional<Duration> timeout);
}
