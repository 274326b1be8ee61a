package org.ostler.daemon.rpc;

import org.ostler.api.DestroyFlag;
import org.ostler.api.Domain;
import org.ostler.api.RebootFlag;
import org.ostler.api.ShutdownFlag;
import org.ostler.api.StartFlag;
import org.ostler.wire.DomainMapping;
import org.ostler.wire.protocol.DomainCreateWithFlagsArgs;
import org.ostler.wire.protocol.DomainCreateWithFlagsRet;
import org.ostler.wire.protocol.DomainCreateXmlArgs;
import org.ostler.wire.protocol.DomainCreateXmlRet;
import org.ostler.wire.protocol.Nothing;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.WireDomain;

import java.time.Duration;
import java.util.Set;

/// Starting, stopping and everything between. Each waits for its job, as libvirt's calls do, and is
/// served on a thread of its own; a client that is gone meanwhile cancels nothing.
final class DomainLifecycleHandlers {
    /// After that long a call is answered with a timeout; its job goes on, and shows in the list of
    /// jobs.
    static final Duration JOB_PATIENCE = Duration.ofHours(1);

    private DomainLifecycleHandlers() {}

    static void register(HandlerTable table) {
        table.blocking(
                RemoteProcedures.DOMAIN_CREATE,
                (session, args) -> {
                    start(session, args.dom(), Set.of());
                    return Nothing.NOTHING;
                });
        table.blocking(
                RemoteProcedures.DOMAIN_CREATE_WITH_FLAGS, DomainLifecycleHandlers::startWithFlags);
        table.blocking(RemoteProcedures.DOMAIN_CREATE_XML, DomainLifecycleHandlers::create);
        table.blocking(
                RemoteProcedures.DOMAIN_DESTROY,
                (session, args) -> {
                    session.domain(args.dom()).destroy(Set.of()).await(JOB_PATIENCE);
                    return Nothing.NOTHING;
                });
        table.blocking(
                RemoteProcedures.DOMAIN_DESTROY_FLAGS,
                (session, args) -> {
                    Set<DestroyFlag> flags =
                            FlagBits.of(
                                    DestroyFlag.class,
                                    args.flags(),
                                    RemoteProcedures.DOMAIN_DESTROY_FLAGS);
                    session.domain(args.dom()).destroy(flags).await(JOB_PATIENCE);
                    return Nothing.NOTHING;
                });
        registerRequests(table);
    }

    /// What asks a running guest for something.
    private static void registerRequests(HandlerTable table) {
        table.blocking(
                RemoteProcedures.DOMAIN_SHUTDOWN,
                (session, args) -> done(session.domain(args.dom()), d -> d.shutdown(Set.of())));
        table.blocking(
                RemoteProcedures.DOMAIN_SHUTDOWN_FLAGS,
                (session, args) -> {
                    Set<ShutdownFlag> flags =
                            FlagBits.of(
                                    ShutdownFlag.class,
                                    args.flags(),
                                    RemoteProcedures.DOMAIN_SHUTDOWN_FLAGS);
                    return done(session.domain(args.dom()), d -> d.shutdown(flags));
                });
        table.blocking(
                RemoteProcedures.DOMAIN_REBOOT,
                (session, args) -> {
                    Set<RebootFlag> flags =
                            FlagBits.of(
                                    RebootFlag.class, args.flags(), RemoteProcedures.DOMAIN_REBOOT);
                    return done(session.domain(args.dom()), d -> d.reboot(flags));
                });
        table.blocking(
                RemoteProcedures.DOMAIN_RESET,
                (session, args) -> {
                    FlagBits.requireNone(args.flags(), RemoteProcedures.DOMAIN_RESET);
                    return done(session.domain(args.dom()), Domain::reset);
                });
        table.blocking(
                RemoteProcedures.DOMAIN_SUSPEND,
                (session, args) -> done(session.domain(args.dom()), Domain::suspend));
        table.blocking(
                RemoteProcedures.DOMAIN_RESUME,
                (session, args) -> done(session.domain(args.dom()), Domain::resume));
    }

    private static Nothing done(Domain domain, java.util.function.Consumer<Domain> action) {
        action.accept(domain);
        return Nothing.NOTHING;
    }

    private static Domain start(Session session, WireDomain dom, Set<StartFlag> flags) {
        return session.domain(dom).start(flags).await(JOB_PATIENCE);
    }

    private static DomainCreateWithFlagsRet startWithFlags(
            Session session, DomainCreateWithFlagsArgs args) {
        Set<StartFlag> flags =
                FlagBits.of(
                        StartFlag.class, args.flags(), RemoteProcedures.DOMAIN_CREATE_WITH_FLAGS);
        return new DomainCreateWithFlagsRet(
                DomainMapping.toWire(start(session, args.dom(), flags)));
    }

    private static DomainCreateXmlRet create(Session session, DomainCreateXmlArgs args) {
        Set<StartFlag> flags =
                FlagBits.of(StartFlag.class, args.flags(), RemoteProcedures.DOMAIN_CREATE_XML);
        Domain created =
                session.hypervisor()
                        .create(Descriptions.domain(args.xmlDesc()), flags)
                        .await(JOB_PATIENCE);
        return new DomainCreateXmlRet(DomainMapping.toWire(created));
    }
}
