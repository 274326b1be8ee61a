package org.ostler.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Runs the program in this process, away from this machine's environment and sockets.
///
/// @param hosts those that the program finds itself, or the test's own
record Cli(Map<String, String> environment, String input, boolean errIsTerminal, HostsMaker hosts) {
    /// Gives the program its hosts.
    interface HostsMaker {
        Hosts of(Surroundings surroundings);
    }

    Cli() {
        this(Map.of(), "", false, LocalHosts::new);
    }

    /// The same on that host.
    static Cli on(Hosts hosts) {
        return new Cli(Map.of(), "", false, _ -> hosts);
    }

    /// The same with that address in the environment.
    Cli at(String uri) {
        return new Cli(Map.of("OSTLER_URI", uri), input, errIsTerminal, hosts);
    }

    /// The same with that on standard input.
    Cli reading(String text) {
        return new Cli(environment, text, errIsTerminal, hosts);
    }

    /// The same with messages on a terminal.
    Cli onTerminal() {
        return new Cli(environment, input, true, hosts);
    }

    Ran run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings surroundings =
                new Surroundings(
                        environment,
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false,
                        false,
                        errIsTerminal,
                        Path.of("/nonexistent"));
        ExitCode code = new Program(surroundings, hosts.of(surroundings)).run(List.of(words));
        return new Ran(
                code.number(),
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }
}
