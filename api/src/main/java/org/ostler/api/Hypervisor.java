package org.ostler.api;

import org.ostler.model.DomainSpec;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// A connection to one host. Thread-safe.
///
/// Every method throws [Fault]. Lookups and lists answer from published statuses and never wait for
/// a job.
public interface Hypervisor extends AutoCloseable {
    /// What this leads to; answered without asking the host.
    HypervisorIdentity identity();

    /// What this leads to, and what the hypervisor says of itself. The first call may take as long
    /// as asking the host does; later ones answer from memory.
    HypervisorInfo info();

    /// The host's processors and memory.
    NodeInfo node();

    /// What the host can run, as libvirt's capabilities document.
    XmlText capabilities();

    /// What guests of one kind can have here, as libvirt's domain capabilities document: what is
    /// offered there can be defined.
    ///
    /// Throws [Fault] (`INVALID_ARG`) where no such guests are run.
    XmlText domainCapabilities(DomainCapabilitiesRequest request);

    /// What works here, asked before it is tried.
    Support support();

    /// All domains, by name.
    List<Domain> domains();

    /// All domains' statuses at once, by name: one call where [#domains] and a status each would be
    /// many.
    List<DomainStatus> statuses();

    /// Statistics of all domains, by name.
    ///
    /// Domains are asked at the same time: what one of them does not deliver within half a second
    /// is left out, and holds up nobody.
    List<DomainStatistics> statistics(StatisticsRequest request);

    /// Statistics of those domains, in their order, without those that are gone.
    List<DomainStatistics> statistics(List<UUID> domains, StatisticsRequest request);

    /// What the host's processors have done.
    NodeProcessors processors();

    /// The host's memory now.
    NodeMemory memory();

    /// The domain of that name.
    Optional<Domain> domain(String name);

    /// The domain of that identity.
    Optional<Domain> domain(UUID uuid);

    /// The running domain that has that number.
    Optional<Domain> domain(int id);

    /// What that guest would become here; touches nothing.
    Plan plan(DomainSpec spec);

    /// The guest that a configuration of another tool describes; touches nothing.
    ///
    /// A format that this host does not read is refused with `INVALID_ARG`, a configuration that is
    /// wrong with `CONF_SYNTAX` and its place.
    Conversion<DomainSpec> fromNative(NativeFormat format, String configuration);

    /// That guest as a configuration of another tool; touches nothing.
    ///
    /// A format that this host does not write is refused with `INVALID_ARG`.
    Conversion<String> toNative(NativeFormat format, DomainSpec spec);

    /// Stores a definition, or replaces the one of the same identity; it is durable when this
    /// returns.
    Domain define(DomainSpec spec, Set<DefineFlag> flags);

    /// Starts a guest that has no stored definition and is forgotten when it ends.
    Job<Domain> create(DomainSpec spec, Set<StartFlag> flags);

    /// The jobs that run, and the latest that have ended (at least 100 of them), newest first.
    List<JobStatus> jobs();

    /// The job of that identity, as far as it is still known.
    Optional<Job<?>> job(UUID id);

    /// What happens from now on.
    EventStream events();

    /// What has happened since that place, and from now on; begins with a [EventStream.Gap] where
    /// the log no longer reaches back.
    EventStream events(EventPosition since);

    /// The same host on behalf of somebody else.
    Hypervisor as(Caller caller);

    /// Ends this connection; guests go on, except those that were started to end with it.
    @Override
    void close();
}
