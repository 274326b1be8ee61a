package org.ostler.driver.xen;

import org.ostler.xlcfg.Json;

import java.util.Optional;
import java.util.UUID;

/// What the hypervisor says of a domain now (`libxl_dominfo`).
///
/// @param domid the hypervisor's number; reused only after 32751 more domains
/// @param uuid the domain's uuid; all zero for Domain-0
/// @param state what it does
/// @param shutdownReason why it shut down, while [State#SHUTDOWN]
/// @param memoryKib memory that it has
/// @param maxMemoryKib memory that it may have
/// @param outstandingKib memory that it claimed and has not got yet
/// @param sharedKib memory that it shares with others
/// @param cpuTimeNanos time that its virtual CPUs ran
/// @param vcpusOnline virtual CPUs that are up
/// @param maxVcpuId the highest virtual CPU's number
/// @param cpupool the pool of physical CPUs that it runs on
/// @param type `pv` or `hvm`, as the hypervisor sees it: a PVH guest is `hvm` here, only its
///   configuration tells them apart; empty when unknown
public record DomainInfo(
        int domid,
        UUID uuid,
        State state,
        Optional<ShutdownReason> shutdownReason,
        long memoryKib,
        long maxMemoryKib,
        long outstandingKib,
        long sharedKib,
        long cpuTimeNanos,
        int vcpusOnline,
        int maxVcpuId,
        int cpupool,
        String type) {

    /// What a domain does, the gravest first: libxl's flags may be set together.
    public enum State {
        /// Being torn down.
        DYING,
        /// Has ended and waits to be torn down.
        SHUTDOWN,
        /// Was stopped from outside.
        PAUSED,
        /// A virtual CPU runs.
        RUNNING,
        /// All virtual CPUs wait.
        BLOCKED
    }

    static DomainInfo of(Json.Obj json) {
        State state =
                json.flag("dying")
                        ? State.DYING
                        : json.flag("shutdown")
                                ? State.SHUTDOWN
                                : json.flag("paused")
                                        ? State.PAUSED
                                        : json.flag("running") ? State.RUNNING : State.BLOCKED;
        return new DomainInfo(
                (int) json.integerOrZero("domid"),
                json.string("uuid").map(UUID::fromString).orElse(new UUID(0, 0)),
                state,
                state == State.SHUTDOWN
                        ? Optional.of(
                                ShutdownReason.of(json.string("shutdown_reason").orElse("unknown")))
                        : Optional.empty(),
                json.integerOrZero("current_memkb"),
                json.integerOrZero("max_memkb"),
                json.integerOrZero("outstanding_memkb"),
                json.integerOrZero("shared_memkb"),
                json.integerOrZero("cpu_time"),
                (int) json.integerOrZero("vcpu_online"),
                (int) json.integerOrZero("vcpu_max_id"),
                (int) json.integerOrZero("cpupool"),
                json.string("domain_type").filter(t -> !t.equals("invalid")).orElse(""));
    }
}
