package org.ostler.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// What stock virsh 9.0 says and returns, command by command. Words and exit codes are those that
/// it has with a stock libvirtd 9.0 and its QEMU driver.
class StockVirshTest {
    private static final String NOT_RUNNING =
            "error: Requested operation is not valid: domain is not running";

    @TempDir Path folder;
    private DaemonFixture daemon;
    private StockVirsh virsh;
    private String guest;

    @BeforeEach
    void startDaemon() throws Exception {
        daemon = DaemonFixture.start(folder);
        virsh = new StockVirsh(daemon.socket());
        guest = folder.resolve("g1.xml").toString();
        Files.writeString(
                Path.of(guest),
                """
                <domain type='test'>
                  <name>g1</name>
                  <memory unit='MiB'>32</memory>
                  <vcpu>2</vcpu>
                  <os><type arch='x86_64'>hvm</type></os>
                </domain>
                """);
    }

    @AfterEach
    void stopDaemon() {
        daemon.close();
    }

    private void ok(String command, String text) throws Exception {
        StockVirsh.Outcome outcome = virsh.run(command.split(" "));
        assertThat(outcome.text()).as(command).contains(text);
        assertThat(outcome.exitCode()).as(command).isZero();
    }

    private void fails(String command, String text) throws Exception {
        StockVirsh.Outcome outcome = virsh.run(command.split(" "));
        assertThat(outcome.text()).as(command).contains(text);
        assertThat(outcome.exitCode()).as(command).isEqualTo(1);
    }

    @Test
    void hostIsDescribed() throws Exception {
        ok("version", "Using API: TEST 9.0.0");
        ok("uri", "test+unix:///default");
        ok("hostname", "");
        ok("nodeinfo", "CPU model:");
        ok("capabilities", "<capabilities>");
        ok("maxvcpus", "");
        ok("list --all", " 1    test   running");
    }

    @Test
    void guestsAreOfferedWhatTheyCanHave() throws Exception {
        ok("domcapabilities", "<domainCapabilities>\n  <path>/usr/bin/test-hv</path>");
        ok("domcapabilities --virttype test --arch i686", "<value>virtio</value>");
        fails("domcapabilities --virttype xen", "invalid argument: unknown virttype: xen");
        fails("domcapabilities --arch s390x", "invalid argument: unknown architecture: s390x");
    }

    @Test
    void definedGuestIsShownAndStandsStill() throws Exception {
        ok("define " + guest, "Domain 'g1' defined from " + guest);
        fails("define " + guest, "error: operation failed: domain 'g1' already exists with uuid ");
        ok("list --all", " -    g1     shut off");
        ok("list", " 1    test   running");
        ok("domid g1", "-");
        ok("domstate g1 --reason", "shut off (unknown)");
        ok("dominfo g1", "Id:             -\nName:           g1\n");
        ok("dominfo g1", "State:          shut off\nCPU(s):         2\nMax memory:     32768 KiB");
        ok(
                "dominfo g1",
                "Persistent:     yes\nAutostart:      disable\nManaged save:   no\n"
                        + "Security model: none\nSecurity DOI:   0");
        for (String command :
                new String[] {"destroy", "suspend", "resume", "shutdown", "reboot", "reset"}) {
            fails(command + " g1", NOT_RUNNING);
        }
        fails("domjobinfo g1", NOT_RUNNING);
        ok("undefine g1", "Domain 'g1' has been undefined");
        fails("dominfo g1", "error: failed to get domain 'g1'");
    }

    @Test
    void runningGuestTakesEveryStep() throws Exception {
        ok("define " + guest, "defined");
        ok("start g1 --paused", "Domain 'g1' started");
        ok("domstate g1 --reason", "paused");
        fails("start g1", "error: Domain is already active");
        ok("domjobinfo g1", "Job type:         None");
        fails("domjobabort g1", "Requested operation is not valid: no job is active on the domain");
        ok("resume g1", "Domain 'g1' resumed");
        ok("domstate g1 --reason", "running (unpaused)");
        ok("suspend g1", "Domain 'g1' suspended");
        ok("domstate g1 --reason", "paused (user)");
        ok("resume g1", "Domain 'g1' resumed");
        ok("reset g1", "Domain 'g1' was reset");
        ok("reboot g1 --mode acpi", "Domain 'g1' is being rebooted");
        ok("autostart g1", "Domain 'g1' marked as autostarted");
        ok("dominfo g1", "Autostart:      enable");
        ok("autostart --disable g1", "Domain 'g1' unmarked as autostarted");
        ok("vcpucount g1", "maximum      config         2\nmaximum      live           2");
        ok("dumpxml g1", "<name>g1</name>");
        ok("dumpxml g1 --inactive --security-info", "<domain type='test'>");
        ok("destroy g1", "Domain 'g1' destroyed");
        ok("domstate g1 --reason", "shut off (destroyed)");
    }

    @Test
    void shutDownGuestIsShutOff() throws Exception {
        ok("define " + guest, "defined");
        ok("start g1", "Domain 'g1' started");
        ok("shutdown g1 --mode acpi", "Domain 'g1' is being shutdown");
        ok("undefine g1", "Domain 'g1' has been undefined");
    }

    @Test
    void transientGuestIsGoneWhenItEnds() throws Exception {
        ok("create " + guest, "Domain 'g1' created from " + guest);
        fails("create " + guest, "already exists with uuid");
        ok("dominfo g1", "Persistent:     no");
        fails("autostart g1", "cannot set autostart for transient domain");
        fails("undefine g1", "cannot undefine transient domain");
        ok("destroy g1", "Domain 'g1' destroyed");
        fails("domstate g1", "error: failed to get domain 'g1'");
    }

    @Test
    void guestStartedToEndWithItsConnectionEndsWithIt() throws Exception {
        ok("define " + guest, "defined");
        ok("start g1 --autodestroy", "Domain 'g1' started");
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> virsh.run("domstate", "g1", "--reason").text(),
                        state -> state.equals("shut off (destroyed)"));
    }

    @Test
    void readOnlySocketShowsAndForbids() throws Exception {
        StockVirsh looking = new StockVirsh(daemon.readOnlySocket());
        assertThat(looking.run("list").text()).contains(" 1    test   running");
        assertThat(looking.run("dumpxml", "test").exitCode()).isZero();
        StockVirsh.Outcome refused = looking.run("destroy", "test");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.text())
                .contains("error: operation forbidden: read only access prevents virDomainDestroy");
        assertThat(looking.run("dumpxml", "test", "--security-info").text())
                .contains("error: operation forbidden: virDomainGetXMLDesc with secure flag");
    }

    @Test
    void whatNoDriverHasIsSaidSo() throws Exception {
        fails("secret-list", "not supported by the connection driver: virConnectNumOfSecrets");
        fails("net-list --all", "not supported by the connection driver: virConnectNumOfNetworks");
        fails("pool-list", "not supported by the connection driver: virConnectNumOfStoragePools");
        fails("sysinfo", "not supported by the connection driver: virConnectGetSysinfo");
    }

    @Test
    void wrongDescriptionIsRefusedWithItsPlace() throws Exception {
        Files.writeString(Path.of(guest), "<domain type='test'>\n<name>g1</nam>\n</domain>");
        fails("define " + guest, "error: Failed to define domain from " + guest);
        Files.writeString(Path.of(guest), "<network/>");
        fails("define " + guest, "error: XML error: unexpected root element 'network'");
    }

    @Test
    void watcherSeesTheLifeOfAGuest() throws Exception {
        Process watching = virsh.start("event", "--all", "--loop");
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(watching.getInputStream(), StandardCharsets.UTF_8))) {
            // Its registrations may come after the first guests; so guests are made until one is
            // seen.
            ok("define " + guest, "defined");
            while (!lines.ready()) {
                ok("start g1", "started");
                ok("destroy g1", "destroyed");
            }
            assertThat(lines.readLine()).contains("event 'lifecycle' for domain 'g1':");
        } finally {
            watching.destroyForcibly();
        }
    }
}
