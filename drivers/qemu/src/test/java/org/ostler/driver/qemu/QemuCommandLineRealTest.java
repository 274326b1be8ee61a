package org.ostler.driver.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;
import org.ostler.model.LifecycleAction;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Real QEMU takes the command lines, and guests run under them.
@Timeout(180)
class QemuCommandLineRealTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir Path dir;
    private final List<QemuLauncher.Started> started = new ArrayList<>();
    private final QmpNotices notices = new QmpNotices();
    private QemuTarget target = Qemu72.TARGET;

    @BeforeEach
    void probe() throws Exception {
        RealQemu.required();
        QemuBinary qemu =
                new QemuBinaries(dir.resolve("cache"), new RunAs.Self()).get(RealQemu.BINARY);
        target = new QemuTarget(qemu, Optional.of("not asked"));
    }

    @AfterEach
    void endGuests() throws Exception {
        for (QemuLauncher.Started s : started) {
            s.monitor().close();
            s.process().kill();
            s.process().close();
        }
    }

    private QmpClient start(DomainSpec written) throws Exception {
        DomainSpec live = QemuCommandLine.live(QemuCanonical.of(written, target).spec());
        GuestPaths paths = new GuestPaths(dir);
        // Displays listen on unix sockets here, so that no port of the host is taken.
        QemuArguments arguments =
                QemuCommandLine.of(live, target, paths, hole -> "2026-01-02T03:04:05");
        assertThat(arguments.obstacles()).isEmpty();
        QemuLauncher.Started s = RealQemu.start(live.name(), arguments, dir, notices);
        started.add(s);
        for (QmpCommand command : arguments.setup()) {
            s.monitor().execute(command, LONG);
        }
        return s.monitor();
    }

    private String file(String name) throws Exception {
        return Files.write(dir.resolve(name), new byte[1 << 20]).toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pc", "q35"})
    void everyKindOfDeviceIsTaken(String machine) throws Exception {
        String devices =
                """
                <disk type='file'><source file='%s'/><target dev='vda'/></disk>
                <disk type='file'><driver name='qemu' cache='none' discard='unmap' detect_zeroes='unmap' copy_on_read='on' error_policy='stop'/>
                  <source file='%s'/><target dev='vdb'/><serial>S,1</serial></disk>
                <disk type='file' device='cdrom'><target dev='sdb' bus='sata'/></disk>
                <disk type='file'><source file='%s'/><target dev='sda' bus='scsi'/><wwn>5000c50015ea71ac</wwn></disk>
                <disk type='file'><source file='%s'/><target dev='sdh' bus='scsi'/></disk>
                <disk type='file'><source file='%s'/><target dev='sdc' bus='usb'/></disk>
                <disk type='file' device='floppy'><source file='%s'/><target dev='fda'/></disk>
                <controller type='scsi' index='0' model='virtio-scsi'/>
                <interface type='user'><model type='virtio'/><mtu size='1400'/></interface>
                <interface type='user'><model type='e1000'/><link state='down'/></interface>
                <serial type='pty'/>
                <serial type='unix'><source mode='bind' path='%s'/></serial>
                <serial type='null'/>
                <parallel type='file'><source path='%s'/></parallel>
                <console type='pty'><target type='virtio'/></console>
                <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
                <input type='tablet' bus='usb'/><input type='keyboard' bus='virtio'/>
                <graphics type='vnc' socket='%s' passwd='secret'/>
                <video><model type='vga'/></video><video><model type='virtio'/></video>
                <watchdog model='i6300esb' action='poweroff'/>
                <memballoon model='virtio'><stats period='5'/></memballoon>
                <rng model='virtio'><rate bytes='1024' period='1000'/><backend model='random'>/dev/urandom</backend></rng>
                """
                        .formatted(
                                file("a,b"),
                                file("b"),
                                file("c"),
                                file("d"),
                                file("e"),
                                file("f"),
                                dir.resolve("serial,1.sock"),
                                dir.resolve("par"),
                                dir.resolve("vnc"));
        QmpClient monitor = start(Guests.with(machine, devices));
        assertThat(
                        monitor.execute(QmpCommand.query("query-status"), LONG)
                                .asObject()
                                .string("status"))
                .contains("prelaunch");
        Json.Obj peripherals = Json.object().put("path", "/machine/peripheral").build();
        assertThat(monitor.execute(QmpCommand.query("qom-list", peripherals), LONG).asObjects())
                .extracting(o -> o.string("name").orElse(""))
                .contains(
                        "virtio-disk0",
                        "virtio-disk1",
                        "sata0-0-1",
                        "scsi0-0-0-0",
                        "usb-disk2",
                        "fdc0-0-0",
                        "net0",
                        "net1",
                        "serial0",
                        "parallel0",
                        "console1",
                        "channel0",
                        "input0",
                        "video1",
                        "watchdog0",
                        "balloon0",
                        "rng0");
        assertThat(monitor.execute(QmpCommand.query("query-named-block-nodes"), LONG).asObjects())
                .extracting(o -> o.string("node-name").orElse(""))
                .contains("vda-format", "vda-storage", "vdb-cor");
    }

    @Test
    void bridgedBusesUsbCompanionsAndManyDisksAreTaken() throws Exception {
        StringBuilder devices = new StringBuilder();
        for (int i = 0; i < 32; i++) {
            String dev = "vd" + (i < 26 ? "" : "a") + (char) ('a' + i % 26);
            devices.append(
                    "<disk type='file'><source file='%s'/><target dev='%s'/></disk>"
                            .formatted(file(dev), dev));
        }
        devices.append("<controller type='usb' index='0' model='ich9-ehci1'/>");
        for (int i = 1; i <= 3; i++) {
            devices.append(
                    "<controller type='usb' index='0' model='ich9-uhci%d'><master startport='%d'/></controller>"
                            .formatted(i, 2 * i - 2));
        }
        devices.append("<input type='tablet' bus='usb'/>".repeat(8));
        QmpClient monitor = start(Guests.with("pc", devices.toString()));
        assertThat(monitor.execute(QmpCommand.query("query-block"), LONG).asObjects())
                .hasSizeGreaterThanOrEqualTo(32);
    }

    @Test
    void bootSectorPrintsOnAConsoleThatIsBothATerminalAndALog() throws Exception {
        Path disk = BootSector.disk(dir.resolve("disk"), "hello from the guest\r\n");
        QmpClient monitor =
                start(
                        Guests.with(
                                "pc",
                                "<disk type='file'><source file='"
                                        + disk
                                        + "'/><target dev='hda' bus='ide'/></disk><console"
                                        + " type='pty'/>"));
        String terminal =
                monitor.execute(QmpCommand.query("query-chardev"), LONG).asObjects().stream()
                        .filter(c -> c.string("label").equals(Optional.of("charserial0")))
                        .findFirst()
                        .flatMap(c -> c.string("filename"))
                        .orElseThrow();
        assertThat(terminal).startsWith("pty:/dev/pts/");
        monitor.execute(QmpCommand.change("cont"), LONG);
        assertThat(notices.next("event RESUME")).isNotEmpty();
        Path log = new GuestPaths(dir).consoleLog("serial0");
        Eventually.holds(() -> Files.readString(log).contains("hello from the guest"));
        monitor.execute(QmpCommand.change("system_reset"), LONG);
        Eventually.holds(() -> Files.readString(log).split("hello from the guest", -1).length > 2);
        assertThat(
                        monitor.execute(QmpCommand.query("query-status"), LONG)
                                .asObject()
                                .string("status"))
                .contains("running");
    }

    @Test
    void logOfAConsoleCanBeCutWhileQemuWritesIt() throws Exception {
        Path disk = BootSector.disk(dir.resolve("disk"), "again\r\n");
        QmpClient monitor =
                start(
                        Guests.with(
                                "pc",
                                "<disk type='file'><source file='"
                                        + disk
                                        + "'/><target dev='hda' bus='ide'/></disk><console"
                                        + " type='pty'/>"));
        Path log = new GuestPaths(dir).consoleLog("serial0");
        monitor.execute(QmpCommand.change("cont"), LONG);
        Eventually.holds(() -> Files.readString(log).contains("again"));
        try (var channel = Files.newByteChannel(log, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
        monitor.execute(QmpCommand.change("system_reset"), LONG);
        Eventually.holds(() -> Files.readString(log).strip().equals("again"));
    }

    @Test
    void uefiGuestStartsWithInstalledFirmware() throws Exception {
        DomainSpec plain = Guests.with("q35", "");
        DomainSpec canonical = QemuCanonical.of(plain, target).spec();
        Optional<Firmware.Choice> choice = Firmware.ofHost().choose(canonical);
        Assumptions.assumeTrue(choice.isPresent(), "needs OVMF");
        Path variables = Files.copy(Path.of(choice.get().template()), dir.resolve("vars,1"));
        DomainSpec efi =
                DomainXml.parse(
                                DomainXml.format(plain)
                                        .replace("<os>", "<os firmware='efi'>")
                                        .replace("</os>", "<nvram>" + variables + "</nvram></os>"))
                        .spec();
        QmpClient monitor = start(efi);
        assertThat(monitor.execute(QmpCommand.query("query-named-block-nodes"), LONG).asObjects())
                .extracting(o -> o.string("node-name").orElse(""))
                .contains("pflash0-format", "pflash1-format");
    }

    @Test
    void guestThatWantsToBeDestroyedOnRebootIsStoppedThere() throws Exception {
        DomainSpec spec = Guests.with("pc", "").withOnReboot(LifecycleAction.DESTROY);
        QmpClient monitor = start(spec);
        monitor.execute(QmpCommand.change("cont"), LONG);
        monitor.execute(QmpCommand.change("system_reset"), LONG);
        assertThat(notices.next("event SHUTDOWN")).isNotEmpty();
    }

    @Test
    void anUnprivilegedUserRunsIt() throws Exception {
        Assumptions.assumeTrue(
                System.getProperty("user.name").equals("root"),
                "needs root to become somebody else");
        RunAs nobody = new RunAs.User("nobody", "nogroup");
        Path home = Files.createTempDirectory("ostler-test");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
        QemuStart start =
                new QemuStart(
                        "g",
                        RealQemu.BINARY,
                        List.of(
                                "-machine",
                                "none",
                                "-display",
                                "none",
                                "-qmp",
                                "unix:" + home + "/m,server=on,wait=off"),
                        Map.of(),
                        nobody,
                        dir.resolve("log"),
                        home.resolve("m"));
        QemuLauncher.Started s = QemuLauncher.start(start, LONG, notices);
        started.add(s);
        String status =
                Files.readString(Path.of("/proc/" + s.process().identity().pid() + "/status"));
        assertThat(status)
                .containsPattern("Uid:\\s+65534\\s+65534\\s+65534")
                .containsPattern("CapBnd:\\s+0+\n");
    }
}
