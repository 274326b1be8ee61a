package org.ostler.daemon.rpc;

import org.ostler.api.Console;
import org.ostler.api.ConsoleFlag;
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

    /// Opens the stream, then the console, then answers, then carries.
    static void open(
            Session session, WireDomain dom, Console.Request request, Reply<Nothing> reply) {
        // libvirt looks at the state before anything else.
        DomainReadHandlers.requireActive(session.domain(dom).status());
        ServerStream stream = reply.openStream(StreamKind.BOTH);
        boolean handedOver = false;
        try {
            Console console = session.domain(dom).console(request);
            ConsoleBridge bridge =
                    new ConsoleBridge(console, stream, request.flags().contains(ConsoleFlag.WATCH));
            boolean answered = false;
            try {
                reply.send(Nothing.NOTHING);
                answered = true;
            } finally {
                if (!answered) {
                    console.close();
                }
            }
            bridge.start(session.front().tasks());
            handedOver = true;
        } finally {
            if (!handedOver) {
                stream.close();
            }
        }
    }
}
