package org.ostler.daemon.rpc;

import org.ostler.api.DomainCapabilitiesRequest;
import org.ostler.api.FaultDomain;
import org.ostler.api.HypervisorInfo;
import org.ostler.api.NodeInfo;
import org.ostler.wire.protocol.ConnectGetCapabilitiesRet;
import org.ostler.wire.protocol.ConnectGetDomainCapabilitiesArgs;
import org.ostler.wire.protocol.ConnectGetDomainCapabilitiesRet;
import org.ostler.wire.protocol.ConnectGetMaxVcpusArgs;
import org.ostler.wire.protocol.ConnectGetMaxVcpusRet;
import org.ostler.wire.protocol.NodeGetInfoRet;
import org.ostler.wire.protocol.NodeGetSecurityModelRet;
import org.ostler.wire.protocol.RemoteProcedures;

import java.util.Set;

/// The host: its processors and memory, what it can run, and what its guests can have.
final class NodeHandlers {
    /// The domain types that QEMU's driver has a processor limit for.
    private static final Set<String> QEMU_TYPES = Set.of("qemu", "kvm", "hvf");

    private NodeHandlers() {}

    static void register(HandlerTable table) {
        // Both may have to ask the host first, or QEMU what it can do.
        table.blocking(
                RemoteProcedures.NODE_GET_INFO, (session, _) -> info(session.hypervisor().node()));
        table.blocking(
                RemoteProcedures.CONNECT_GET_CAPABILITIES,
                (session, _) ->
                        new ConnectGetCapabilitiesRet(
                                session.hypervisor().capabilities().toString()));
        table.blocking(
                RemoteProcedures.CONNECT_GET_DOMAIN_CAPABILITIES, NodeHandlers::domainCapabilities);
        table.blocking(RemoteProcedures.CONNECT_GET_MAX_VCPUS, NodeHandlers::maxVcpus);
        // No security driver is in use: what libvirt's QEMU driver says then.
        table.inline(
                RemoteProcedures.NODE_GET_SECURITY_MODEL,
                (session, _) -> new NodeGetSecurityModelRet("none", "0"));
    }

    private static NodeGetInfoRet info(NodeInfo node) {
        return new NodeGetInfoRet(
                node.model(),
                node.memoryKib(),
                node.cpus(),
                node.mhz(),
                node.nodes(),
                node.sockets(),
                node.cores(),
                node.threads());
    }

    private static ConnectGetDomainCapabilitiesRet domainCapabilities(
            Session session, ConnectGetDomainCapabilitiesArgs args) {
        FlagBits.requireNone(args.flags(), RemoteProcedures.CONNECT_GET_DOMAIN_CAPABILITIES);
        return new ConnectGetDomainCapabilitiesRet(
                session.hypervisor()
                        .domainCapabilities(
                                new DomainCapabilitiesRequest(
                                        args.emulatorbin(),
                                        args.arch(),
                                        args.machine(),
                                        args.virttype()))
                        .toString());
    }

    private static ConnectGetMaxVcpusRet maxVcpus(Session session, ConnectGetMaxVcpusArgs args) {
        HypervisorInfo info = session.hypervisor().info();
        if (info.identity().type().equals("QEMU")
                && args.type().isPresent()
                && !QEMU_TYPES.contains(args.type().get())) {
            throw Faults.invalidArgument(
                    FaultDomain.QEMU, "unknown type '" + args.type().get() + "'");
        }
        return new ConnectGetMaxVcpusRet(info.maxVcpus());
    }
}
