package org.ostler.cli;

import org.ostler.api.Console;
import org.ostler.api.ConsoleFlag;
import org.ostler.api.Domain;
import org.ostler.cli.output.Printable;
import org.ostler.posix.PosixException;
import org.ostler.posix.Terminal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/// `ostler console`: this terminal becomes the guest's.
///
/// The calling thread carries what is typed to the guest; a thread of its own what the guest
/// prints.
final class ConsoleCommand {
    private static final Path TERMINAL = Path.of("/dev/tty");
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int CHUNK = 4096;
    private static final int SCROLLBACK_USUAL = 4096;
    private static final int CONTROL_FIRST = '@';
    private static final int CONTROL_LAST = '_';

    private final Call call;
    private final CountDownLatch ended = new CountDownLatch(1);

    private ConsoleCommand(Call call) {
        this.call = call;
    }

    static ExitCode run(Call call) throws UsageException, IOException, InterruptedException {
        boolean watch = call.has("read-only");
        if (watch && call.has("force")) {
            throw new UsageException("--force and --read-only exclude each other");
        }
        int escape = escape(call.invocation().value("escape").orElse("^]"));
        if (!watch && !call.surroundings().inIsTerminal()) {
            throw new UsageException(
                    "a console needs a terminal; console --read-only watches without one");
        }
        Domain domain =
                DomainNouns.find(call.host(call.address(), false), call.operands().getFirst());
        try (Console console = domain.console(request(call, watch))) {
            ConsoleCommand command = new ConsoleCommand(call);
            return watch ? command.watch(console) : command.attach(console, domain, escape);
        }
    }

    private static Console.Request request(Call call, boolean watch) throws UsageException {
        Set<ConsoleFlag> flags = EnumSet.noneOf(ConsoleFlag.class);
        PowerCommands.add(flags, ConsoleFlag.WATCH, watch);
        PowerCommands.add(flags, ConsoleFlag.FORCE, call.has("force"));
        long scrollback =
                call.invocation()
                        .number("scrollback", 0, Console.Request.SCROLLBACK_BYTES_MAX)
                        .orElse((long) SCROLLBACK_USUAL);
        return new Console.Request(
                call.invocation().value("device").orElse(""), flags, (int) scrollback);
    }

    /// The byte of a key: `^]`, or one character.
    static int escape(String key) throws UsageException {
        if (key.length() == 1 && key.charAt(0) < 0x80) {
            return key.charAt(0);
        }
        if (key.length() == 2 && key.charAt(0) == '^') {
            int upper = Character.toUpperCase(key.charAt(1));
            if (upper >= CONTROL_FIRST && upper <= CONTROL_LAST) {
                return upper - CONTROL_FIRST;
            }
        }
        throw new UsageException("--escape takes a key such as ^] or ~, not '" + key + "'");
    }

    private ExitCode watch(Console console) {
        copy(console);
        return ExitCode.OK;
    }

    private ExitCode attach(Console console, Domain domain, int escape) throws IOException {
        call.note(
                "Connected to '"
                        + Printable.line(domain.name())
                        + "'; leave with "
                        + call.invocation().value("escape").orElse("^]"));
        try (Terminal terminal = Terminal.open(TERMINAL);
                var _ = new OnInterrupt(() -> restore(terminal))) {
            terminal.raw();
            Thread.ofPlatform().daemon().name("console-output").start(() -> copy(console));
            try {
                type(terminal, console, escape);
            } finally {
                restore(terminal);
            }
        }
        call.note("");
        return ExitCode.OK;
    }

    private static void restore(Terminal terminal) {
        try {
            terminal.restore();
        } catch (PosixException e) {
            // The terminal is gone, and its modes with it.
            return;
        }
    }

    /// What is typed goes to the guest until the escape key, or the end of either side.
    private void type(Terminal terminal, Console console, int escape) throws IOException {
        ByteBuffer typed = ByteBuffer.allocateDirect(CHUNK);
        while (ended.getCount() > 0) {
            int count = terminal.read(typed.clear(), LOOK);
            if (count < 0) {
                return;
            }
            typed.flip();
            int place = indexOf(typed, escape);
            if (place >= 0) {
                typed.limit(place);
            }
            if (typed.hasRemaining()) {
                console.write(typed);
            }
            if (place >= 0) {
                return;
            }
        }
    }

    private static int indexOf(ByteBuffer bytes, int wanted) {
        for (int i = bytes.position(); i < bytes.limit(); i++) {
            if (bytes.get(i) == wanted) {
                return i;
            }
        }
        return -1;
    }

    /// What the guest prints goes to standard output, byte for byte, until the guest ends.
    private void copy(Console console) {
        PrintStream out = call.output().stream();
        ByteBuffer printed = ByteBuffer.allocate(CHUNK);
        try {
            while (console.read(printed.clear()) >= 0 && !out.checkError()) {
                printed.flip();
                out.write(printed.array(), 0, printed.limit());
                out.flush();
            }
        } catch (IOException lost) {
            call.note("\r\nostler: " + Printable.line(String.valueOf(lost.getMessage())) + "\r");
        } finally {
            ended.countDown();
        }
    }
}
