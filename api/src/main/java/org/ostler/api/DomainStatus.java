package org.ostler.api;

import java.util.Objects;
import java.util.OptionalInt;
import java.util.UUID;

/// One version of what is known of a domain; immutable, read without waiting for any job.
///
/// @param uuid the identity that never changes
/// @param name the name, unique on its host
/// @param id the hypervisor's number of the running guest; empty while it does not run
/// @param reason the state and why it holds
/// @param persistent whether a definition is stored that outlives the running guest
/// @param managed whether Ostler may act on it by its own policy; false for guests that other tools
///   made
/// @param autostart whether it starts together with the host
/// @param managedSave whether a saved state exists from which the next start continues
/// @param updated whether the stored definition differs from what runs and takes effect at the next
///   start
/// @param maxMemoryKib the most memory it can have, in KiB
/// @param memoryKib the memory that it has, or will have at its start, in KiB
/// @param vcpus the virtual processors that it has, or will have at its start
/// @param version grows with each change of this domain within one run of the daemon
public record DomainStatus(
        UUID uuid,
        String name,
        OptionalInt id,
        StateReason reason,
        boolean persistent,
        boolean managed,
        boolean autostart,
        boolean managedSave,
        boolean updated,
        long maxMemoryKib,
        long memoryKib,
        int vcpus,
        long version) {
    public DomainStatus {
        Objects.requireNonNull(uuid);
        Objects.requireNonNull(name);
        Objects.requireNonNull(id);
        Objects.requireNonNull(reason);
    }

    /// What the domain is doing.
    public DomainState state() {
        return reason.state();
    }

    /// Whether it occupies the host.
    public boolean active() {
        return state().active();
    }

    /// Who it is.
    public DomainRef ref() {
        return new DomainRef(uuid, name, id);
    }
}
