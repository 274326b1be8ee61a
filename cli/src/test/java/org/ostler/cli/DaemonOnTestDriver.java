package org.ostler.cli;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The daemon with its test driver, as a process of its own on sockets of its own.
final class DaemonOnTestDriver implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;
    private final Path folder;

    private DaemonOnTestDriver(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    static DaemonOnTestDriver start(Path folder) throws IOException {
        Path log = folder.resolve("daemon.log");
        Process process =
                new ProcessBuilder(
                                TestJvm.command(
                                        "org.ostler.daemon.Main",
                                        List.of(
                                                "--driver",
                                                "test",
                                                "--socket-dir",
                                                folder.resolve("run").toString(),
                                                "--state-dir",
                                                folder.resolve("state").toString())))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        DaemonOnTestDriver daemon = new DaemonOnTestDriver(process, folder);
        await("a socket; see " + log)
                .atMost(START)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Files.exists(daemon.socket()) || !process.isAlive());
        if (!process.isAlive()) {
            throw new IOException(Files.readString(log));
        }
        return daemon;
    }

    Path socket() {
        return folder.resolve("run/libvirt-sock");
    }

    String uri() {
        return "test+unix:///default?socket=" + socket();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
