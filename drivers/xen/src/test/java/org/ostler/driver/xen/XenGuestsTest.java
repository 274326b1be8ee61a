package org.ostler.driver.xen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;
import org.ostler.xlcfg.Json;

import java.util.concurrent.TimeUnit;

/// Guests of every type from their descriptions, on a real hypervisor.
@NeedsXen
class XenGuestsTest {
    private static final String DEVICES =
            """
            <disk type='file' device='disk'>
              <driver name='qemu' type='raw'/>
              <source file='/root/guests/disk.img'/>
              <target dev='%s' bus='%s'/>
            </disk>
            <interface type='bridge'>
              <mac address='00:16:3e:00:00:0%d'/>
              <source bridge='xenbr0'/>
            </interface>
            <console type='pty'><target type='xen' port='0'/></console>
            """;

    private final Libxl libxl = new Libxl();
    private int domid;

    @AfterEach
    void removeGuest() throws Exception {
        if (domid > 0 && libxl.domain(domid).isPresent()) {
            libxl.operations().destroy(domid).result().get(5, TimeUnit.MINUTES);
        }
        libxl.close();
    }

    @Test
    void paravirtualGuestWithDiskAndCard() throws Exception {
        assertThatRuns(XenGuestType.PV, "vmlinux", 96, DEVICES.formatted("xvda", "xen", 1));
    }

    @Test
    void pvhGuestWithDiskAndCard() throws Exception {
        assertThatRuns(XenGuestType.PVH, "vmlinux", 128, DEVICES.formatted("xvda", "xen", 2));
    }

    @Tag("full")
    @Test
    void emulatedMachineWithDiskCardSerialAndDisplay() throws Exception {
        String machine =
                "<emulator>/usr/libexec/xen-qemu-system-i386</emulator>"
                        + DEVICES.formatted("hda", "ide", 3)
                        + "<serial type='pty'><target port='0'/></serial><graphics type='vnc'"
                        + " port='-1' autoport='yes'><listen type='address'"
                        + " address='127.0.0.1'/></graphics><video><model type='vga'/></video>";
        assertThatRuns(XenGuestType.HVM, "vmlinuz", 192, machine);
    }

    private void assertThatRuns(XenGuestType type, String kernel, int mib, String devices)
            throws Exception {
        String name = "ostler-" + type.word();
        String xml =
                """
                <domain type='xen'>
                  <name>%s</name>
                  <uuid>%s</uuid>
                  <memory unit='MiB'>%d</memory>
                  <vcpu>1</vcpu>
                  <os>
                    <type arch='x86_64' machine='%s'>%s</type>
                    <kernel>/root/guests/%s</kernel>
                    <initrd>/root/guests/tiny.img</initrd>
                    <cmdline>console=hvc0 quiet mitigations=off</cmdline>
                  </os>
                  <features><acpi/><apic/><pae/></features>
                  <devices>%s</devices>
                </domain>
                """
                        .formatted(
                                name,
                                "3a309a93-a887-489f-953d-eef4c4a3000" + (type.word().length() % 10),
                                mib,
                                type.machine(),
                                type.osType(),
                                kernel,
                                devices);
        DomainSpec spec = DomainXml.parse(xml).spec();
        LibxlConfig config = ConfigWriter.write(spec, ConfigContext.of(2));
        domid =
                libxl.operations()
                        .create(name, config.document())
                        .result()
                        .get(5, TimeUnit.MINUTES);
        libxl.operations().unpause(domid).result().get(1, TimeUnit.MINUTES);
        assertThat(libxl.domain(domid).orElseThrow().uuid()).isEqualTo(spec.uuid().orElseThrow());

        Json.Obj running =
                libxl.operations().configuration(domid).result().get(1, TimeUnit.MINUTES);
        DomainSpec read = ConfigReader.read(running).spec();
        assertThat(read.name()).isEqualTo(name);
        assertThat(XenGuestType.of(read.os())).contains(type);
        assertThat(read.os().kernel()).isEqualTo(spec.os().kernel());
        assertThat(read.memory().kib()).isEqualTo(spec.memory().kib());
        assertThat(read.devices().disks()).hasSize(1);
        assertThat(read.devices().disks().getFirst().target())
                .isEqualTo(spec.devices().disks().getFirst().target());
        assertThat(read.devices().interfaces().getFirst().mac())
                .isEqualTo(spec.devices().interfaces().getFirst().mac());
        assertThat(libxl.vcpus(domid)).hasSize(1);
        assertThat(libxl.schedulerParameters(domid).integer("weight")).contains(256L);
    }
}
