package org.ostler.daemon.rpc;

import org.ostler.api.Domain;
import org.ostler.api.DomainCounters;
import org.ostler.api.DomainStatus;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.XmlFlag;
import org.ostler.daemon.rpc.HandlerTable.Mode;
import org.ostler.model.OsType;
import org.ostler.model.VcpuSpec;
import org.ostler.wire.protocol.DomainGetAutostartRet;
import org.ostler.wire.protocol.DomainGetInfoArgs;
import org.ostler.wire.protocol.DomainGetInfoRet;
import org.ostler.wire.protocol.DomainGetMaxMemoryRet;
import org.ostler.wire.protocol.DomainGetMaxVcpusRet;
import org.ostler.wire.protocol.DomainGetOsTypeRet;
import org.ostler.wire.protocol.DomainGetSecurityLabelRet;
import org.ostler.wire.protocol.DomainGetStateRet;
import org.ostler.wire.protocol.DomainGetVcpusFlagsArgs;
import org.ostler.wire.protocol.DomainGetVcpusFlagsRet;
import org.ostler.wire.protocol.DomainGetXmlDescArgs;
import org.ostler.wire.protocol.DomainGetXmlDescRet;
import org.ostler.wire.protocol.DomainHasManagedSaveImageRet;
import org.ostler.wire.protocol.DomainIsActiveRet;
import org.ostler.wire.protocol.DomainIsPersistentRet;
import org.ostler.wire.protocol.DomainIsUpdatedRet;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.WireDomain;

import java.util.Set;

/// Looking at one domain. All answer from its published status and description, except the
/// counters.
final class DomainReadHandlers {
    // virDomainModificationImpact and virDomainVcpuFlags.
    private static final int AFFECT_LIVE = 1;
    private static final int AFFECT_CONFIG = 1 << 1;
    private static final int VCPU_MAXIMUM = 1 << 2;
    private static final int VCPU_GUEST = 1 << 3;

    private DomainReadHandlers() {}

    static void register(HandlerTable table) {
        table.inline(
                RemoteProcedures.DOMAIN_GET_STATE,
                (session, args) -> {
                    FlagBits.requireNone(args.flags(), RemoteProcedures.DOMAIN_GET_STATE);
                    DomainStatus status = status(session, args.dom());
                    return new DomainGetStateRet(status.state().number(), status.reason().number());
                });
        table.answering(
                RemoteProcedures.DOMAIN_GET_INFO, Mode.INLINE, true, DomainReadHandlers::info);
        table.inline(
                RemoteProcedures.DOMAIN_GET_MAX_MEMORY,
                (session, args) ->
                        new DomainGetMaxMemoryRet(status(session, args.dom()).maxMemoryKib()));
        table.inline(
                RemoteProcedures.DOMAIN_GET_AUTOSTART,
                (session, args) ->
                        new DomainGetAutostartRet(flag(status(session, args.dom()).autostart())));
        table.inline(
                RemoteProcedures.DOMAIN_IS_ACTIVE,
                (session, args) ->
                        new DomainIsActiveRet(flag(status(session, args.dom()).active())));
        table.inline(
                RemoteProcedures.DOMAIN_IS_PERSISTENT,
                (session, args) ->
                        new DomainIsPersistentRet(flag(status(session, args.dom()).persistent())));
        table.inline(
                RemoteProcedures.DOMAIN_IS_UPDATED,
                (session, args) ->
                        new DomainIsUpdatedRet(flag(status(session, args.dom()).updated())));
        table.inline(
                RemoteProcedures.DOMAIN_HAS_MANAGED_SAVE_IMAGE,
                (session, args) -> {
                    FlagBits.requireNone(
                            args.flags(), RemoteProcedures.DOMAIN_HAS_MANAGED_SAVE_IMAGE);
                    return new DomainHasManagedSaveImageRet(
                            flag(status(session, args.dom()).managedSave()));
                });
        registerDescriptions(table);
    }

    private static void registerDescriptions(HandlerTable table) {
        table.inline(RemoteProcedures.DOMAIN_GET_XML_DESC, DomainReadHandlers::xml);
        table.inline(
                RemoteProcedures.DOMAIN_GET_OS_TYPE,
                (session, args) ->
                        new DomainGetOsTypeRet(
                                osType(session.domain(args.dom()).spec(Set.of()).os().type())));
        table.inline(
                RemoteProcedures.DOMAIN_GET_MAX_VCPUS,
                (session, args) -> new DomainGetMaxVcpusRet(maxVcpus(session, args.dom())));
        table.inline(RemoteProcedures.DOMAIN_GET_VCPUS_FLAGS, DomainReadHandlers::vcpus);
        // Without a security driver a guest has no label.
        table.inline(
                RemoteProcedures.DOMAIN_GET_SECURITY_LABEL,
                (session, args) -> {
                    status(session, args.dom());
                    return new DomainGetSecurityLabelRet("", 0);
                });
    }

    /// `linux` is an old word for a paravirtual guest of Xen: libvirt keeps it in the description
    /// and answers `xen` here.
    private static String osType(OsType type) {
        return type == OsType.LINUX ? OsType.XEN.xml() : type.xml();
    }

    private static DomainStatus status(Session session, WireDomain dom) {
        return session.domain(dom).status();
    }

    /// Only a running guest has counters to wait for.
    private static void info(
            Session session, DomainGetInfoArgs args, Reply<DomainGetInfoRet> reply) {
        Domain domain = session.domain(args.dom());
        DomainStatus status = domain.status();
        if (status.active()) {
            reply.later(answer -> answer.send(info(domain.status(), counters(domain))));
        } else {
            reply.send(info(status, DomainCounters.UNKNOWN));
        }
    }

    private static DomainGetInfoRet info(DomainStatus status, DomainCounters counters) {
        return new DomainGetInfoRet(
                status.state().number(),
                status.maxMemoryKib(),
                counters.memoryKib().orElse(status.memoryKib()),
                counters.vcpus().orElse(status.vcpus()),
                counters.cpuTimeNanos().orElse(0));
    }

    /// A driver without counters, or a guest that has ended meanwhile, must not hide the rest.
    private static DomainCounters counters(Domain domain) {
        try {
            return domain.counters();
        } catch (Fault fault) {
            if (fault.code() == FaultCode.NO_DOMAIN) {
                throw fault;
            }
            return DomainCounters.UNKNOWN;
        }
    }

    private static DomainGetXmlDescRet xml(Session session, DomainGetXmlDescArgs args) {
        Set<XmlFlag> flags =
                FlagBits.of(XmlFlag.class, args.flags(), RemoteProcedures.DOMAIN_GET_XML_DESC);
        return new DomainGetXmlDescRet(session.domain(args.dom()).xml(flags).toString());
    }

    /// libvirt's drivers answer for a running guest only.
    private static int maxVcpus(Session session, WireDomain dom) {
        Domain domain = session.domain(dom);
        requireActive(domain.status());
        return domain.spec(Set.of()).vcpu().count();
    }

    private static DomainGetVcpusFlagsRet vcpus(Session session, DomainGetVcpusFlagsArgs args) {
        int flags = args.flags();
        FlagBits.requireNone(
                flags & ~(AFFECT_LIVE | AFFECT_CONFIG | VCPU_MAXIMUM | VCPU_GUEST),
                RemoteProcedures.DOMAIN_GET_VCPUS_FLAGS);
        boolean live = (flags & AFFECT_LIVE) != 0;
        boolean config = (flags & AFFECT_CONFIG) != 0;
        if (live && config) {
            throw Fault.of(
                    FaultCode.INVALID_ARG,
                    FaultDomain.DOMAIN,
                    "Flags 'VIR_DOMAIN_AFFECT_LIVE' and 'VIR_DOMAIN_AFFECT_CONFIG' are mutually"
                            + " exclusive");
        }
        if ((flags & VCPU_GUEST) != 0) {
            throw Fault.of(
                    FaultCode.ARGUMENT_UNSUPPORTED,
                    session.faultDomain(),
                    "argument unsupported: QEMU guest agent is not configured");
        }
        Domain domain = session.domain(args.dom());
        if (live) {
            requireActive(domain.status());
        }
        if (config && !domain.status().persistent()) {
            throw Faults.invalidOperation(
                    FaultDomain.DOMAIN, "cannot change persistent config of a transient domain");
        }
        VcpuSpec vcpu = domain.spec(config ? Set.of(XmlFlag.INACTIVE) : Set.of()).vcpu();
        return new DomainGetVcpusFlagsRet(
                (flags & VCPU_MAXIMUM) != 0 ? vcpu.count() : vcpu.atStart());
    }

    static void requireActive(DomainStatus status) {
        if (!status.active()) {
            throw Faults.invalidOperation(FaultDomain.DOMAIN, "domain is not running");
        }
    }

    private static int flag(boolean truth) {
        return truth ? 1 : 0;
    }
}
