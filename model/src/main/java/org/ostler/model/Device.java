package org.ostler.model;

import java.util.Optional;

/// A device of a domain.
public sealed interface Device
        permits Disk,
                Controller,
                NetworkInterface,
                CharDevice,
                Input,
                Graphics,
                Video,
                Watchdog,
                MemBalloon,
                Rng {
    /// The name by which the hypervisor knows the device; kept in a definition only when it begins
    /// with `ua-`.
    Optional<String> alias();

    /// Where the device sits; empty until someone has chosen.
    Optional<Address> address();

    Kept kept();
}
