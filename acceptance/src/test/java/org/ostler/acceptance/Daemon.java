package org.ostler.acceptance;

import org.awaitility.Awaitility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Ostler's daemon as a user starts it, with sockets and state in folders of its own.
final class Daemon implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);

    private final Path folder;
    private final List<String> options;
    private Background process;

    private Daemon(Path folder, List<String> options) {
        this.folder = folder;
        this.options = List.copyOf(options);
        this.process = launch();
    }

    /// Starts it and waits until it answers.
    static Daemon start(Path folder, String... options) {
        letThrough(folder);
        return new Daemon(folder, List.of(options));
    }

    /// QEMU runs as an unprivileged user, who must be able to reach its sockets below this folder.
    private static void letThrough(Path folder) {
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Background launch() {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Programs.root().resolve("ostler").toString(),
                                "daemon",
                                "--socket-dir",
                                folder.resolve("sockets").toString(),
                                "--state-dir",
                                folder.resolve("state").toString()));
        command.addAll(options);
        Background started = Background.start(folder.resolve("daemon.log"), command);
        awaitAnswer(started);
        return started;
    }

    private void awaitAnswer(Background started) {
        Awaitility.await("the daemon answers")
                .atMost(START)
                .pollInterval(Duration.ofMillis(20))
                .failFast("the daemon ended", () -> !started.alive())
                .until(
                        () ->
                                Files.exists(socket())
                                        && virsh("test:///default").run("uri").exitCode() == 0);
    }

    Path socket() {
        return folder.resolve("sockets/libvirt-sock");
    }

    Path folder() {
        return folder;
    }

    long pid() {
        return process.pid();
    }

    /// The read-write virsh for that address, e.g. `qemu:///system`.
    Virsh virsh(String uri) {
        return new Virsh(over(uri, socket()), List.of());
    }

    /// The read-only virsh for that address.
    Virsh readOnlyVirsh(String uri) {
        return new Virsh(over(uri, folder.resolve("sockets/libvirt-sock-ro")), List.of("-r"));
    }

    private static String over(String uri, Path socket) {
        return uri.replaceFirst(":///", "+unix:///") + "?socket=" + socket;
    }

    /// `kill -9`, and started again.
    void killAndRestart() {
        process.kill();
        process = launch();
    }

    void kill() {
        process.kill();
    }

    void startAgain() {
        process = launch();
    }

    String log() throws IOException {
        return Files.readString(folder.resolve("daemon.log"));
    }

    /// Stops it as systemd would.
    int stop() {
        return process.stop(Duration.ofSeconds(20));
    }

    @Override
    public void close() {
        process.close();
    }
}
