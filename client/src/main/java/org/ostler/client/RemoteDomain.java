package org.ostler.client;

import org.ostler.api.Console;
import org.ostler.api.ConsoleFlag;
import org.ostler.api.DestroyFlag;
import org.ostler.api.Domain;
import org.ostler.api.DomainCounters;
import org.ostler.api.DomainStatistics;
import org.ostler.api.DomainStatus;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Job;
import org.ostler.api.JobKind;
import org.ostler.api.Operation;
import org.ostler.api.RebootFlag;
import org.ostler.api.ShutdownFlag;
import org.ostler.api.StartFlag;
import org.ostler.api.StatisticsRequest;
import org.ostler.api.UndefineFlag;
import org.ostler.api.Vcpu;
import org.ostler.api.XmlFlag;
import org.ostler.api.XmlText;
import org.ostler.model.DomainSpec;
import org.ostler.wire.ClientStream;
import org.ostler.wire.ConnectionException;
import org.ostler.wire.DomainMapping;
import org.ostler.wire.protocol.DomainCreateWithFlagsArgs;
import org.ostler.wire.protocol.DomainDestroyFlagsArgs;
import org.ostler.wire.protocol.DomainGetXmlDescArgs;
import org.ostler.wire.protocol.DomainRebootArgs;
import org.ostler.wire.protocol.DomainResetArgs;
import org.ostler.wire.protocol.DomainResumeArgs;
import org.ostler.wire.protocol.DomainSetAutostartArgs;
import org.ostler.wire.protocol.DomainShutdownFlagsArgs;
import org.ostler.wire.protocol.DomainStatusRecord;
import org.ostler.wire.protocol.DomainSuspendArgs;
import org.ostler.wire.protocol.DomainUndefineFlagsArgs;
import org.ostler.wire.protocol.JobRecord;
import org.ostler.wire.protocol.OstlerConsoleOpenArgs;
import org.ostler.wire.protocol.OstlerDomainCountersGetArgs;
import org.ostler.wire.protocol.OstlerDomainDestroyArgs;
import org.ostler.wire.protocol.OstlerDomainDestroyRet;
import org.ostler.wire.protocol.OstlerDomainStartArgs;
import org.ostler.wire.protocol.OstlerDomainStartRet;
import org.ostler.wire.protocol.OstlerDomainStatusGetArgs;
import org.ostler.wire.protocol.OstlerProcedures;
import org.ostler.wire.protocol.Procedure;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.WireDomain;
import org.ostler.wire.protocol.XdrStruct;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/// A guest of a host on the other side; each method is one call.
final class RemoteDomain implements Domain {
    private final Link link;
    private final UUID uuid;
    private final String name;

    RemoteDomain(Link link, UUID uuid, String name) {
        this.link = link;
        this.uuid = uuid;
        this.name = name;
    }

    RemoteDomain(Link link, WireDomain domain) {
        this(link, domain.uuid(), domain.name());
    }

    private WireDomain wire() {
        return DomainMapping.toWire(uuid, name);
    }

    @Override
    public UUID uuid() {
        return uuid;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public DomainStatus status() {
        Duration deadline = link.options().callTimeout();
        return link.read(
                c ->
                        c.isOstler()
                                ? DomainMapping.fromWire(
                                        c.call(
                                                        OstlerProcedures.DOMAIN_STATUS_GET,
                                                        new OstlerDomainStatusGetArgs(wire()),
                                                        deadline)
                                                .status())
                                : new Libvirtd(c, deadline).status(uuid));
    }

    @Override
    public Set<Operation> allowedOperations() {
        return DomainMapping.allowed(record());
    }

    private DomainStatusRecord record() {
        return link.read(OstlerProcedures.DOMAIN_STATUS_GET, new OstlerDomainStatusGetArgs(wire()))
                .status();
    }

    @Override
    public DomainCounters counters() {
        return DomainMapping.fromWire(
                link.read(
                        OstlerProcedures.DOMAIN_COUNTERS_GET,
                        new OstlerDomainCountersGetArgs(wire())));
    }

    @Override
    public DomainStatistics statistics(StatisticsRequest request) {
        return RemoteStatistics.of(link, List.of(wire()), request).stream()
                .findFirst()
                .orElseThrow(
                        () ->
                                Fault.of(
                                        FaultCode.NO_DOMAIN,
                                        FaultDomain.DOMAIN,
                                        "Domain not found: no domain with matching uuid '"
                                                + uuid
                                                + "' ("
                                                + name
                                                + ")"));
    }

    @Override
    public List<Vcpu> vcpus() {
        return RemoteStatistics.vcpus(link, wire());
    }

    @Override
    public DomainSpec spec(Set<XmlFlag> flags) {
        return Descriptions.parsed(link, text(flags));
    }

    @Override
    public XmlText xml(Set<XmlFlag> flags) {
        return XmlText.of(text(flags));
    }

    private String text(Set<XmlFlag> flags) {
        return link.read(
                        RemoteProcedures.DOMAIN_GET_XML_DESC,
                        new DomainGetXmlDescArgs(wire(), Descriptions.bits(flags)))
                .xml();
    }

    @Override
    public Job<Domain> start(Set<StartFlag> flags) {
        int bits = Descriptions.bits(flags);
        return job(
                JobKind.START,
                OstlerProcedures.DOMAIN_START,
                new OstlerDomainStartArgs(wire(), bits),
                OstlerDomainStartRet::job,
                RemoteProcedures.DOMAIN_CREATE_WITH_FLAGS,
                new DomainCreateWithFlagsArgs(wire(), bits));
    }

    @Override
    public Job<Domain> destroy(Set<DestroyFlag> flags) {
        int bits = Descriptions.bits(flags);
        return job(
                JobKind.DESTROY,
                OstlerProcedures.DOMAIN_DESTROY,
                new OstlerDomainDestroyArgs(wire(), bits),
                OstlerDomainDestroyRet::job,
                RemoteProcedures.DOMAIN_DESTROY_FLAGS,
                new DomainDestroyFlagsArgs(wire(), bits));
    }

    /// A change by Ostler's own call, or by a libvirtd's, which makes it while this waits.
    private <A extends XdrStruct, R extends XdrStruct, B extends XdrStruct> Job<Domain> job(
            JobKind kind,
            Procedure<A, R> ostlers,
            A args,
            Function<R, JobRecord> record,
            Procedure<B, ?> libvirts,
            B otherArgs) {
        Duration deadline = link.options().changeTimeout();
        Instant begun = Instant.now();
        return link.say(
                c -> {
                    if (c.isOstler()) {
                        JobRecord first = record.apply(c.call(ostlers, args, deadline));
                        return new RemoteJob<>(link, RemoteJob.known(link, first), _ -> this);
                    }
                    var _ = c.call(libvirts, otherArgs, deadline);
                    return Libvirtd.done(kind, this, begun);
                },
                false);
    }

    @Override
    public void shutdown(Set<ShutdownFlag> flags) {
        link.change(
                RemoteProcedures.DOMAIN_SHUTDOWN_FLAGS,
                new DomainShutdownFlagsArgs(wire(), Descriptions.bits(flags)));
    }

    @Override
    public void reboot(Set<RebootFlag> flags) {
        link.change(
                RemoteProcedures.DOMAIN_REBOOT,
                new DomainRebootArgs(wire(), Descriptions.bits(flags)));
    }

    @Override
    public void reset() {
        link.change(RemoteProcedures.DOMAIN_RESET, new DomainResetArgs(wire(), 0));
    }

    @Override
    public void suspend() {
        link.change(RemoteProcedures.DOMAIN_SUSPEND, new DomainSuspendArgs(wire()));
    }

    @Override
    public void resume() {
        link.change(RemoteProcedures.DOMAIN_RESUME, new DomainResumeArgs(wire()));
    }

    @Override
    public void undefine(Set<UndefineFlag> flags) {
        link.change(
                RemoteProcedures.DOMAIN_UNDEFINE_FLAGS,
                new DomainUndefineFlagsArgs(wire(), Descriptions.bits(flags)));
    }

    @Override
    public void autostart(boolean on) {
        link.change(
                RemoteProcedures.DOMAIN_SET_AUTOSTART,
                new DomainSetAutostartArgs(wire(), on ? 1 : 0));
    }

    @Override
    public Console console(Console.Request request) {
        OstlerConsoleOpenArgs args =
                new OstlerConsoleOpenArgs(
                        wire(),
                        request.device().isEmpty()
                                ? Optional.empty()
                                : Optional.of(request.device()),
                        Descriptions.bits(request.flags()),
                        request.scrollbackBytes());
        OpenConnection own = null;
        boolean open = false;
        try {
            own = link.keeper().connectApart();
            ClientStream stream =
                    own.open(
                            OstlerProcedures.CONSOLE_OPEN,
                            args,
                            false,
                            link.options().changeTimeout());
            open = true;
            return new RemoteConsole(own, stream, request.flags().contains(ConsoleFlag.WATCH));
        } catch (ConnectionException e) {
            throw LinkFaults.unanswered(link.address(), e, true);
        } catch (InterruptedException e) {
            throw LinkFaults.interrupted(true);
        } finally {
            if (!open && own != null) {
                own.close();
            }
        }
    }

    @Override
    public String toString() {
        return "domain '" + name + "' " + uuid;
    }
}
