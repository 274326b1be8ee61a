package org.ostler.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;
import java.util.stream.Collectors;

final class CanonicalStepsTest {
    private static DomainSpec domain(String os, String devices) {
        return DomainXml.parse(
                        "<domain type='test'><name>n</name><memory>1024</memory><os><type>"
                                + os
                                + "</type></os><devices>"
                                + devices
                                + "</devices></domain>")
                .spec();
    }

    /// The lines between `<devices>` and `</devices>`, without indentation.
    private static String devices(DomainSpec spec) {
        String text = DomainXml.format(spec);
        return text.substring(text.indexOf("<devices>") + 9, text.indexOf("</devices>"))
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private static String completed(String os, String devices) {
        return devices(CanonicalSteps.withDeviceDefaults(domain(os, devices)));
    }

    @Test
    void firstSerialPortIsMirroredAsConsole() {
        assertThat(completed("hvm", "<serial type='pty'/><serial type='null'/>"))
                .isEqualTo(
                        """
                        <serial type='pty'>
                        <target port='0'/>
                        </serial>
                        <serial type='null'>
                        <target port='1'/>
                        </serial>
                        <console type='pty'>
                        <target type='serial' port='0'/>
                        </console>\
                        """);
    }

    @Test
    void serialConsoleMakesItsSerialPort() {
        String both =
                """
                <serial type='pty'>
                <target port='0'/>
                </serial>
                <console type='pty'>
                <target type='serial' port='0'/>
                </console>\
                """;
        assertThat(completed("hvm", "<console type='pty'/>")).isEqualTo(both);
        assertThat(completed("hvm", "<console type='pty'><target type='serial'/></console>"))
                .isEqualTo(both);
        assertThat(completed("hvm", "<console type='pty'><target type='virtio'/></console>"))
                .isEqualTo("<console type='pty'>\n<target type='virtio' port='0'/>\n</console>");
    }

    @Test
    void paravirtualizedGuestsHaveNoSerialPortOfTheirOwn() {
        assertThat(completed("xen", "<console type='pty'/>"))
                .isEqualTo("<console type='pty'>\n<target port='0'/>\n</console>");
        assertThat(completed("xen", "<input type='mouse'/>"))
                .isEqualTo("<input type='mouse' bus='xen'/>");
    }

    @Test
    void disksGetTheBusOfTheirNameAndCdromsAreReadonly() {
        assertThat(
                        completed(
                                "hvm",
                                "<disk><source file='/a'/><target dev='vda'/></disk>"
                                        + "<disk device='cdrom'><target dev='hda'/></disk>"
                                        + "<disk device='floppy'><target dev='fda'/></disk>"))
                .contains("<target dev='vda' bus='virtio'/>")
                .contains("<target dev='hda' bus='ide'/>\n<readonly/>")
                .contains("<target dev='fda' bus='fdc'/>");
    }

    @Test
    void displaysGetPortsAndListeners() {
        assertThat(completed("hvm", "<graphics type='vnc' listen='1.2.3.4'/>"))
                .isEqualTo(
                        """
                        <graphics type='vnc' port='-1' autoport='yes' listen='1.2.3.4'>
                        <listen type='address' address='1.2.3.4'/>
                        </graphics>\
                        """);
        assertThat(completed("hvm", "<graphics type='vnc' port='5901'/>"))
                .contains("<graphics type='vnc' port='5901' autoport='no'>");
        assertThat(completed("hvm", "<graphics type='vnc' socket='/s'/>"))
                .contains(
                        "<graphics type='vnc' socket='/s'>", "<listen type='socket' socket='/s'/>");
        assertThat(
                        completed(
                                "hvm",
                                "<video><model type='qxl'/></video><video><model"
                                        + " type='vga'/></video>"))
                .contains("<model type='qxl' ram='65536' vram='65536' heads='1' primary='yes'/>")
                .contains("<model type='vga' vram='16384' heads='1'/>");
    }

    @Test
    void identityAndAddressesComeFromTheGivenSource() {
        DomainSpec spec = domain("hvm", "<interface type='user'/><interface type='user'/>");
        DomainSpec first = CanonicalSteps.complete(spec, new SplittableRandom(1), 0x00163e);
        assertThat(first)
                .isEqualTo(CanonicalSteps.complete(spec, new SplittableRandom(1), 0x00163e));
        assertThat(first.uuid().orElseThrow().version()).isEqualTo(4);
        assertThat(first.uuid().orElseThrow().variant()).isEqualTo(2);
        assertThat(first.devices().interfaces())
                .extracting(card -> card.mac().orElseThrow().toString())
                .allSatisfy(mac -> assertThat(mac).startsWith("00:16:3e:"))
                .doesNotHaveDuplicates();
        assertThat(first.os().boot()).containsExactly(BootDevice.HARD_DISK);
    }

    @Test
    void definitionKeepsNothingOfTheRunningDomain() {
        String running =
                "<interface type='user'><target dev='vnet3'/><alias"
                    + " name='net0'/></interface><interface type='user'><target dev='mine0'/><alias"
                    + " name='ua-mine'/></interface><console type='pty' tty='/dev/pts/4'><source"
                    + " path='/dev/pts/4'/><target type='virtio' port='0'/></console><graphics"
                    + " type='vnc' port='5900' autoport='yes'/>";
        assertThat(devices(CanonicalSteps.inactive(domain("hvm", running))))
                .isEqualTo(
                        """
                        <interface type='user'/>
                        <interface type='user'>
                        <target dev='mine0'/>
                        <alias name='ua-mine'/>
                        </interface>
                        <console type='pty'>
                        <target type='virtio' port='0'/>
                        </console>
                        <graphics type='vnc' port='-1' autoport='yes'/>\
                        """);
    }

    @Test
    void passwordsCanBeLeftOut() {
        DomainSpec spec =
                domain(
                        "hvm",
                        "<graphics type='vnc' passwd='secret'/><graphics type='spice'"
                                + " passwd='secret'/>");
        assertThat(DomainXml.format(CanonicalSteps.withoutSecrets(spec))).doesNotContain("secret");
    }

    @Test
    void clocksAndCpusAreSpelledOut() {
        DomainSpec spec =
                DomainXml.parse(
                                """
                                <domain type='test'><name>n</name><memory>1</memory><os><type>hvm</type></os>
                                <clock offset='localtime' adjustment='5'/>
                                <cpu><model>m</model><topology sockets='1' cores='2' threads='1'/><feature name='f'/></cpu>
                                </domain>\
                                """)
                        .spec();
        assertThat(
                        DomainXml.format(
                                CanonicalSteps.withCpuDefaults(
                                        CanonicalSteps.withClockDefaults(spec))))
                .contains("<clock offset='variable' adjustment='5' basis='localtime'/>")
                .contains("<cpu mode='custom' match='exact'>")
                .contains("<model fallback='allow'>m</model>")
                .contains("<topology sockets='1' dies='1' cores='2' threads='1'/>")
                .contains("<feature policy='require' name='f'/>");
    }
}
