package org.ostler.daemon.rpc;

import org.ostler.daemon.rpc.HandlerTable.Mode;
import org.ostler.wire.protocol.ConnectDomainEventCallbackRegisterAnyRet;
import org.ostler.wire.protocol.ConnectDomainEventDeregisterRet;
import org.ostler.wire.protocol.ConnectDomainEventRegisterRet;
import org.ostler.wire.protocol.Nothing;
import org.ostler.wire.protocol.RemoteProcedures;

/// Registering for domain events, in the form of today and in the two of before 2014.
///
/// An event that the driver never has can be registered for as well: clients register for all of
/// them.
final class EventHandlers {
    private EventHandlers() {}

    static void register(HandlerTable table) {
        table.answering(
                RemoteProcedures.CONNECT_DOMAIN_EVENT_CALLBACK_REGISTER_ANY,
                Mode.MAY_BLOCK,
                true,
                (session, args, reply) ->
                        session.domainEvents()
                                .register(
                                        args.eventId(),
                                        args.dom(),
                                        reply,
                                        ConnectDomainEventCallbackRegisterAnyRet::new));
        table.blocking(
                RemoteProcedures.CONNECT_DOMAIN_EVENT_CALLBACK_DEREGISTER_ANY,
                (session, args) -> {
                    session.domainEvents().deregister(args.callbackId());
                    return Nothing.NOTHING;
                });
        table.answering(
                RemoteProcedures.CONNECT_DOMAIN_EVENT_REGISTER_ANY,
                Mode.MAY_BLOCK,
                true,
                (session, args, reply) ->
                        session.domainEvents()
                                .registerLegacy(args.eventId(), reply, Nothing.NOTHING));
        table.blocking(
                RemoteProcedures.CONNECT_DOMAIN_EVENT_DEREGISTER_ANY,
                (session, args) -> {
                    session.domainEvents().deregisterLegacy(args.eventId());
                    return Nothing.NOTHING;
                });
        table.answering(
                RemoteProcedures.CONNECT_DOMAIN_EVENT_REGISTER,
                Mode.MAY_BLOCK,
                true,
                (session, _, reply) ->
                        session.domainEvents()
                                .registerLegacy(
                                        DomainSubscriptions.LIFECYCLE,
                                        reply,
                                        new ConnectDomainEventRegisterRet(1)));
        table.blocking(
                RemoteProcedures.CONNECT_DOMAIN_EVENT_DEREGISTER,
                (session, _) -> {
                    session.domainEvents().deregisterLegacy(DomainSubscriptions.LIFECYCLE);
                    return new ConnectDomainEventDeregisterRet(0);
                });
    }
}
