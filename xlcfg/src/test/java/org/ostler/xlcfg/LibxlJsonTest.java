package org.ostler.xlcfg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ostler.model.SpecException;

/// Struct and libxl's document. What is expected here was seen of `xl -N create` of Xen 4.17.
class LibxlJsonTest {
    private static XlConfig config(String text) {
        return XlConfig.read(XlDocument.parse(text)).config();
    }

    private static String json(String text) {
        return JsonText.write(LibxlJson.toJson(config(text)).value()).replace('"', '\'');
    }

    @Test
    void smallGuestIsWhatXlSays() {
        assertThat(json("name='x'\nmemory=64\ntype='hvm'\nvcpus=2\ncap=50\nshadow_memory=9\n"))
                .isEqualTo(
                        """
                        {'c_info':{'type':'hvm','run_hotplug_scripts':'True','name':'x'},\
                        'b_info':{'max_vcpus':2,'avail_vcpus':[0,1],'max_memkb':65536,\
                        'target_memkb':65536,'claim_mode':'True','sched_params':{'cap':50},\
                        'arch_arm':{},'arch_x86':{},'type.hvm':{'vga':{},'vnc':{},'sdl':{},\
                        'spice':{},'rdm':{}},'shadow_memkb':9216},\
                        'on_reboot':'restart','on_soft_reset':'soft_reset'}\
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "disk=[',hdc:cdrom,r']|{'pdev_path':'','vdev':'hdc','format':'empty','removable':1,'is_cdrom':1}",
                "vif=['type=vif,rate=10Mb/s@20ms']|'nictype':'vif','rate_bytes_per_interval':25000,'rate_interval_usecs':20000",
                "pci=['01:00.*']|'pcidevs':[{'bus':1,'vfunc_mask':4294967295}]",
                "pci=['0001:0c:1b.2@1f,seize=1']|{'func':2,'dev':27,'bus':12,'domain':1,'vfunc_mask':1,'vdevfn':248,'seize':true}",
                "ioports=['2f8-2ff','10']|'ioports':[{'first':760,'number':8},{'first':16,'number':1}]",
                "iomem=['a0,2@b0','c0,1']|'iomem':[{'start':160,'number':2,'gfn':176},{'start':192,'number':1}]",
                "channel=['connection=socket,path=/p,name=n']|{'devid':0,'name':'n','connection.socket':{'path':'/p'}}",
                "usbctrl=['type=qusb,version=1,ports=4']|{'devid':0,'type':'qusb','version':1,'ports':4}",
                "viridian=['base','!freq']|'viridian_enable':[0],'viridian_disable':[1]",
                "viridian=['base','!freq','nope']|'viridian_enable':[0],'viridian_disable':[1]",
                "mca_caps=['lmce']|'mca_caps':1",
                "firmware='uefi'|'bios':'ovmf'",
                "cpus_soft='1-2'|'numa_placement':'False'",
                "vdispl=['be-alloc=1,connectors=a:1x2;b:3x4']|{'devid':0,'be_alloc':true,'connectors':[{'unique_id':'a','width':1,'height':2},{'unique_id':'b','width':3,'height':4}]}",
                "on_reboot='rename-restart'|'on_reboot':'restart_rename'",
                "vga='stdvga'|'vga':{'kind':'std'}",
                "serial=['pty','null']|'serial_list':['pty','null']",
                "root='/dev/a';extra='b'|'cmdline':'root=/dev/a b'",
                "tsc_mode=2|'tsc_mode':'native'",
                "vcpus=3;cpus='1-2'|'vcpu_hard_affinity':[[1,2],[1,2],[1,2]]",
                "vcpus=3;cpus=['1-2']|'vcpu_hard_affinity':[[1,2]]",
                "vnuma=[['pnode=0','size=64','vcpus=0-1']]|'max_vcpus':2,'max_memkb':65536",
                "bootloader_args=' a  b'|'bootloader_args':['a','b']",
                "bios='seabios';firmware='ovmf'|'bios':'ovmf'",
                "viridian=['base','!base']|'rdm':{},'viridian_disable':[0]",
                "irqs=[017]|'irqs':[17]",
                "vsnd=[['CARD, short-name=a','PCM, name=p','STREAM,"
                    + " type=c']]|{'devid':0,'short_name':'a','params':{},'pcms':[{'name':'p','params':{},'streams':[{'type':'c','params':{}}]}]}",
                "vif=['mac=00:16:3E:00:00:01']|'mac':'00:16:3e:00:00:01'",
            })
    void optionsAreWhereXlPutsThem(String setting, String json) {
        assertThat(json("name='x'\ntype='hvm'\n" + setting + "\n")).contains(json);
    }

    @Test
    void paravirtualGuestThatAsksForVncHasAFrameBuffer() {
        assertThat(json("name='x'\nkernel='k'\nvnc=1\nvnclisten='::1'\n"))
                .contains(
                        "'vfbs':[{'devid':0,'vnc':{'enable':'True','listen':'::1'},'sdl':{}}],"
                                + "'vkbs':[{'devid':0}]");
    }

    @Test
    void generatedDocumentsComeBack() {
        for (int seed = 0; seed < 300; seed++) {
            for (String type : new String[] {"hvm", "pv", "pvh"}) {
                // what pins CPUS depends on the host, and is no part of a document
                XlConfig config =
                        config(new ConfigGenerator(seed).text() + "type='" + type + "'\n")
                                .without(XlOptions.CPUS)
                                .without(XlOptions.CPUS_SOFT);
                Json.Obj document = LibxlJson.toJson(config).value();
                XlDomains.Converted<XlConfig> back =
                        LibxlJson.fromJson(JsonText.parseObject(JsonText.write(document)));

                assertThat(JsonText.write(LibxlJson.toJson(back.value()).value()))
                        .as("seed %d", seed)
                        .isEqualTo(JsonText.write(document));
                assertThat(back.remarks()).as("seed %d", seed).isEmpty();
            }
        }
    }

    @Test
    void memberThatNoOptionSaysIsRemarkedWithItsPath() {
        Json.Obj document =
                JsonText.parseObject(
                        "{\"c_info\":{\"type\":\"pvh\",\"new\":1},\"disks\":[{\"vdev\":\"xvda\",\"x\":2}]}");

        assertThat(LibxlJson.fromJson(document).remarks())
                .extracting(XlRemark::option)
                .contains("c_info.new", "disks[0].x");
    }

    @Test
    void optionThatLibxlHasNoPlaceForIsRemarked() {
        String text =
                "vncviewer=1\nmagic=1\nhap=1\ndisk=['/a,raw,xvda,w,colo']\nvif=['forwarddev=x']\n";

        assertThat(LibxlJson.toJson(config(text)).remarks())
                .extracting(XlRemark::option)
                .containsExactlyInAnyOrder("vncviewer", "magic", "disk[1]", "vif[1]");
    }

    @Test
    void memberThatIsThereTwiceAndBytesThatAreNoTextAreRefused() {
        assertThatExceptionOfType(SpecException.class)
                .isThrownBy(() -> LibxlJson.parse("{\"a\": 1, \"a\": 2}"))
                .withMessageContaining("'a' is there twice");
        assertThatExceptionOfType(SpecException.class)
                .isThrownBy(() -> LibxlJson.parse(new byte[] {'{', '"', (byte) 0xff, '"'}))
                .withMessageContaining("no UTF-8");
        assertThatExceptionOfType(SpecException.class)
                .isThrownBy(() -> LibxlJson.parse("{\"a\": 1.5}"))
                .withMessageContaining("VALUE_NUMBER_FLOAT at ");
    }
}
