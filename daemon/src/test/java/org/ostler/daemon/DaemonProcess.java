package org.ostler.daemon;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A daemon as a process of its own; killed at the end of its test, if it still runs.
public final class DaemonProcess implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Process process;
    private final Path output;

    private DaemonProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /// Starts it as it is shipped, with these drivers; its sockets are in `s`, its state in `d`.
    public static DaemonProcess shipped(Path folder, String... drivers) throws IOException {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("--socket-dir", folder.resolve("s").toString()));
        arguments.addAll(List.of("--state-dir", folder.resolve("d").toString()));
        for (String driver : drivers) {
            arguments.addAll(List.of("--driver", driver));
        }
        return start(folder, Programs.shippedDaemon(arguments));
    }

    /// Starts it with this command.
    public static DaemonProcess start(Path folder, List<String> command) throws IOException {
        return start(folder, command, Map.of());
    }

    static DaemonProcess start(Path folder, List<String> command, Map<String, String> environment)
            throws IOException {
        Path output = Files.createTempFile(folder, "daemon", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return new DaemonProcess(builder.start(), output);
    }

    /// Waits until a file is there, or the process has ended.
    public DaemonProcess awaitFile(Path file) throws IOException {
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> Files.exists(file) || !process.isAlive());
        if (!Files.exists(file)) {
            throw new IOException("no " + file + ": " + output());
        }
        return this;
    }

    /// Its process id.
    public long pid() {
        return process.pid();
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    int awaitExit() throws IOException, InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IOException("the daemon does not end: " + output());
        }
        return process.exitValue();
    }

    /// What it has written so far.
    public String output() throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
