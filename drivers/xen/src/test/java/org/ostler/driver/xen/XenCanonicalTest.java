package org.ostler.driver.xen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.ostler.api.Fault;
import org.ostler.api.Plan;
import org.ostler.engine.spi.Canonical;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;

/// Definitions as they are stored: what libvirt 9.0's own driver shows of the same on Xen 4.17.
class XenCanonicalTest {
    private static final String TAIL =
            "<clock offset='utc'/><on_poweroff>destroy</on_poweroff>"
                    + "<on_reboot>restart</on_reboot><on_crash>destroy</on_crash>";
    private static final String PARAVIRTUAL =
            "<input type='mouse' bus='xen'/><input type='keyboard' bus='xen'/>";
    private static final String CONSOLE =
            "<console type='pty'><target type='xen' port='0'/></console>";
    private static final String BALLOON = "<memballoon model='xen'/>";

    @Test
    void paravirtualGuest() {
        assertBecomes(
                "<os><type>xen</type></os><devices>"
                        + "<disk><source file='/d'/><target dev='xvda'/></disk>"
                        + "<interface type='bridge'><mac address='00:16:3e:14:29:a2'/>"
                        + "<source bridge='b'/></interface></devices>",
                "<os><type arch='x86_64'>linux</type></os>"
                        + TAIL
                        + "<devices><disk type='file' device='disk'><driver type='raw'/>"
                        + "<source file='/d'/><target dev='xvda' bus='xen'/></disk>"
                        + "<controller type='xenbus' index='0'/>"
                        + "<interface type='bridge'><mac address='00:16:3e:14:29:a2'/>"
                        + "<source bridge='b'/></interface>"
                        + CONSOLE
                        + PARAVIRTUAL
                        + BALLOON
                        + "</devices>");
    }

    @Test
    void guestWithoutAMachineAndWithADisplay() {
        assertBecomes(
                "<os><type>xenpvh</type><kernel>/k</kernel></os>"
                        + "<devices><graphics type='vnc'/></devices>",
                "<os><type arch='x86_64'>xenpvh</type><kernel>/k</kernel></os>"
                        + TAIL
                        + "<devices><controller type='xenbus' index='0'/>"
                        + CONSOLE
                        + PARAVIRTUAL
                        + "<graphics type='vnc' port='-1' autoport='yes'>"
                        + "<listen type='address'/></graphics>"
                        + "<video><model type='cirrus' vram='16384' heads='1' primary='yes'/>"
                        + "</video>"
                        + BALLOON
                        + "</devices>");
    }

    @Test
    void machine() {
        assertBecomes(
                "<os><type>hvm</type></os><devices>"
                        + "<disk><source file='/d'/><target dev='hda'/></disk>"
                        + "<disk type='block' device='cdrom'><source dev='/dev/x'/>"
                        + "<target dev='hdc'/></disk><graphics type='vnc'/>"
                        + "<serial type='pty'/></devices>",
                "<os><type arch='x86_64'>hvm</type><boot dev='hd'/></os>"
                        + "<features><pae/></features>"
                        + TAIL
                        + "<devices><disk type='file' device='disk'><driver type='raw'/>"
                        + "<source file='/d'/><target dev='hda' bus='ide'/>"
                        + "<address type='drive' controller='0' bus='0' target='0' unit='0'/>"
                        + "</disk><disk type='block' device='cdrom'><driver type='raw'/>"
                        + "<source dev='/dev/x'/><target dev='hdc' bus='ide'/><readonly/>"
                        + "<address type='drive' controller='0' bus='1' target='0' unit='0'/>"
                        + "</disk><controller type='xenbus' index='0'/>"
                        + "<controller type='ide' index='0'/>"
                        + "<serial type='pty'><target port='0'/></serial>"
                        + "<console type='pty'><target type='serial' port='0'/></console>"
                        + "<input type='mouse' bus='ps2'/><input type='keyboard' bus='ps2'/>"
                        + "<graphics type='vnc' port='-1' autoport='yes'>"
                        + "<listen type='address'/></graphics>"
                        + "<video><model type='cirrus' vram='8192' heads='1' primary='yes'/>"
                        + "</video>"
                        + BALLOON
                        + "</devices>");
    }

    @Test
    void machineOf32Bits() {
        assertBecomes(
                "<vcpu current='1'>2</vcpu><os><type arch='i686'>hvm</type>"
                        + "<loader>/l</loader></os><features><acpi/></features><devices>"
                        + "<input type='tablet'/><input type='mouse'/><video/>"
                        + "<memballoon model='virtio'/><controller type='usb'/></devices>",
                "<vcpu placement='static' current='1'>2</vcpu><os><type arch='i686'>hvm</type>"
                        + "<loader type='rom'>/l</loader><boot dev='hd'/></os>"
                        + "<features><acpi/></features>"
                        + TAIL
                        + "<devices><controller type='usb' index='0'/>"
                        + "<controller type='xenbus' index='0'/>"
                        + "<input type='tablet' bus='usb'/><input type='mouse' bus='ps2'/>"
                        + "<input type='keyboard' bus='ps2'/>"
                        + "<video><model type='cirrus' vram='8192' heads='1' primary='yes'/>"
                        + "</video><memballoon model='virtio'/></devices>");
    }

    @Test
    void cardGetsAnAddressOfXensThatStays() {
        DomainSpec written =
                parse(
                        "<os><type>xen</type></os><devices><interface type='bridge'>"
                                + "<source bridge='b'/></interface></devices>");
        Canonical once = XenCanonical.of(written);
        String mac = once.spec().devices().interfaces().getFirst().mac().orElseThrow().toString();
        assertThat(mac).startsWith("00:16:3e:");
        assertThat(XenCanonical.of(written).spec()).isEqualTo(once.spec());
        assertThat(once.values())
                .contains(
                        new Plan.Value(
                                "/domain/devices/interface/mac/@address",
                                mac,
                                Plan.Provenance.DRIVER,
                                "made from the domain's identity"));
    }

    @Test
    void guestsOfOtherHypervisorsAreRefused() {
        assertThatThrownBy(
                        () ->
                                XenCanonical.of(
                                        DomainXml.parse(
                                                        "<domain type='qemu'><name>a</name>"
                                                                + "<memory>9</memory><os>"
                                                                + "<type>hvm</type></os></domain>")
                                                .spec()))
                .isInstanceOf(Fault.class)
                .hasMessage("invalid argument: could not find capabilities for domaintype=qemu");
        assertThatThrownBy(() -> XenCanonical.of(parse("<os><type arch='armv7l'>hvm</type></os>")))
                .isInstanceOf(Fault.class)
                .hasMessage(
                        "invalid argument: could not find capabilities for arch=armv7l"
                                + " domaintype=xen");
    }

    private static void assertBecomes(String written, String stored) {
        Canonical canonical = XenCanonical.of(parse(written));
        assertThat(DomainXml.format(canonical.spec())).isEqualTo(DomainXml.format(parse(stored)));
        assertThat(XenCanonical.of(canonical.spec()).spec())
                .as("a canonical form is its own canonical form")
                .isEqualTo(canonical.spec());
    }

    private static DomainSpec parse(String inner) {
        return DomainXml.parse(
                        "<domain type='xen'><name>g</name>"
                                + "<uuid>7d4d8478-d873-4a88-995e-85d738a32864</uuid>"
                                + "<memory unit='MiB'>100</memory>"
                                + inner
                                + "</domain>")
                .spec();
    }
}
