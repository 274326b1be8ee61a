package org.ostler.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.api.Fault;
import org.ostler.client.Options;
import org.ostler.client.RemoteHypervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The program from its start to its end: refusals with their exit codes, signals, and what it
/// shares with a service manager.
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class DaemonLifecycleTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Path PYTHON = Path.of("/usr/bin/python3");

    @TempDir Path folder;

    private Path socket() {
        return folder.resolve("s/libvirt-sock");
    }

    private List<String> command(String... more) {
        List<String> command =
                new ArrayList<>(
                        Programs.daemon(
                                "--socket-dir",
                                folder.resolve("s").toString(),
                                "--state-dir",
                                folder.resolve("d").toString(),
                                "--driver",
                                "test"));
        command.addAll(List.of(more));
        return command;
    }

    /// A socket that is there need not be listened on yet; so this waits for an answer.
    private DaemonProcess start() throws IOException {
        DaemonProcess daemon = DaemonProcess.start(folder, command()).awaitFile(socket());
        await().atMost(SOON).until(this::answers);
        return daemon;
    }

    private int run(List<String> command, String words) throws Exception {
        try (DaemonProcess process = DaemonProcess.start(folder, command)) {
            int exitCode = process.awaitExit();
            assertThat(process.output()).contains(words);
            return exitCode;
        }
    }

    @Test
    void versionAndHelpAreToldAndNothingElseIsDone() throws Exception {
        assertThat(run(Programs.daemon("--version"), "ostler 0.")).isZero();
        assertThat(run(Programs.daemon("--help"), "Usage: ostler daemon [OPTION]")).isZero();
    }

    @Test
    void wrongOptionsAndConfigurationAreRefusedWithExitCode2() throws Exception {
        assertThat(run(Programs.daemon("--frob"), "unknown option --frob")).isEqualTo(2);
        Path config =
                Files.writeString(folder.resolve("bad.conf"), "max_client = 1\nlog_level = 9");
        assertThat(
                        run(
                                command("--config", config.toString()),
                                config
                                        + ":1: unknown key max_client; did you mean max_clients?\n"
                                        + config
                                        + ":2: expected a number from 1 to 4 for log_level"))
                .isEqualTo(2);
    }

    @Test
    void secondDaemonIsRefusedWithExitCode3() throws Exception {
        try (DaemonProcess first = start()) {
            assertThat(run(command(), "(held by pid " + first.pid() + ")")).isEqualTo(3);
            List<String> otherState =
                    command("--state-dir=" + folder.resolve("other")).stream()
                            .filter(word -> !word.equals("--state-dir"))
                            .filter(word -> !word.equals(folder.resolve("d").toString()))
                            .toList();
            assertThat(run(otherState, "listens on " + socket())).isEqualTo(3);
        }
    }

    @Test
    void termSignalEndsTheDaemonInGoodOrder() throws Exception {
        try (DaemonProcess daemon = start();
                RemoteHypervisor client =
                        RemoteHypervisor.open(socket(), "test:///default", Options.DEFAULT)) {
            assertThat(client.domain("test")).isPresent();
            daemon.signal("TERM");
            assertThat(daemon.awaitExit()).isEqualTo(143);
            assertThat(Files.exists(socket())).isFalse();
            assertThatThrownBy(() -> client.domain("test")).isInstanceOf(Fault.class);
        }
    }

    @Test
    void killedDaemonLeavesNothingThatHoldsUpTheNextOne() throws Exception {
        try (DaemonProcess daemon = start()) {
            daemon.signal("KILL");
            daemon.awaitExit();
        }
        assertThat(Files.exists(socket())).isTrue();
        try (DaemonProcess next = DaemonProcess.start(folder, command())) {
            await().atMost(SOON).until(this::answers);
            assertThat(next.pid()).isPositive();
        }
    }

    private boolean answers() {
        try (RemoteHypervisor client =
                RemoteHypervisor.open(socket(), "test:///default", Options.DEFAULT)) {
            return client.domain("test").isPresent();
        } catch (Fault notYet) {
            return false;
        }
    }

    @Test
    void socketOfAServiceManagerIsServedAndTheManagerIsTold() throws Exception {
        assumeTrue(Files.isExecutable(PYTHON), "python3 is not installed");
        Path passed = folder.resolve("passed.sock");
        Path notify = folder.resolve("notify.sock");
        Path script =
                Files.writeString(
                        folder.resolve("manager.py"),
                        """
                        import os, socket, sys
                        notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
                        notify.bind(sys.argv[2])
                        listening = socket.socket(socket.AF_UNIX)
                        listening.bind(sys.argv[1])
                        listening.listen(5)
                        if os.fork() == 0:
                            os.dup2(listening.fileno(), 3)
                            os.environ['LISTEN_FDS'] = '1'
                            os.environ['LISTEN_PID'] = str(os.getpid())
                            os.environ['LISTEN_FDNAMES'] = 'libvirtd.socket'
                            os.environ['NOTIFY_SOCKET'] = sys.argv[2]
                            os.execv(sys.argv[3], sys.argv[3:])
                        listening.close()
                        notify.settimeout(60)
                        print(notify.recv(4096).decode().split('\\n')[0], flush=True)
                        os.wait()
                        """);
        List<String> command =
                new ArrayList<>(
                        List.of(
                                PYTHON.toString(),
                                script.toString(),
                                passed.toString(),
                                notify.toString()));
        command.addAll(command());
        try (DaemonProcess manager = DaemonProcess.start(folder, command).awaitFile(passed)) {
            try (RemoteHypervisor client =
                    RemoteHypervisor.open(passed, "test:///default", Options.DEFAULT)) {
                assertThat(client.domain("test")).isPresent();
            }
            assertThat(Files.exists(socket())).isFalse();
            await().atMost(SOON).until(() -> manager.output().contains("READY=1"));
            ProcessHandle.of(manager.pid())
                    .orElseThrow()
                    .children()
                    .forEach(ProcessHandle::destroyForcibly);
        }
    }
}
