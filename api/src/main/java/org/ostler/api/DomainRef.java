package org.ostler.api;

import java.util.Objects;
import java.util.OptionalInt;
import java.util.UUID;

/// Which domain is meant: its identity at the moment when this was written down.
///
/// @param id the number that the hypervisor gave to the running guest; empty while it does not run
public record DomainRef(UUID uuid, String name, OptionalInt id) {
    public DomainRef {
        Objects.requireNonNull(uuid);
        Objects.requireNonNull(name);
        Objects.requireNonNull(id);
    }
}
