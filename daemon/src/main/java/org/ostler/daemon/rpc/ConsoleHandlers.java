package org.ostler.daemon.rpc;

import org.ostler.api.Console;
import org.ostler.api.ConsoleFlag;
import org.ostler.api.Domain;
import org.ostler.daemon.rpc.HandlerTable.Mode;
import org.ostler.wire.ServerStream;
import org.ostler.wire.StreamKind;
import org.ostler.wire.protocol.DomainOpenConsoleArgs;
import org.ostler.wire.protocol.Nothing;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.WireDomain;

import java.util.Set;

/// Consoles, as streams behind the reply.
final class ConsoleHandlers {
    private ConsoleHandlers() {}

    static void register(HandlerTable table) {
        table.answering(
                RemoteProcedures.DOMAIN_OPEN_CONSOLE,
                Mode.MAY_BLOCK,
                true,
                ConsoleHandlers::openConsole);
    }

    private static void openConsole(
            Session session, DomainOpenConsoleArgs args, Reply<Nothing> reply) {
        Set<ConsoleFlag> flags =
                FlagBits.of(ConsoleFlag.class, args.flags(), RemoteProcedures.DOMAIN_OPEN_CONSOLE);
        open(session, args.dom(), new Console.Request(args.devName().orElse(""), flags, 0), reply);
    }

    /// Opens the console, then the stream, then answers, then carries. The stream comes last, so
    /// that a console that cannot be had is told by the call's own error and nothing else.
    static void open(
            Session session, WireDomain dom, Console.Request request, Reply<Nothing> reply) {
        Domain domain = session.domain(dom);
        // libvirt looks at the state before anything else.
        DomainReadHandlers.requireActive(domain.status());
        Console console = domain.console(request);
        boolean carried = false;
        try {
            ServerStream stream = reply.openStream(StreamKind.BOTH);
            reply.send(Nothing.NOTHING);
            new ConsoleBridge(console, stream, request.flags().contains(ConsoleFlag.WATCH))
                    .start(session.front().tasks());
            carried = true;
        } finally {
            if (!carried) {
                console.close();
            }
        }
    }
}
