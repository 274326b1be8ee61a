package org.ostler.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Stock virsh against Ostler's daemon on a real Xen host, from outside: the words and exit codes
/// are those that a stock libvirtd 9.0 gives there. A class for each kind of guest, because a test
/// that the emulated processor spoiled can only be tried again in a class of its own.
@Tag("xen")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class VirshXenContract {
    private static final Duration BOOT = XenLab.PATIENCE;

    @TempDir private Path folder;
    private final XenKind kind;

    private Virsh virsh;
    private XenLab lab;
    private String name = "v";

    VirshXenContract(XenKind kind) {
        this.kind = kind;
    }

    @BeforeAll
    void reachHost() {
        assumeTrue(Programs.installed("virsh"), "virsh is not installed");
        lab = XenLab.reach();
        virsh = lab.virsh();
    }

    @BeforeEach
    void freshName(TestInfo test) {
        name = kind.word() + "-" + test.getTestMethod().orElseThrow().getName();
        lab.remove(name);
    }

    @AfterEach
    void remove() {
        lab.remove(name);
    }

    private Path file() {
        return SmallGuest.file(folder, name, kind.xml(name));
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

    private Background console(String which) {
        return virsh.startOnTerminal(folder.resolve(name + which), "console", name);
    }

    private void awaitState(String state) {
        Awaitility.await(name + " is " + state)
                .atMost(BOOT)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> virsh.run("domstate", "--reason", name).out().contains(state));
    }

    @Test
    void definedGuestBecomesAConfigurationOfXlAndComesBack() throws IOException {
        define();
        String configuration =
                virsh.run("domxml-to-native", "xen-xl", "--domain", name).succeeded();
        assertThat(configuration)
                .contains(
                        "name = \"" + name + "\"",
                        "memory = " + kind.memoryMib,
                        "kernel = \"" + XenKind.KERNEL + "\"");
        Path file = Files.writeString(folder.resolve(name + ".cfg"), configuration);
        assertThat(virsh.run("domxml-from-native", "xen-xl", file.toString()).succeeded())
                .contains("<domain type='xen'", "<name>" + name + "</name>", XenKind.KERNEL);
        virsh.run("domxml-from-native", "qemu-argv", file.toString())
                .failed("invalid argument: unsupported config type qemu-argv");
    }

    @Test
    void definedGuestIsListedShutOffWithItsInformation() {
        define();
        assertThat(virsh.run("list", "--all").succeeded())
                .containsPattern("-\\s+" + name + "\\s+shut off");
        assertThat(virsh.run("list").succeeded()).doesNotContain(name);
        assertThat(virsh.run("dominfo", name).succeeded())
                .containsPattern("Id:\\s+-")
                .containsPattern("OS Type:\\s+" + kind.shownType)
                .containsPattern("State:\\s+shut off")
                .containsPattern("CPU\\(s\\):\\s+1")
                .containsPattern("Max memory:\\s+" + (kind.memoryMib << 10) + " KiB")
                .containsPattern("Persistent:\\s+yes")
                .containsPattern("Autostart:\\s+disable");
        assertThat(virsh.run("dumpxml", name).succeeded())
                .contains(
                        "<domain type='xen'>",
                        "<name>" + name + "</name>",
                        "<memory unit='KiB'>" + (kind.memoryMib << 10) + "</memory>",
                        "<kernel>" + XenKind.KERNEL + "</kernel>",
                        "<target type='xen' port='0'/>",
                        "<memballoon model='xen'/>");
        virsh.run("autostart", name).succeeded();
        assertThat(virsh.run("dominfo", name).succeeded()).containsPattern("Autostart:\\s+enable");
        virsh.run("autostart", "--disable", name).succeeded();
        assertThat(virsh.run("dominfo", name).succeeded()).containsPattern("Autostart:\\s+disable");
        assertThat(virsh.run("undefine", name).succeeded())
                .contains("Domain '" + name + "' has been undefined");
        virsh.run("dominfo", name).failed("failed to get domain '" + name + "'");
    }

    @Test
    void consoleShowsWhatTheGuestWritesAndTakesWhatIsTyped() {
        define();
        virsh.run("start", "--paused", name).succeeded();
        try (Background console = console(".console")) {
            console.awaitOutput("Escape character", BOOT);
            virsh.run("resume", name).succeeded();
            console.awaitOutput(SmallGuest.MARKER, BOOT);
            console.talk("hello there", BOOT);
            try (Background second = console(".second")) {
                second.awaitOutput("Active console session exists for this domain", BOOT);
            }
            String tty = virsh.run("ttyconsole", name).succeeded().strip();
            assertThat(tty).startsWith("/dev/pts/");
            assertThat(virsh.run("dumpxml", name).succeeded())
                    .contains("<console type='pty' tty='" + tty + "'>", "<source path='" + tty);
            assertThat(lab.run("test", "-c", tty).exitCode()).isZero();
            virsh.run("destroy", name).succeeded();
            Awaitility.await("virsh console ends with the guest")
                    .atMost(BOOT)
                    .until(() -> !console.alive());
        }
    }

    @Test
    void lifeOfAGuestIsToldAndWrongCommandsAreRefused() {
        try (Background events =
                virsh.start(
                        folder.resolve(name + ".events"),
                        "event",
                        "--all",
                        "--loop",
                        "--timestamp")) {
            awaitRegistered(events);
            virsh.run("start", name).succeeded();
            events.awaitOutput(told("Started Booted"), BOOT);
            virsh.run("start", name).failed("Domain is already active");
            assertThat(virsh.run("domstate", "--reason", name).succeeded())
                    .contains("running (booted)");
            assertThat(virsh.run("suspend", name).succeeded())
                    .contains("Domain '" + name + "' suspended");
            events.awaitOutput(told("Suspended Paused"), BOOT);
            assertThat(virsh.run("domstate", "--reason", name).succeeded())
                    .contains("paused (user)");
            assertThat(virsh.run("resume", name).succeeded())
                    .contains("Domain '" + name + "' resumed");
            events.awaitOutput(told("Resumed Unpaused"), BOOT);
            assertThat(virsh.run("domstate", "--reason", name).succeeded())
                    .contains("running (unpaused)");
            virsh.run("reset", name)
                    .failed(
                            "this function is not supported by the connection driver:"
                                    + " virDomainReset");
            assertThat(virsh.run("destroy", name).succeeded())
                    .contains("Domain '" + name + "' destroyed");
            events.awaitOutput(told("Stopped Destroyed"), BOOT);
            assertThat(virsh.run("domstate", "--reason", name).succeeded())
                    .contains("shut off (destroyed)");
            for (String command : new String[] {"destroy", "suspend", "resume", "shutdown"}) {
                virsh.run(command, name)
                        .failed("Requested operation is not valid: domain is not running");
            }
            virsh.run("console", name).failed("The domain is not running");
            virsh.run("undefine", name).succeeded();
            events.awaitOutput(told("Undefined Removed"), BOOT);
        }
    }

    private String told(String what) {
        return "event 'lifecycle' for domain '" + name + "': " + what;
    }

    private void awaitRegistered(Background events) {
        Awaitility.await("virsh has registered")
                .atMost(BOOT)
                .until(
                        () -> {
                            define();
                            return events.output().contains(told("Defined"));
                        });
    }

    @Test
    void guestThatIsAskedRebootsAndShutsDown() {
        start();
        awaitUp(".first");
        int before = id();
        assertThat(virsh.run("reboot", name).succeeded())
                .contains("Domain '" + name + "' is being rebooted");
        Awaitility.await("the guest is another domain")
                .atMost(BOOT)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> id() > before);
        awaitUp(".again");
        assertThat(virsh.run("shutdown", name).succeeded())
                .contains("Domain '" + name + "' is being shutdown");
        awaitState("shut off (shutdown)");
    }

    private void awaitUp(String which) {
        try (Background console = console(which)) {
            console.talk("up " + which, BOOT);
        }
    }

    private int id() {
        String id = virsh.run("domid", name).out().strip();
        return id.matches("[0-9]+") ? Integer.parseInt(id) : -1;
    }

    @Test
    void transientGuestStartedPausedRunsWhenResumedAndIsGoneWhenItEnds() {
        Path file = file();
        assertThat(virsh.run("create", "--paused", file.toString()).succeeded())
                .contains("Domain '" + name + "' created from " + file);
        assertThat(virsh.run("domstate", name).succeeded()).contains("paused");
        assertThat(virsh.run("list").succeeded())
                .containsPattern("[1-9][0-9]*\\s+" + name + "\\s+paused");
        virsh.run("resume", name).succeeded();
        awaitState("running (unpaused)");
        virsh.run("undefine", name)
                .failed("Requested operation is not valid: cannot undefine transient domain");
        virsh.run("autostart", name).failed("cannot set autostart for transient domain");
        virsh.run("destroy", name).succeeded();
        virsh.run("dominfo", name).failed("failed to get domain '" + name + "'");
    }

    @Test
    void hostTellsWhatItIs() {
        assertThat(virsh.run("capabilities").succeeded())
                .contains(
                        "<capabilities>", "<arch>x86_64</arch>", "<domain type='xen'", kind.word());
        assertThat(virsh.run("nodeinfo").succeeded()).containsPattern("CPU\\(s\\):\\s+[1-9]");
        assertThat(virsh.run("version").succeeded())
                .containsPattern("Using API: Xen [0-9.]+")
                .containsPattern("Running hypervisor: Xen 4\\.[0-9.]+");
        assertThat(virsh.run("uri").succeeded()).contains("xen");
        assertThat(virsh.run("hostname").succeeded().strip())
                .isEqualTo(lab.run("hostname").succeeded().strip());
        assertThat(virsh.run("list").succeeded()).containsPattern("0\\s+Domain-0\\s+running");
    }
}
