package org.ostler.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// Stock virsh against Ostler's daemon with real QEMU guests: the words and exit codes are those
/// that a stock libvirtd 9.0 gives.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VirshQemuTest {
    private static final Duration BOOT = Duration.ofSeconds(60);

    @TempDir private Path folder;

    private Daemon daemon;
    private SmallGuest guest;
    private Virsh virsh;
    private String name = "g";
    private int count;

    @BeforeAll
    void startDaemon(@TempDir Path fresh) {
        folder = fresh;
        assumeTrue(Programs.installed("virsh"), "virsh is not installed");
        guest = SmallGuest.make();
        daemon = Daemon.start(folder);
        virsh = daemon.virsh("qemu:///system");
    }

    @AfterAll
    void stopDaemon() {
        if (daemon != null) {
            daemon.close();
        }
    }

    @BeforeEach
    void freshName(TestInfo test) {
        name = "g" + ++count + "-" + test.getTestMethod().orElseThrow().getName();
    }

    @AfterEach
    void remove() {
        virsh.run("destroy", name);
        virsh.run("undefine", name);
    }

    private Path file() {
        return SmallGuest.file(folder, name, guest.xml(name));
    }

    private void define() {
        Path file = file();
        assertThat(virsh.run("define", file.toString()).succeeded())
                .contains("Domain '" + name + "' defined from " + file);
    }

    private void start() {
        define();
        assertThat(virsh.run("start", name).succeeded()).contains("Domain '" + name + "' started");
    }

    private void awaitState(String state) {
        Awaitility.await(name + " is " + state)
                .atMost(BOOT)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> virsh.run("domstate", "--reason", name).out().contains(state));
    }

    @Test
    void definedGuestIsListedShutOffWithItsInformation() {
        define();
        assertThat(virsh.run("list", "--all").succeeded())
                .containsPattern("-\\s+" + name + "\\s+shut off");
        assertThat(virsh.run("list").succeeded()).doesNotContain(name);
        assertThat(virsh.run("dominfo", name).succeeded())
                .containsPattern("Id:\\s+-")
                .containsPattern("OS Type:\\s+hvm")
                .containsPattern("State:\\s+shut off")
                .containsPattern("CPU\\(s\\):\\s+1")
                .containsPattern("Max memory:\\s+98304 KiB")
                .containsPattern("Persistent:\\s+yes")
                .containsPattern("Autostart:\\s+disable");
        assertThat(virsh.run("dumpxml", name).succeeded())
                .contains("<name>" + name + "</name>", "<memory unit='KiB'>98304</memory>")
                .containsPattern("machine='pc-i440fx-[0-9.]+'");
    }

    @Test
    void commandLineIsWrittenAndNotReadBack() {
        define();
        assertThat(virsh.run("domxml-to-native", "qemu-argv", "--domain", name).succeeded())
                .contains("-name", "guest=" + name);
        virsh.run("domxml-to-native", "xen-xl", "--domain", name)
                .failed("invalid argument: unsupported config type xen-xl");
        virsh.run("domxml-from-native", "qemu-argv", file().toString())
                .failed(
                        "this function is not supported by the connection driver:"
                                + " virConnectDomainXMLFromNative");
    }

    @Test
    void commandLineIsThatOfThePlan() {
        Path file = file();
        String plan =
                Programs.run(
                                Duration.ofSeconds(60),
                                Programs.root().resolve("ostler").toString(),
                                "plan",
                                "--on",
                                "qemu",
                                file.toString())
                        .succeeded();
        String commandLine =
                plan.substring(plan.indexOf("# qemu-argv\n") + "# qemu-argv\n".length());
        assertThat(commandLine).contains("-name", "guest=" + name);
        assertThat(virsh.run("domxml-to-native", "qemu-argv", file.toString()).succeeded().strip())
                .isEqualTo(commandLine.strip());
    }

    @Test
    void consoleShowsWhatTheGuestWritesAndTakesWhatIsTyped() throws IOException {
        start();
        try (Background console =
                virsh.startOnTerminal(folder.resolve(name + ".console"), "console", name)) {
            console.awaitOutput(SmallGuest.MARKER, BOOT);
            console.type("hello there\r");
            console.awaitOutput("echo: hello there", BOOT);
            try (Background second =
                    virsh.startOnTerminal(folder.resolve(name + ".second"), "console", name)) {
                second.awaitOutput("Active console session exists for this domain", BOOT);
            }
        }
    }

    @Test
    void ptyOfTheLiveDescriptionIsReal() {
        start();
        String path = virsh.run("ttyconsole", name).succeeded().strip();
        assertThat(path).startsWith("/dev/pts/");
        assertThat(Path.of(path)).exists();
    }

    @Test
    void lifeOfAGuestIsTold() {
        try (Background events =
                virsh.start(
                        folder.resolve(name + ".events"),
                        "event",
                        "--all",
                        "--loop",
                        "--timestamp")) {
            events.awaitOutput("", Duration.ofSeconds(1));
            Awaitility.await("virsh has registered")
                    .atMost(BOOT)
                    .until(
                            () -> {
                                virsh.run(
                                        "define",
                                        SmallGuest.file(folder, name, guest.xml(name)).toString());
                                return events.output()
                                        .contains("for domain '" + name + "': Defined");
                            });
            virsh.run("start", name).succeeded();
            events.awaitOutput("event 'lifecycle' for domain '" + name + "': Started Booted", BOOT);
            virsh.run("suspend", name).succeeded();
            events.awaitOutput(
                    "event 'lifecycle' for domain '" + name + "': Suspended Paused", BOOT);
            virsh.run("resume", name).succeeded();
            events.awaitOutput(
                    "event 'lifecycle' for domain '" + name + "': Resumed Unpaused", BOOT);
            virsh.run("reset", name).succeeded();
            events.awaitOutput("event 'reboot' for domain '" + name + "'", BOOT);
            virsh.run("destroy", name).succeeded();
            events.awaitOutput(
                    "event 'lifecycle' for domain '" + name + "': Stopped Destroyed", BOOT);
            virsh.run("undefine", name).succeeded();
            events.awaitOutput(
                    "event 'lifecycle' for domain '" + name + "': Undefined Removed", BOOT);
        }
    }

    @Test
    void statesFollowTheCommandsAndWrongOnesAreRefused() {
        start();
        virsh.run("start", name).failed("Domain is already active");
        assertThat(virsh.run("domstate", "--reason", name).succeeded())
                .contains("running (booted)");
        assertThat(virsh.run("suspend", name).succeeded())
                .contains("Domain '" + name + "' suspended");
        virsh.run("suspend", name).succeeded();
        assertThat(virsh.run("domstate", "--reason", name).succeeded()).contains("paused (user)");
        assertThat(virsh.run("resume", name).succeeded()).contains("Domain '" + name + "' resumed");
        virsh.run("resume", name)
                .failed("Requested operation is not valid: domain is already running");
        assertThat(virsh.run("domstate", "--reason", name).succeeded())
                .contains("running (unpaused)");
        assertThat(virsh.run("destroy", name).succeeded())
                .contains("Domain '" + name + "' destroyed");
        virsh.run("destroy", name)
                .failed("Requested operation is not valid: domain is not running");
        assertThat(virsh.run("domstate", "--reason", name).succeeded())
                .contains("shut off (destroyed)");
        virsh.run("suspend", name)
                .failed("Requested operation is not valid: domain is not running");
        virsh.run("console", name).failed("The domain is not running");
    }

    @Test
    void guestThatIsAskedRebootsAndShutsDown() {
        start();
        try (Background console =
                virsh.startOnTerminal(folder.resolve(name + ".console"), "console", name)) {
            console.awaitOutput(SmallGuest.MARKER, BOOT);
            virsh.run("reboot", name).succeeded();
            Awaitility.await("the guest is up a second time")
                    .atMost(BOOT)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> console.output().split(SmallGuest.MARKER, -1).length >= 3);
            assertThat(virsh.run("shutdown", name).succeeded())
                    .contains("Domain '" + name + "' is being shutdown");
            awaitState("shut off (shutdown)");
        }
    }

    @Test
    void autostartIsMarkedAndUnmarked() {
        define();
        virsh.run("autostart", name).succeeded();
        assertThat(virsh.run("dominfo", name).succeeded()).containsPattern("Autostart:\\s+enable");
        virsh.run("autostart", "--disable", name).succeeded();
        assertThat(virsh.run("dominfo", name).succeeded()).containsPattern("Autostart:\\s+disable");
    }

    @Test
    void transientGuestIsGoneWhenItEnds() {
        Path file = SmallGuest.file(folder, name, guest.xml(name));
        assertThat(virsh.run("create", file.toString()).succeeded())
                .contains("Domain '" + name + "' created from " + file);
        virsh.run("undefine", name)
                .failed("Requested operation is not valid: cannot undefine transient domain");
        virsh.run("autostart", name).failed("cannot set autostart for transient domain");
        virsh.run("destroy", name).succeeded();
        virsh.run("dominfo", name).failed("failed to get domain '" + name + "'");
    }

    @Test
    void startedPausedGuestRunsWhenResumed() {
        define();
        virsh.run("start", "--paused", name).succeeded();
        assertThat(virsh.run("domstate", name).succeeded()).contains("paused");
        virsh.run("resume", name).succeeded();
        awaitState("running (unpaused)");
    }

    @Test
    void hostTellsWhatItIs() {
        assertThat(virsh.run("capabilities").succeeded())
                .contains(
                        "<capabilities>", "<arch>x86_64</arch>", "<domain type='qemu'", "machine");
        assertThat(virsh.run("nodeinfo").succeeded()).containsPattern("CPU\\(s\\):\\s+[1-9]");
        assertThat(virsh.run("version").succeeded())
                .containsPattern("Running hypervisor: QEMU [0-9.]+");
        assertThat(virsh.run("uri").succeeded()).contains("qemu");
        assertThat(virsh.run("hostname").succeeded()).isNotBlank();
    }

    @Test
    void hostTellsWhatGuestsCanHave() {
        assertThat(virsh.run("domcapabilities", "--machine", "q35").succeeded())
                .contains("<machine>pc-q35-", "<value>sata</value>", "<value>vnc</value>")
                .doesNotContain("<value>ide</value>", "<value>xen</value>");
        virsh.run("domcapabilities", "--machine", "no-such").failed("is not supported by emulator");
        virsh.run("domcapabilities", "--virttype", "foo").failed("unknown virttype: foo");
        Virsh reader = daemon.readOnlyVirsh("qemu:///system");
        reader.run("domcapabilities").failed("read only");
    }

    @Test
    void readOnlyConnectionLooksAndTouchesNothing() {
        define();
        Virsh reader = daemon.readOnlyVirsh("qemu:///system");
        assertThat(reader.run("list", "--all").succeeded()).contains(name);
        reader.run("start", name).failed("read only");
        reader.run("undefine", name).failed("read only");
        assertThat(virsh.run("domstate", name).succeeded()).contains("shut off");
    }
}
