package org.ostler.daemon;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The distribution's own virsh, or virt-admin, on a socket of a daemon under test.
final class StockVirsh {
    private static final long SECONDS = 60;

    private final Path program;
    private final String uri;

    StockVirsh(Path socket) {
        this(Path.of("/usr/bin/virsh"), "test+unix:///default?socket=" + socket);
    }

    private StockVirsh(Path program, String uri) {
        assumeTrue(Files.isExecutable(program), program + " is not installed (libvirt-clients)");
        this.program = program;
        this.uri = uri;
    }

    /// virt-admin on an admin socket.
    static StockVirsh admin(Path socket) {
        return new StockVirsh(
                Path.of("/usr/bin/virt-admin"), "libvirtd+unix:///system?socket=" + socket);
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
            throw new IOException(program + " " + String.join(" ", words) + " does not end");
        }
        return new Outcome(process.exitValue(), text.stripTrailing());
    }

    Process start(String... words) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of("timeout", Long.toString(SECONDS), program.toString(), "-c", uri));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }
}
