package org.ostler.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.api.Domain;
import org.ostler.api.DomainState;
import org.ostler.api.Fault;
import org.ostler.client.Options;
import org.ostler.client.RemoteHypervisor;
import org.ostler.daemon.driver.DriverProcess;
import org.ostler.daemon.driver.ProcessSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// A driver that runs in a process of its own behind the daemon, as Xen's does; here it is the test
/// driver.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class DriverInOwnProcessTest {
    @TempDir Path folder;
    private DaemonFixture daemon;

    @BeforeEach
    void startDaemon() throws Exception {
        Path socket = folder.resolve("driver.sock");
        DriverProcess.Launch launch =
                new DriverProcess.Launch(
                        "test",
                        () ->
                                Programs.daemon(
                                        "--driver-process",
                                        "test",
                                        "--socket",
                                        socket.toString(),
                                        "--state-dir",
                                        folder.resolve("child").toString()),
                        socket,
                        record());
        daemon =
                DaemonFixture.start(
                        folder, List.of(new ProcessSource("test:///default", () -> {}, launch)));
    }

    @AfterEach
    void stopDaemon() {
        daemon.close();
    }

    private Path record() {
        return folder.resolve("driver.process");
    }

    private ProcessHandle child() throws Exception {
        String pid = Files.readString(record()).strip().split(" ", 2)[0];
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private RemoteHypervisor open() {
        return RemoteHypervisor.open(daemon.socket(), "test:///default", Options.DEFAULT);
    }

    @Test
    void guestsOfTheOtherProcessAreServed() {
        try (RemoteHypervisor host = open()) {
            Domain test = host.domain("test").orElseThrow();
            test.suspend();
            assertThat(test.status().state()).isEqualTo(DomainState.PAUSED);
            test.destroy(Set.of()).await(Duration.ofSeconds(20));
            assertThat(test.status().state()).isEqualTo(DomainState.SHUTOFF);
        }
    }

    @Test
    void killedProcessIsStartedAgainAndTheClientGoesOn() throws Exception {
        try (RemoteHypervisor host = open()) {
            assertThat(host.domain("test")).isPresent();
            ProcessHandle first = child();
            first.destroyForcibly();
            first.onExit().get(20, TimeUnit.SECONDS);

            await().atMost(Duration.ofSeconds(60)).until(() -> isThere(host));
            assertThat(child().pid()).isNotEqualTo(first.pid());
        }
    }

    private static boolean isThere(RemoteHypervisor host) {
        try {
            return host.domain("test").isPresent();
        } catch (Fault notYet) {
            return false;
        }
    }

    @Test
    void processEndsWithTheDaemon() throws Exception {
        try (RemoteHypervisor host = open()) {
            assertThat(host.domain("test")).isPresent();
        }
        ProcessHandle process = child();
        daemon.close();
        process.onExit().get(20, TimeUnit.SECONDS);
        assertThat(process.isAlive()).isFalse();
    }
}
