package org.ostler.daemon.rpc;

import org.ostler.api.DefineFlag;
import org.ostler.api.UndefineFlag;
import org.ostler.wire.DomainMapping;
import org.ostler.wire.protocol.DomainDefineXmlFlagsRet;
import org.ostler.wire.protocol.DomainDefineXmlRet;
import org.ostler.wire.protocol.Nothing;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.WireDomain;

import java.util.Set;

/// Stored definitions: making, replacing and removing them.
final class DomainConfigHandlers {
    private DomainConfigHandlers() {}

    static void register(HandlerTable table) {
        table.brief(
                RemoteProcedures.DOMAIN_DEFINE_XML,
                (session, args) -> new DomainDefineXmlRet(define(session, args.xml(), Set.of())));
        table.brief(
                RemoteProcedures.DOMAIN_DEFINE_XML_FLAGS,
                (session, args) ->
                        new DomainDefineXmlFlagsRet(
                                define(
                                        session,
                                        args.xml(),
                                        FlagBits.of(
                                                DefineFlag.class,
                                                args.flags(),
                                                RemoteProcedures.DOMAIN_DEFINE_XML_FLAGS))));
        table.brief(
                RemoteProcedures.DOMAIN_UNDEFINE,
                (session, args) -> undefine(session, args.dom(), Set.of()));
        table.brief(
                RemoteProcedures.DOMAIN_UNDEFINE_FLAGS,
                (session, args) ->
                        undefine(
                                session,
                                args.dom(),
                                FlagBits.of(
                                        UndefineFlag.class,
                                        args.flags(),
                                        RemoteProcedures.DOMAIN_UNDEFINE_FLAGS)));
        table.brief(
                RemoteProcedures.DOMAIN_SET_AUTOSTART,
                (session, args) -> {
                    session.domain(args.dom()).autostart(args.autostart() != 0);
                    return Nothing.NOTHING;
                });
    }

    private static WireDomain define(Session session, String xml, Set<DefineFlag> flags) {
        return DomainMapping.toWire(session.hypervisor().define(Descriptions.domain(xml), flags));
    }

    private static Nothing undefine(Session session, WireDomain dom, Set<UndefineFlag> flags) {
        session.domain(dom).undefine(flags);
        return Nothing.NOTHING;
    }
}
