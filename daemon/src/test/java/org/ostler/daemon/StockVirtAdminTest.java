package org.ostler.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.daemon.StockVirsh.Outcome;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// What stock virt-admin 9.0 shows of a daemon, and changes in it.
class StockVirtAdminTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir Path folder;
    private DaemonFixture daemon;
    private StockVirsh admin;

    @BeforeEach
    void startDaemon() throws Exception {
        daemon = DaemonFixture.start(folder);
        admin = StockVirsh.admin(daemon.adminSocket());
    }

    @AfterEach
    void stopDaemon() {
        daemon.close();
    }

    private String ok(String command) throws Exception {
        Outcome outcome = admin.run(command.split(" "));
        assertThat(outcome.exitCode()).as(command + ": " + outcome.text()).isZero();
        return outcome.text();
    }

    private String fails(String command) throws Exception {
        Outcome outcome = admin.run(command.split(" "));
        assertThat(outcome.exitCode()).as(command).isEqualTo(1);
        return outcome.text();
    }

    /// A virsh that stays connected; its first line means that it is.
    private Process watcher() throws IOException {
        Process virsh = new StockVirsh(daemon.socket()).start("event", "--all", "--loop");
        await().atMost(SOON).until(() -> ok("client-list libvirtd").contains("unix"));
        return virsh;
    }

    @Test
    void socketIsItsOwnersAlone() throws Exception {
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(daemon.adminSocket())))
                .isEqualTo("rw-------");
    }

    @Test
    void serversAreListed() throws Exception {
        assertThat(ok("srv-list")).containsPattern("0 +libvirtd").containsPattern("1 +admin");
        assertThat(fails("client-list nobody")).contains("Server not found", "nobody");
        assertThat(ok("version")).contains("Running against daemon: 9.0.0");
    }

    @Test
    void clientIsListedDescribedAndDisconnected() throws Exception {
        Process virsh = watcher();
        try {
            String info = ok("client-info libvirtd 1");
            assertThat(info)
                    .containsPattern("id +: 1")
                    .containsPattern("connection_time *: 20")
                    .containsPattern("transport +: unix")
                    .containsPattern("readonly +: no")
                    .containsPattern("unix_user_id +: " + Files.getAttribute(folder, "unix:uid"))
                    .containsPattern("unix_process_id *: \\d+");
            assertThat(fails("client-info libvirtd 77")).contains("Client not found", "77");
            assertThat(ok("client-disconnect libvirtd 1")).contains("Client '1' disconnected");
            await().atMost(SOON).until(() -> !ok("client-list libvirtd").contains("unix"));
        } finally {
            virsh.destroyForcibly();
        }
    }

    @Test
    void readOnlyClientIsShownAsOne() throws Exception {
        Process virsh = new StockVirsh(daemon.readOnlySocket()).start("event", "--all", "--loop");
        try {
            await().atMost(SOON).until(() -> ok("client-list libvirtd").contains("unix"));
            assertThat(ok("client-info libvirtd 1")).containsPattern("readonly +: yes");
        } finally {
            virsh.destroyForcibly();
        }
    }

    @Test
    void administratorIsAClientOfTheOtherServer() throws Exception {
        assertThat(ok("client-list admin")).containsPattern("1 +unix");
    }

    @Test
    void limitsOfClientsAreShownAndHoldOnceTheyAreSet() throws Exception {
        assertThat(ok("srv-clients-info libvirtd"))
                .containsPattern("nclients_max +: 5000")
                .containsPattern("nclients +: 0")
                .containsPattern("nclients_unauth_max *: 20")
                .containsPattern("nclients_unauth *: 0");
        ok("srv-clients-set libvirtd --max-clients 1 --max-unauth-clients 1");
        assertThat(ok("srv-clients-info libvirtd")).containsPattern("nclients_max +: 1\\b");
        Process first = watcher();
        Process second = new StockVirsh(daemon.socket()).start("version");
        try {
            // Waits in the backlog until there is room.
            boolean ended = second.waitFor(300, TimeUnit.MILLISECONDS);
            assertThat(ended).as(() -> said(second)).isFalse();
            ok("srv-clients-set libvirtd --max-clients 2");
            assertThat(second.waitFor()).isZero();
        } finally {
            first.destroyForcibly();
            second.destroyForcibly();
        }
    }

    private static String said(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void threadsAreNoPoolAndSoNotSet() throws Exception {
        assertThat(ok("srv-threadpool-info libvirtd"))
                .containsPattern("minWorkers +: 0")
                .containsPattern("maxWorkers +: 160000")
                .containsPattern("nWorkers +: 0")
                .containsPattern("jobQueueDepth *: 0");
        assertThat(fails("srv-threadpool-set libvirtd --max-workers 30"))
                .contains("Operation not supported: there is no pool of threads");
        assertThat(fails("srv-update-tls libvirtd"))
                .contains("Operation not supported: no server of this daemon speaks TLS");
    }

    @Test
    void logIsShownAndItsFiltersAreNone() throws Exception {
        assertThat(ok("daemon-log-outputs")).contains("2:stderr");
        assertThat(ok("daemon-log-filters")).contains("Logging filters:");
        assertThat(admin.run("daemon-log-filters", "--filters", "").exitCode()).isZero();
        assertThat(fails("daemon-log-filters --filters 1:qemu"))
                .contains("Operation not supported: the log has no filters");
        assertThat(fails("daemon-log-outputs --outputs 3:syslog:ostler"))
                .contains("invalid argument: the log goes to LEVEL:stderr or LEVEL:file:/PATH");
    }
}
