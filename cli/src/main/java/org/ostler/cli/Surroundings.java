package org.ostler.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What a run of the program meets: environment, streams, terminals.
///
/// @param outIsTerminal whether somebody reads the results on a terminal
/// @param errIsTerminal whether somebody reads messages and progress on a terminal
/// @param systemSockets the folder of the system daemon's sockets
record Surroundings(
        Map<String, String> environment,
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean inIsTerminal,
        boolean outIsTerminal,
        boolean errIsTerminal,
        Path systemSockets) {
    private static final Path SYSTEM_SOCKETS = Path.of("/run/libvirt");
    private static final int BUFFER_BYTES = 32 << 10;

    /// This process's. Results are UTF-8 whatever the locale is.
    static Surroundings ofProcess() {
        return new Surroundings(
                System.getenv(),
                System.in,
                stream(FileDescriptor.out, false),
                stream(FileDescriptor.err, true),
                isTerminal(0),
                isTerminal(1),
                isTerminal(2),
                SYSTEM_SOCKETS);
    }

    private static PrintStream stream(FileDescriptor descriptor, boolean flushed) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor), BUFFER_BYTES),
                flushed,
                StandardCharsets.UTF_8);
    }

    /// Whether the descriptor leads to a terminal, by the name of its file (proc(5)): asking the C
    /// library would cost each run the time to link its first function.
    private static boolean isTerminal(int descriptor) {
        try {
            String file = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return file.startsWith("/dev/pts/")
                    || file.startsWith("/dev/tty")
                    || file.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }

    /// An environment variable; one that is empty counts as not set.
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /// Whether results may have colours: on a terminal that knows them, unless `NO_COLOR` is set
    /// (no-color.org).
    boolean colours() {
        return outIsTerminal
                && variable("NO_COLOR").isEmpty()
                && !variable("TERM").orElse("dumb").equals("dumb");
    }
}
