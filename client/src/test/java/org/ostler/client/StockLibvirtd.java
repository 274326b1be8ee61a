package org.ostler.client;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.awaitility.Awaitility;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The distribution's libvirtd in a mount namespace of its own, on folders of its own; it ends with
/// this object, and with this process.
final class StockLibvirtd implements AutoCloseable {
    private static final List<String> MOUNTED =
            List.of("/etc/libvirt", "/var/lib/libvirt", "/var/cache/libvirt", "/var/log/libvirt");

    private final Process process;
    private final Path socket;

    private StockLibvirtd(Process process, Path socket) {
        this.process = process;
        this.socket = socket;
    }

    /// Starts it; skips the test where that cannot be.
    static StockLibvirtd start(Path folder) throws IOException {
        Path libvirtd = Path.of("/usr/sbin/libvirtd");
        assumeTrue(Files.isExecutable(libvirtd), "libvirt-daemon-system is not installed");
        assumeTrue(
                "root".equals(System.getProperty("user.name")),
                "a mount namespace of its own needs root");
        Path etc = Files.createDirectories(folder.resolve("etc/libvirt"));
        Files.writeString(
                etc.resolve("libvirtd.conf"),
                """
                unix_sock_dir = "%s"
                auth_unix_ro = "none"
                auth_unix_rw = "none"
                log_outputs = "3:stderr"
                """
                        .formatted(folder));
        StringBuilder script = new StringBuilder("set -e\n");
        for (String place : MOUNTED) {
            Path own = Files.createDirectories(folder.resolve(place.substring(1)));
            script.append("mount --bind %s %s%n".formatted(own, place));
        }
        script.append("exec %s -f %s/libvirtd.conf -p %s/pid%n".formatted(libvirtd, etc, folder));
        Process process =
                new ProcessBuilder(
                                "setpriv",
                                "--pdeathsig",
                                "KILL",
                                "unshare",
                                "--mount",
                                "--pid",
                                "--fork",
                                "--kill-child=KILL",
                                "--mount-proc",
                                "--propagation",
                                "private",
                                "sh",
                                "-c",
                                script.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        StockLibvirtd started = new StockLibvirtd(process, folder.resolve("libvirt-sock"));
        Awaitility.await("libvirtd listens")
                .atMost(Duration.ofSeconds(60))
                .until(() -> Files.exists(started.socket) || !process.isAlive());
        assumeTrue(
                process.isAlive(),
                () -> "libvirtd does not run here: " + said(folder.resolve("log")));
        return started;
    }

    private static String said(Path log) {
        try {
            return Files.readString(log).strip();
        } catch (IOException e) {
            return e.toString();
        }
    }

    Path socket() {
        return socket;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
