package org.ostler.api;

/// Something that happened on a host.
public sealed interface Event {
    /// A domain's life took a step.
    record DomainLifecycle(DomainRef domain, Lifecycle step) implements Event {}

    /// The guest rebooted.
    record DomainReboot(DomainRef domain) implements Event {}

    /// A job began, moved to another phase, or ended.
    record JobChanged(JobStatus job) implements Event {}

    /// The layer below became unreachable, or reachable again; what is known of domains may be old
    /// in between.
    ///
    /// @param reason a sentence
    record HostReachable(boolean reachable, String reason) implements Event {}
}
