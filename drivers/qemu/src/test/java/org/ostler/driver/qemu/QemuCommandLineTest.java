package org.ostler.driver.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ostler.api.Plan;
import org.ostler.engine.spi.Canonical;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class QemuCommandLineTest {
    private static final Path GOLDEN =
            Path.of(System.getProperty("ostler.root"), "drivers/qemu/src/test/resources/golden");

    /// Set to rewrite the golden files; the difference is then for a person to read.
    private static final boolean REWRITE = Boolean.getBoolean("ostler.golden.rewrite");

    private static void compare(Path file, String actual) throws Exception {
        if (REWRITE) {
            Files.writeString(file, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(file, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain-pc", "plain-q35", "devices-pc", "devices-q35", "kernel-boot"})
    void definitionBecomesExactlyThis(String name) throws Exception {
        DomainSpec written =
                DomainXml.parse(Files.readString(GOLDEN.resolve(name + ".xml"))).spec();
        Canonical canonical = Guests.canonical(written);
        compare(GOLDEN.resolve(name + ".canonical.xml"), DomainXml.format(canonical.spec()) + "\n");
        QemuArguments arguments = Guests.arguments(written);
        StringBuilder text = new StringBuilder(arguments.text("qemu-system-x86_64")).append('\n');
        arguments.bindings().forEach(b -> text.append("# late ").append(b.name()).append('\n'));
        arguments.setup().forEach(c -> text.append("# setup ").append(c.name()).append('\n'));
        arguments
                .remarks()
                .forEach(
                        r ->
                                text.append("# ")
                                        .append(r.level())
                                        .append(' ')
                                        .append(r.path())
                                        .append('\n'));
        compare(GOLDEN.resolve(name + ".args"), text.toString());
    }

    @Test
    void commasInNamesAndPathsAreDoubledOrInsideJson() {
        DomainSpec spec =
                Guests.with(
                                "pc",
                                "<disk type='file'><source file='/a,b \"c\".img'/><target"
                                        + " dev='vda'/></disk><serial type='file'><source"
                                        + " path='/x,append=on'/></serial>")
                        .withName("a,b");
        List<String> words = Guests.arguments(spec).words();
        assertThat(words)
                .contains("guest=a,,b,debug-threads=on")
                .contains("file,id=charserial0,path=/x,,append=on")
                .anyMatch(w -> w.contains("\"filename\":\"/a,b \\\"c\\\".img\""));
    }

    @Test
    void passwordsNeverStandOnTheCommandLine() {
        QemuArguments a =
                Guests.arguments(
                        Guests.with("pc", "<graphics type='vnc' autoport='yes' passwd='geheim'/>"));
        assertThat(a.text("q")).doesNotContain("geheim").contains("password=on");
        assertThat(a.setup()).extracting(QmpCommand::name).containsExactly("set_password");
        assertThat(a.setup().getFirst().toString()).doesNotContain("geheim");
    }

    @Test
    void pseudoTerminalsAreLoggedForThoseWhoComeLater() {
        QemuArguments a =
                Guests.arguments(
                        Guests.with(
                                "pc",
                                "<serial type='pty'/><serial type='pty'><log file='/l'"
                                        + " append='off'/></serial>"));
        assertThat(a.words())
                .contains("pty,id=charserial0,logfile=/run/g/serial0.log,logappend=on")
                .contains("pty,id=charserial1,logfile=/l,logappend=off");
    }

    @Test
    void bridgesAndNetworksLeaveTheTapToTheStart() {
        QemuArguments a =
                Guests.arguments(
                        Guests.with(
                                "pc",
                                "<interface type='network'><source"
                                        + " network='default'/></interface>"));
        assertThat(a.bindings()).extracting(Plan.LateBinding::name).containsExactly("net0.tap");
        assertThat(a.remarks())
                .anyMatch(
                        r ->
                                r.level() == Plan.Remark.Level.NEEDS
                                        && r.path().equals("/domain/devices/interface/source"));
        assertThat(a.words()).anyMatch(w -> w.contains("\"ifname\":\"${net0.tap}\""));
        assertThat(a.obstacles()).isEmpty();
    }

    @Test
    void unpluggedCableIsPulledBeforeTheGuestRuns() {
        QemuArguments a =
                Guests.arguments(
                        Guests.with(
                                "pc", "<interface type='user'><link state='down'/></interface>"));
        assertThat(a.setup()).extracting(QmpCommand::name).containsExactly("set_link");
    }

    @Test
    void whatQemuCannotDoIsAnObstacleAtItsPlace() {
        QemuArguments a =
                Guests.arguments(
                        Guests.with(
                                "pc",
                                "<disk type='network'><source protocol='nbd' name='x'/><target"
                                        + " dev='vda'/></disk><interface type='direct'><source"
                                        + " dev='eth0'/></interface><interface type='user'><model"
                                        + " type='nosuch'/></interface><graphics type='sdl'/>"));
        assertThat(a.obstacles())
                .extracting(Plan.Remark::path)
                .containsExactlyInAnyOrder(
                        "/domain/devices/disk/source",
                        "/domain/devices/interface[1]/@type",
                        "/domain/devices/interface[2]",
                        "/domain/devices/graphics/@type");
    }

    @Test
    void vncPortsAreGivenAsDisplayNumbers() {
        DomainSpec live =
                QemuCommandLine.live(
                        Guests.canonical(Guests.with("pc", "<graphics type='vnc' listen='::1'/>"))
                                .spec());
        QemuArguments a =
                QemuCommandLine.of(
                        live,
                        Qemu72.TARGET,
                        new GuestPaths(Path.of("/run/g")),
                        hole -> "5907",
                        new Firmware(List.of()));
        assertThat(a.words()).contains("[::1]:7");
    }
}
