package org.ostler.daemon.rpc;

import org.ostler.api.Console;
import org.ostler.api.ConsoleFlag;
import org.ostler.api.Domain;
import org.ostler.api.DomainCounters;
import org.ostler.api.Plan;
import org.ostler.daemon.rpc.HandlerTable.Mode;
import org.ostler.model.DomainXml;
import org.ostler.wire.DomainMapping;
import org.ostler.wire.PlanMapping;
import org.ostler.wire.SupportMapping;
import org.ostler.wire.protocol.Nothing;
import org.ostler.wire.protocol.OstlerConsoleOpenArgs;
import org.ostler.wire.protocol.OstlerDomainCountersGetArgs;
import org.ostler.wire.protocol.OstlerDomainCountersGetRet;
import org.ostler.wire.protocol.OstlerDomainStatusGetRet;
import org.ostler.wire.protocol.OstlerDomainStatusListRet;
import org.ostler.wire.protocol.OstlerHelloRet;
import org.ostler.wire.protocol.OstlerPlanDomainArgs;
import org.ostler.wire.protocol.OstlerPlanDomainRet;
import org.ostler.wire.protocol.OstlerProcedures;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// Ostler's own program: support, plans, the event log, statuses, consoles that many watch.
final class OstlerHandlers {
    /// What a client may count on besides the procedures themselves; none so far.
    private static final List<String> FEATURES = List.of();

    private OstlerHandlers() {}

    static void register(HandlerTable table) {
        table.beforeOpen(
                OstlerProcedures.HELLO,
                Mode.INLINE,
                (session, _) -> new OstlerHelloRet(session.front().version(), FEATURES));
        table.blocking(
                OstlerProcedures.SUPPORT_GET,
                (session, _) -> SupportMapping.toWire(session.hypervisor().support()));
        table.blocking(OstlerProcedures.PLAN_DOMAIN, OstlerHandlers::plan);
        table.answering(
                OstlerProcedures.EVENTS_SUBSCRIBE,
                Mode.MAY_BLOCK,
                true,
                (session, args, reply) -> session.logEvents().subscribe(args.since(), reply));
        table.blocking(
                OstlerProcedures.EVENTS_UNSUBSCRIBE,
                (session, args) -> {
                    session.logEvents().unsubscribe(args.subscription());
                    return Nothing.NOTHING;
                });
        table.inline(
                OstlerProcedures.DOMAIN_STATUS_GET,
                (session, args) ->
                        new OstlerDomainStatusGetRet(
                                DomainMapping.record(session.domain(args.dom()))));
        table.inline(
                OstlerProcedures.DOMAIN_STATUS_LIST,
                (session, _) -> new OstlerDomainStatusListRet(statuses(session)));
        table.blocking(OstlerProcedures.DOMAIN_COUNTERS_GET, OstlerHandlers::counters);
        table.answering(
                OstlerProcedures.CONSOLE_OPEN, Mode.MAY_BLOCK, true, OstlerHandlers::console);
        OstlerJobHandlers.register(table);
    }

    private static List<org.ostler.wire.protocol.DomainStatusRecord> statuses(Session session) {
        return session.hypervisor().domains().stream()
                .flatMap(domain -> status(domain).stream())
                .toList();
    }

    /// Empty for a domain that is gone since the list was made.
    private static Optional<org.ostler.wire.protocol.DomainStatusRecord> status(Domain domain) {
        try {
            return Optional.of(DomainMapping.record(domain));
        } catch (org.ostler.api.Fault gone) {
            if (gone.code() == org.ostler.api.FaultCode.NO_DOMAIN) {
                return Optional.empty();
            }
            throw gone;
        }
    }

    private static OstlerPlanDomainRet plan(Session session, OstlerPlanDomainArgs args) {
        FlagBits.requireNone(args.flags(), OstlerProcedures.PLAN_DOMAIN);
        Plan plan = session.hypervisor().plan(Descriptions.domain(args.xml()));
        return PlanMapping.toWire(plan, DomainXml.format(plan.canonical()));
    }

    private static OstlerDomainCountersGetRet counters(
            Session session, OstlerDomainCountersGetArgs args) {
        DomainCounters counters = session.domain(args.dom()).counters();
        return new OstlerDomainCountersGetRet(
                boxed(counters.cpuTimeNanos()),
                boxed(counters.memoryKib()),
                boxed(counters.vcpus()));
    }

    private static Optional<Long> boxed(OptionalLong value) {
        return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
    }

    private static Optional<Integer> boxed(OptionalInt value) {
        return value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty();
    }

    private static void console(Session session, OstlerConsoleOpenArgs args, Reply<Nothing> reply) {
        Set<ConsoleFlag> flags =
                FlagBits.of(ConsoleFlag.class, args.flags(), OstlerProcedures.CONSOLE_OPEN);
        int scrollback =
                Math.clamp(args.scrollbackBytes(), 0, Console.Request.SCROLLBACK_BYTES_MAX);
        ConsoleHandlers.open(
                session,
                args.dom(),
                new Console.Request(args.device().orElse(""), flags, scrollback),
                reply);
    }
}
