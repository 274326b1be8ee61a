package org.ostler.driver.xen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.ostler.api.Plan;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;
import org.ostler.xlcfg.Json;
import org.ostler.xlcfg.JsonText;

import java.util.List;

/// Descriptions to libxl's documents, through the installed libxl, and back.
@NeedsLibxl
class ConfigRoundTripTest {
    private static final String PV =
            """
            <domain type='xen'>
              <name>pv1</name>
              <uuid>3a309a93-a887-489f-953d-eef4c4a30123</uuid>
              <memory unit='KiB'>98304</memory>
              <currentMemory unit='KiB'>65536</currentMemory>
              <vcpu placement='static' current='1'>2</vcpu>
              <os>
                <type arch='x86_64' machine='xenpv'>linux</type>
                <kernel>/root/guests/vmlinux</kernel>
                <initrd>/root/guests/tiny.gz</initrd>
                <cmdline>console=hvc0 quiet</cmdline>
              </os>
              <clock offset='utc'/>
              <on_poweroff>destroy</on_poweroff>
              <on_reboot>restart</on_reboot>
              <on_crash>preserve</on_crash>
              <devices>
                <disk type='file' device='disk'>
                  <driver name='qemu' type='raw'/>
                  <source file='/root/guests/disk.img'/>
                  <target dev='xvda' bus='xen'/>
                </disk>
                <disk type='block' device='disk'>
                  <driver name='phy' type='raw'/>
                  <source dev='/dev/vg/data'/>
                  <target dev='xvdb' bus='xen'/>
                  <readonly/>
                </disk>
                <controller type='xenbus' index='0'/>
                <interface type='bridge'>
                  <mac address='00:16:3e:00:00:02'/>
                  <source bridge='xenbr0'/>
                  <script path='vif-bridge'/>
                </interface>
                <console type='pty'>
                  <target type='xen' port='0'/>
                </console>
                <input type='mouse' bus='xen'/>
                <input type='keyboard' bus='xen'/>
                <graphics type='vnc' port='-1' autoport='yes' listen='127.0.0.1'>
                  <listen type='address' address='127.0.0.1'/>
                </graphics>
                <memballoon model='xen'/>
              </devices>
            </domain>
            """;

    private static final String PVH =
            """
            <domain type='xen'>
              <name>pvh1</name>
              <uuid>7440e3ed-073c-4f36-85ed-e6c5e12e61fd</uuid>
              <memory unit='KiB'>131072</memory>
              <currentMemory unit='KiB'>131072</currentMemory>
              <vcpu placement='static' cpuset='0-1'>1</vcpu>
              <os>
                <type arch='x86_64' machine='xenpvh'>xenpvh</type>
                <kernel>/root/guests/vmlinux</kernel>
              </os>
              <clock offset='localtime'/>
              <on_poweroff>destroy</on_poweroff>
              <on_reboot>rename-restart</on_reboot>
              <on_crash>coredump-destroy</on_crash>
              <devices>
                <controller type='xenbus' index='0'/>
                <console type='pty'>
                  <target type='xen' port='0'/>
                </console>
                <input type='mouse' bus='xen'/>
                <input type='keyboard' bus='xen'/>
                <memballoon model='xen'/>
              </devices>
            </domain>
            """;

    private static final String HVM =
            """
            <domain type='xen'>
              <name>hvm1</name>
              <uuid>5d0f5c5c-0000-4000-8000-0123456789ab</uuid>
              <memory unit='KiB'>1048576</memory>
              <currentMemory unit='KiB'>1048576</currentMemory>
              <vcpu placement='static'>2</vcpu>
              <os>
                <type arch='x86_64' machine='xenfv'>hvm</type>
                <loader type='rom'>/usr/lib/xen-4.17/boot/hvmloader</loader>
                <boot dev='cdrom'/>
                <boot dev='hd'/>
              </os>
              <features>
                <acpi/>
                <apic/>
                <pae/>
                <viridian/>
              </features>
              <clock offset='variable' adjustment='-3600' basis='utc'>
                <timer name='hpet' present='no'/>
              </clock>
              <on_poweroff>destroy</on_poweroff>
              <on_reboot>restart</on_reboot>
              <on_crash>restart</on_crash>
              <devices>
                <emulator>/usr/libexec/xen-qemu-system-i386</emulator>
                <disk type='file' device='disk'>
                  <driver name='qemu' type='qcow2'/>
                  <source file='/var/lib/xen/images/hvm1.qcow2'/>
                  <target dev='hda' bus='ide'/>
                </disk>
                <disk type='file' device='cdrom'>
                  <driver name='qemu' type='raw'/>
                  <target dev='hdc' bus='ide'/>
                  <readonly/>
                </disk>
                <controller type='xenbus' index='0'/>
                <interface type='bridge'>
                  <mac address='00:16:3e:00:00:05'/>
                  <source bridge='xenbr0'/>
                  <script path='vif-bridge'/>
                  <model type='e1000'/>
                </interface>
                <serial type='pty'>
                  <target port='0'/>
                </serial>
                <console type='pty'>
                  <target type='serial' port='0'/>
                </console>
                <input type='tablet' bus='usb'/>
                <input type='mouse' bus='ps2'/>
                <input type='keyboard' bus='ps2'/>
                <graphics type='vnc' port='5901' autoport='no' listen='0.0.0.0' keymap='de'>
                  <listen type='address' address='0.0.0.0'/>
                </graphics>
                <video>
                  <model type='cirrus' vram='8192' heads='1'/>
                </video>
                <memballoon model='xen'/>
              </devices>
            </domain>
            """;

    @Test
    void paravirtualGuestGoesThereAndBack() {
        assertThatComesBack(PV);
    }

    @Test
    void pvhGuestGoesThereAndBack() {
        assertThatComesBack(PVH);
    }

    @Test
    void emulatedMachineGoesThereAndBack() {
        assertThatComesBack(HVM);
    }

    @Test
    void whatCannotBeCarriedIsRemarkedWithItsPlace() {
        String xml =
                PV.replace(
                                "<target dev='xvda' bus='xen'/>",
                                "<target dev='xvda'"
                                    + " bus='xen'/><iotune><total_bytes_sec>1</total_bytes_sec></iotune>"
                                    + "<serial>AB1</serial>")
                        .replace(
                                "<memballoon model='xen'/>",
                                "<memballoon model='virtio'/><rng model='virtio'>"
                                        + "<backend model='random'>/dev/urandom</backend></rng>")
                        .replace(
                                "<name>",
                                "<cputune><shares>7</shares><vcpupin vcpu='1'"
                                        + " cpuset='3'/></cputune><name>");
        LibxlConfig config = ConfigWriter.write(DomainXml.parse(xml).spec(), ConfigContext.of(4));
        assertThat(config.remarks())
                .extracting(Plan.Remark::path)
                .contains(
                        "/domain/devices/disk[1]/serial",
                        "/domain/devices/memballoon",
                        "/domain/devices/rng",
                        "/domain/cputune/shares")
                .anyMatch(path -> path.endsWith("/iotune"));
        assertThat(config.document().object("b_info").array("vcpu_hard_affinity"))
                .containsExactly(Json.bitmap(List.of(0, 1, 2, 3)), Json.bitmap(List.of(3)));
    }

    @Test
    void deviceThatXenLacksIsUnsupportedAndLeftOut() {
        String xml =
                PV.replace("<target dev='xvda' bus='xen'/>", "<target dev='vda' bus='virtio'/>")
                        .replace("<interface type='bridge'>", "<interface type='user'>");
        LibxlConfig config = ConfigWriter.write(DomainXml.parse(xml).spec(), ConfigContext.of(4));
        assertThat(config.remarks())
                .filteredOn(remark -> remark.level() == Plan.Remark.Level.UNSUPPORTED)
                .extracting(Plan.Remark::path)
                .contains(
                        "/domain/devices/disk[1]/target/@bus",
                        "/domain/devices/interface[1]/@type");
        assertThat(config.document().objects("disks")).hasSize(1);
        assertThat(config.document().objects("nics")).isEmpty();
    }

    @Test
    void descriptionForAnotherHypervisorIsRefused() {
        DomainSpec spec =
                DomainXml.parse(PV.replace("type='xen'>\n  <name>", "type='kvm'>\n  <name>"))
                        .spec();
        assertThatThrownBy(() -> ConfigWriter.write(spec, ConfigContext.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kvm");
    }

    @Test
    void documentThatLibvirtMadeIsRead() {
        Json.Obj document =
                JsonText.parseObject(
                        """
                        {"c_info": {"type": "pv", "name": "lvpv", "uuid": "3a309a93-a887-489f-953d-eef4c4a30123"},
                         "b_info": {"max_vcpus": 1, "avail_vcpus": [0], "max_memkb": 98304, "target_memkb": 98304,
                                    "type.pv": {"kernel": "/k", "cmdline": "console=hvc0", "ramdisk": "/r"}},
                         "disks": [{"pdev_path": "/root/guests/disk.img", "vdev": "xvda", "backend": "qdisk",
                                    "format": "raw", "removable": 1, "readwrite": 1}],
                         "pcidevs": [{"bus": 1}],
                         "on_reboot": "restart"}\
                        """);
        ConfigReader.Read read = ConfigReader.read(document);
        assertThat(read.spec().os().kernel()).contains("/k");
        assertThat(read.spec().devices().disks()).hasSize(1);
        assertThat(read.untold()).extracting(Plan.Remark::path).containsExactly("pcidevs");
    }

    private static void assertThatComesBack(String xml) {
        DomainSpec spec = DomainXml.parse(xml).spec();
        LibxlConfig config = ConfigWriter.write(spec, ConfigContext.of(4));
        assertThat(config.remarks()).isEmpty();
        try (var ctx = new FakeContext();
                var struct = new LibxlStruct(LibxlType.DOMAIN_CONFIG)) {
            assertThat(struct.read(ctx.pointer(), ctx.log(), config.document())).isEmpty();
            ConfigReader.Read read = ConfigReader.read(struct.write(ctx.pointer()));
            assertThat(DomainXml.format(read.spec())).isEqualTo(DomainXml.format(spec));
            assertThat(read.untold()).isEmpty();
        }
    }
}
