package org.ostler.acceptance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The stock virsh on one address.
record Virsh(String uri, List<String> options) {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    Outcome run(String... arguments) {
        return Programs.run(DEADLINE, "", command(arguments));
    }

    /// Runs it beside the test.
    Background start(Path output, String... arguments) {
        return Background.start(output, command(arguments));
    }

    /// Runs it beside the test on a terminal of its own, as `virsh console` needs.
    Background startOnTerminal(Path output, String... arguments) {
        StringBuilder line = new StringBuilder();
        for (String word : command(arguments)) {
            line.append('\'').append(word.replace("'", "'\\''")).append("' ");
        }
        return Background.start(output, List.of("script", "-qefc", line.toString(), "/dev/null"));
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of("virsh"));
        command.addAll(options);
        command.addAll(List.of("-c", uri));
        command.addAll(List.of(arguments));
        return command;
    }
}
