package org.ostler.model;

import java.util.Optional;

/// A device that carries a stream of bytes between guest and host.
public sealed interface CharDevice extends Device permits Serial, Parallel, Console, Channel {
    /// The host end.
    CharSource source();

    /// The file to which the host writes all that the guest sends.
    Optional<CharLog> log();

    CharDevice withSource(CharSource value);

    CharDevice withAlias(Optional<String> value);
}
