package org.ostler.daemon;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The distribution's own virsh on a socket of a daemon under test.
final class StockVirsh {
    private static final Path PROGRAM = Path.of("/usr/bin/virsh");
    private static final long SECONDS = 60;

    private final String uri;

    StockVirsh(Path socket) {
        assumeTrue(Files.isExecutable(PROGRAM), "virsh is not installed (libvirt-clients)");
        this.uri = "test+unix:///default?socket=" + socket;
    }

    /// How a command ended.
    ///
    /// @param text what it printed on both streams, without empty lines at the end
    record Outcome(int exitCode, String text) {}

    Outcome run(String... words) throws IOException, InterruptedException {
        Process process = start(words);
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("virsh " + String.join(" ", words) + " does not end");
        }
        return new Outcome(process.exitValue(), text.stripTrailing());
    }

    Process start(String... words) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of("timeout", Long.toString(SECONDS), PROGRAM.toString(), "-c", uri));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }
}
