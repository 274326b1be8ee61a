package org.ostler.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// What an administrator does to the daemon as a program: its log, its end.
class AdminOverTheDaemonTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir Path folder;
    private DaemonProcess daemon;
    private Path socket;
    private StockVirsh admin;

    @BeforeEach
    void startDaemon() throws Exception {
        socket = folder.resolve("s/libvirt-sock");
        Path adminSocket = folder.resolve("s/libvirt-admin-sock");
        admin = StockVirsh.admin(adminSocket);
        daemon = DaemonProcess.shipped(folder, "test").awaitFile(adminSocket);
    }

    @AfterEach
    void endDaemon() {
        daemon.close();
    }

    private void ok(String... words) throws Exception {
        StockVirsh.Outcome outcome = admin.run(words);
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
    }

    @Test
    void logGoesWhereTheAdministratorSaysAndBack() throws Exception {
        Path file = folder.resolve("elsewhere.log");
        ok("daemon-log-outputs", "--outputs", "1:file:" + file);
        assertThat(admin.run("daemon-log-outputs").text()).contains("1:file:" + file);
        assertThat(admin.run("daemon-log-outputs", "--outputs", "1:file:/nowhere/x.log").text())
                .contains("operation failed: cannot write the log to 1:file:/nowhere/x.log");
        assertThat(admin.run("daemon-log-outputs").text()).contains("1:file:" + file);
        daemon.signal("TERM");
        daemon.awaitExit();
        assertThat(Files.readString(file)).contains("stopping; ");
        assertThat(daemon.output()).doesNotContain("stopping; ");
    }

    @Test
    void daemonEndsWhenNobodyHasNeededItForTheTimeout() throws Exception {
        StockVirsh virsh = new StockVirsh(socket);
        // The test driver's guest runs: the daemon is needed.
        ok("daemon-timeout", "--timeout", "1");
        await().during(Duration.ofSeconds(3)).atMost(SOON).until(() -> running());
        assertThat(virsh.run("destroy", "test").exitCode()).isZero();
        assertThat(daemon.awaitExit()).isZero();
        assertThat(daemon.output()).contains("nobody needs this daemon any more");
    }

    private boolean running() {
        return ProcessHandle.of(daemon.pid()).map(ProcessHandle::isAlive).orElse(false);
    }
}
