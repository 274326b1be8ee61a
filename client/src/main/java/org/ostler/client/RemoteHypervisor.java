package org.ostler.client;

import org.ostler.api.Caller;
import org.ostler.api.Conversion;
import org.ostler.api.DefineFlag;
import org.ostler.api.Domain;
import org.ostler.api.DomainCapabilitiesRequest;
import org.ostler.api.DomainStatistics;
import org.ostler.api.DomainStatus;
import org.ostler.api.EventPosition;
import org.ostler.api.EventStream;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.Hypervisor;
import org.ostler.api.HypervisorIdentity;
import org.ostler.api.HypervisorInfo;
import org.ostler.api.Job;
import org.ostler.api.JobStatus;
import org.ostler.api.NativeFormat;
import org.ostler.api.NodeInfo;
import org.ostler.api.NodeMemory;
import org.ostler.api.NodeProcessors;
import org.ostler.api.Plan;
import org.ostler.api.StartFlag;
import org.ostler.api.StatisticsRequest;
import org.ostler.api.Support;
import org.ostler.api.XmlText;
import org.ostler.client.dial.ServerAddress;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;
import org.ostler.wire.DomainMapping;
import org.ostler.wire.JobMapping;
import org.ostler.wire.LocalTransport;
import org.ostler.wire.PlanMapping;
import org.ostler.wire.SupportMapping;
import org.ostler.wire.Transport;
import org.ostler.wire.protocol.ConnectGetDomainCapabilitiesArgs;
import org.ostler.wire.protocol.NodeGetInfoRet;
import org.ostler.wire.protocol.Nothing;
import org.ostler.wire.protocol.OstlerJobGetArgs;
import org.ostler.wire.protocol.OstlerJobListArgs;
import org.ostler.wire.protocol.OstlerPlanDomainArgs;
import org.ostler.wire.protocol.OstlerPlanDomainRet;
import org.ostler.wire.protocol.OstlerProcedures;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.WireDomain;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/// A host behind a daemon, over libvirt's RPC with Ostler's own program.
///
/// Every call ends within the times of its [Options]. A lost connection is made anew when it is
/// next needed: reads then go on as if nothing had been, unless the new connection fails too; a
/// change whose outcome the loss has hidden throws a [Fault] that is retryable and says
/// `outcomeUnknown`. Event streams go on from their place. Guests that were started to end with the
/// connection end when it is lost.
///
/// Against a C libvirtd, which lacks Ostler's program, jobs have ended when they are returned, and
/// statuses are put together from several calls; plans, the log of events, consoles with a past and
/// what else needs that program throws [FaultCode#NO_SUPPORT] and names the missing call.
public final class RemoteHypervisor implements Hypervisor {
    private final Link link;
    private final boolean closes;

    /// @param closes whether closing this one ends the connection
    private RemoteHypervisor(Link link, boolean closes) {
        this.link = link;
        this.closes = closes;
    }

    /// Connects by a libvirt URI: `driver[+transport]://[user@][host][:port]/[path][?parameters]`
    /// with transport `unix`, `tcp`, `tls`, `ssh` or `ext`; `docs/client.md` lists the parameters.
    ///
    /// @throws Fault [FaultCode#INVALID_ARG] for a URI that cannot be understood: the subject of
    ///   its origin is the part or parameter; [FaultCode#NO_CONNECT] (retryable) when nobody
    ///   answers there; otherwise what the server says against it
    public static RemoteHypervisor open(String uri, Options options) {
        ServerAddress server = ServerAddress.of(uri, options.readOnly());
        return open(server::dial, server.description(), server.driver(), options);
    }

    /// Connects to a daemon on this machine.
    ///
    /// @param socket the daemon's unix socket
    /// @param uri the hypervisor, e.g. `qemu:///system`; empty leaves the choice to the daemon
    /// @throws Fault [FaultCode#NO_CONNECT] (retryable) when nobody answers there; otherwise what
    ///   the daemon says against it
    public static RemoteHypervisor open(Path socket, String uri, Options options) {
        return open(new LocalDialer(socket), socket.toString(), uri, options);
    }

    private record LocalDialer(Path socket) implements Dialer {
        @Override
        public Transport dial(Duration timeout) throws IOException {
            return LocalTransport.connect(socket, timeout);
        }
    }

    /// Connects over any transport.
    ///
    /// @param address how messages call the server
    public static RemoteHypervisor open(
            Dialer dialer, String address, String uri, Options options) {
        SharedServices services = new SharedServices();
        Keeper keeper = new Keeper(new Connector(dialer, address, uri, options), services);
        boolean open = false;
        try {
            var _ = keeper.connected();
            open = true;
            return new RemoteHypervisor(new Link(keeper, options), true);
        } catch (InterruptedException e) {
            throw LinkFaults.interrupted(true);
        } finally {
            if (!open) {
                keeper.close();
            }
        }
    }

    /// The same host over the same connection, with that deadline for each call instead of the
    /// times of its [Options]: for what must be quick, or may take long. Closing it closes nothing.
    public RemoteHypervisor within(Duration deadline) {
        return new RemoteHypervisor(link.within(deadline), false);
    }

    /// Any procedure of the wire over the same connection; closing it closes nothing.
    public RawConnection raw() {
        return new RawConnection(link, false);
    }

    /// The same as the only one that holds the connection.
    RawConnection rawOfItsOwn() {
        return new RawConnection(link, true);
    }

    /// How it stands with the connection just now.
    public ConnectionState state() {
        return link.keeper().states().current();
    }

    /// Tells of the present state and of all that follow, in order, on a virtual thread; whoever
    /// takes longer than states last hears of the newest ones.
    public ConnectionWatch watch(Consumer<ConnectionState> told) {
        return link.keeper().states().watch(told);
    }

    @Override
    public HypervisorIdentity identity() {
        return link.read(c -> c.facts().identity(link.options().callTimeout()));
    }

    @Override
    public HypervisorInfo info() {
        return link.read(c -> c.facts().info(link.options().callTimeout()));
    }

    @Override
    public NodeInfo node() {
        NodeGetInfoRet node = link.read(RemoteProcedures.NODE_GET_INFO, Nothing.NOTHING);
        return new NodeInfo(
                node.model(),
                node.memory(),
                node.cpus(),
                node.mhz(),
                node.nodes(),
                node.sockets(),
                node.cores(),
                node.threads());
    }

    @Override
    public XmlText capabilities() {
        return XmlText.of(
                link.read(RemoteProcedures.CONNECT_GET_CAPABILITIES, Nothing.NOTHING)
                        .capabilities());
    }

    @Override
    public XmlText domainCapabilities(DomainCapabilitiesRequest request) {
        return XmlText.of(
                link.read(
                                RemoteProcedures.CONNECT_GET_DOMAIN_CAPABILITIES,
                                new ConnectGetDomainCapabilitiesArgs(
                                        request.emulator(),
                                        request.arch(),
                                        request.machine(),
                                        request.domainType(),
                                        0))
                        .capabilities());
    }

    @Override
    public Support support() {
        return SupportMapping.fromWire(link.read(OstlerProcedures.SUPPORT_GET, Nothing.NOTHING));
    }

    @Override
    public List<Domain> domains() {
        return new RemoteDomains(link).list();
    }

    @Override
    public List<DomainStatus> statuses() {
        return new RemoteDomains(link).statuses();
    }

    @Override
    public List<DomainStatistics> statistics(StatisticsRequest request) {
        return RemoteStatistics.of(link, List.of(), request);
    }

    @Override
    public List<DomainStatistics> statistics(List<UUID> domains, StatisticsRequest request) {
        List<WireDomain> named =
                domains.stream().map(uuid -> DomainMapping.toWire(uuid, "")).toList();
        return named.isEmpty() ? List.of() : RemoteStatistics.of(link, named, request);
    }

    @Override
    public NodeProcessors processors() {
        return new RemoteNode(link).processors();
    }

    @Override
    public NodeMemory memory() {
        return new RemoteNode(link).memory(node().nodes());
    }

    @Override
    public Optional<Domain> domain(String name) {
        return new RemoteDomains(link).named(name);
    }

    @Override
    public Optional<Domain> domain(UUID uuid) {
        return new RemoteDomains(link).domain(uuid);
    }

    @Override
    public Optional<Domain> domain(int id) {
        return new RemoteDomains(link).domain(id);
    }

    @Override
    public Plan plan(DomainSpec spec) {
        OstlerPlanDomainRet plan =
                link.read(
                        OstlerProcedures.PLAN_DOMAIN,
                        new OstlerPlanDomainArgs(DomainXml.format(spec), 0));
        return PlanMapping.fromWire(plan, Descriptions.parsed(link, plan.canonical()));
    }

    @Override
    public Conversion<DomainSpec> fromNative(NativeFormat format, String configuration) {
        return new RemoteConversions(link).fromNative(format, configuration);
    }

    @Override
    public Conversion<String> toNative(NativeFormat format, DomainSpec spec) {
        return new RemoteConversions(link).toNative(format, spec);
    }

    @Override
    public Domain define(DomainSpec spec, Set<DefineFlag> flags) {
        return new RemoteDomains(link).define(DomainXml.format(spec), Descriptions.bits(flags));
    }

    @Override
    public Job<Domain> create(DomainSpec spec, Set<StartFlag> flags) {
        return new RemoteDomains(link).create(DomainXml.format(spec), Descriptions.bits(flags));
    }

    @Override
    public List<JobStatus> jobs() {
        return link.read(OstlerProcedures.JOB_LIST, new OstlerJobListArgs(0)).jobs().stream()
                .flatMap(record -> JobMapping.fromWire(record).stream())
                .toList();
    }

    @Override
    public Optional<Job<?>> job(UUID id) {
        try {
            JobStatus status =
                    RemoteJob.known(
                            link,
                            link.read(OstlerProcedures.JOB_GET, new OstlerJobGetArgs(id)).job());
            return Optional.of(new RemoteJob<>(link, status, new RemoteDomains(link)::subject));
        } catch (Fault fault) {
            if (fault.code() == FaultCode.INVALID_ARG) {
                return Optional.empty();
            }
            throw fault;
        }
    }

    @Override
    public EventStream events() {
        return RemoteEventStream.open(link, Optional.empty());
    }

    @Override
    public EventStream events(EventPosition since) {
        return RemoteEventStream.open(link, Optional.of(since));
    }

    /// A connection of its own, made at its first call, so that what is bound to the caller's
    /// connection ends with [#close] of this one alone. The daemon goes by the credentials of this
    /// process; the description does not reach it. It lives on when the connection that it was made
    /// from is closed.
    @Override
    public Hypervisor as(Caller caller) {
        return new RemoteHypervisor(new Link(link.keeper().another(), link.options()), true);
    }

    @Override
    public void close() {
        if (closes) {
            link.keeper().close();
        }
    }

    @Override
    public String toString() {
        return link.address();
    }
}
