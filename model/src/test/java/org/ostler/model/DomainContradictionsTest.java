package org.ostler.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Descriptions that contradict themselves are refused with the place and what was expected.
class DomainContradictionsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    <os><type>hvm</type><loader stateless='no'>/a</loader></os> | /domain/os/loader | only a loader of type 'pflash'
                    <os><type>hvm</type><loader type='pflash'/></os> | /domain/os/loader | the loader has no path
                    <os><type>hvm</type><loader stateless='yes'>/a</loader><nvram>/b</nvram></os> | /domain/os/loader | keeps no variables
                    <os firmware='bios'><type>hvm</type><nvram>/b</nvram></os> | /domain/os/nvram | 'bios' keeps no variables
                    <os firmware='efi'><type>hvm</type><loader secure='no'/></os> | /domain/os/loader | that the host chooses
                    <os><type>hvm</type></os><features><gic version='none'/></features> | /domain/features/gic | one of '2', '3', 'host'
                    <os><type>hvm</type></os><sysinfo type='smbios'><bios><entry name='date'>99/99/1</entry></bios></sysinfo> | /domain/sysinfo/bios/entry | is no date
                    <os><type>hvm</type></os><memoryBacking><hugepages><page size='2' nodeset='1'/></hugepages></memoryBacking> | /domain/memoryBacking/hugepages/page | has no node 1
                    <os><type>hvm</type></os><numatune><memory mode='restrictive'/><memnode cellid='0' mode='strict'/></numatune> | /domain/numatune/memnode | mode='restrictive'
                    <os><type>hvm</type></os><cputune><cachetune vcpus='0'><cache/></cachetune><cachetune vcpus='0-1'><cache/></cachetune></cputune> | /domain/cputune/cachetune[2] | more than one element
                    <os><type>hvm</type></os><cputune><vcpusched vcpus='0-1'/><vcpusched vcpus='1'/></cputune> | /domain/cputune/vcpusched[2] | more than one element
                    <os><type>hvm</type></os><cputune><cachetune vcpus='0'><monitor level='3' vcpus='2'/></cachetune></cputune> | /domain/cputune/cachetune/monitor | does not have
                    <os><type>hvm</type></os><cputune><memorytune vcpus='0'><node id='0'/><node id='0'/></memorytune></cputune> | /domain/cputune/memorytune/node[2] | says again
                    <os><type>hvm</type></os><iothreads>1</iothreads><cputune><iothreadsched iothreads='2'/></cputune> | /domain/cputune/iothreadsched | threads from 1 to 1
                    <os><type>hvm</type></os><seclabel type='none'/><seclabel model='dac'/> | /domain/seclabel[1] | 'model' is missing
                    <os><type>hvm</type></os><devices><disk><source file='/a'/><target dev='sda' bus='sata'/></disk><disk><source file='/b'/><target dev='sdb' bus='sata'/><address type='drive' unit='0'/></disk></devices> | /domain/devices/disk[2] | is taken by disk 'sda'
                    <os><type>hvm</type></os><devices><disk><source file='/a'/><target dev='hda'/><address type='pci' slot='1'/></disk></devices> | /domain/devices/disk | does not go with bus 'ide'
                    <os><type>hvm</type></os><devices><disk type='network'><auth username='a'/><source protocol='rbd' name='p/i'><auth username='a'/></source><target dev='vda'/></disk></devices> | /domain/devices/disk | as well as in its source
                    <os><type>hvm</type></os><devices><controller type='scsi' index='1'/><controller type='scsi' index='1'/></devices> | /domain/devices/controller[2] | there is another controller
                    <os><type>hvm</type></os><devices><controller type='usb' index='0' model='ich9-uhci2'/></devices> | /domain/devices/controller | has no master
                    <os><type>hvm</type></os><devices><controller type='pci' index='0' model='pci-root'><address type='pci' slot='1'/></controller></devices> | /domain/devices/controller | has no address
                    <os><type>hvm</type></os><devices><controller type='usb' model='none'/><hub type='usb'/></devices> | /domain/devices/hub | has no USB
                    <os><type>hvm</type></os><devices><hub type='usb'><address type='usb' bus='0' port='1.1.1.1.1'/></hub></devices> | /domain/devices/hub/address | one to four port numbers
                    <os><type>hvm</type></os><devices><hostdev mode='subsystem' type='mdev' model='vfio-pci'><source/></hostdev></devices> | /domain/devices/hostdev | known by its UUID
                    <os><type>hvm</type></os><devices><tpm model='tpm-tis'/></devices> | /domain/devices/tpm | 'backend' is missing
                    <os><type>hvm</type></os><devices><shmem name='a'><msi/></shmem></devices> | /domain/devices/shmem | needs an element 'server'
                    <os><type>hvm</type></os><devices><redirdev bus='usb' type='unix'><source mode='connect'/></redirdev></devices> | /domain/devices/redirdev/source | 'path' is missing
                    <os><type>hvm</type></os><devices><video><model type='vga' primary='yes'/></video><video><model type='qxl' primary='yes'/></video></devices> | /domain/devices/video[2] | another primary
                    <os><type>hvm</type></os><devices><graphics type='vnc' socket='/a'><listen type='socket' socket='/b'/></graphics></devices> | /domain/devices/graphics | the same socket
                    """)
    void refusesWithPlaceAndExpectation(String inner, String path, String words) {
        String text =
                "<domain type='test'><name>a</name><memory>9</memory><vcpu>4</vcpu>"
                        + inner
                        + "</domain>";
        SpecException refused =
                catchThrowableOfType(SpecException.class, () -> DomainXml.parse(text));
        assertThat(refused).as(text).isNotNull().hasMessageContaining(words);
        assertThat(refused.path()).isEqualTo(path);
        assertThat(refused.line()).isPositive();
    }

    /// What libvirt was seen to take, and what a host has taken before is never refused.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<os firmware='efi'><type>hvm</type><loader secure='yes'/></os>",
                "<os firmware='efi'><type>hvm</type><loader stateless='no'/></os>",
                "<os firmware='efi'><type>hvm</type><loader stateless='yes'/><nvram/></os>",
                "<os firmware='bios'><type>hvm</type><nvram/></os>",
                "<os><type>hvm</type></os><sysinfo type='smbios'><bios><entry"
                        + " name='date'/></bios></sysinfo>",
                "<os><type>hvm</type></os><cputune><cachetune vcpus='0'/><cachetune"
                        + " vcpus='0-1'/></cputune>",
                "<os><type>hvm</type></os><cputune><memorytune vcpus='0'><node"
                        + " id='0'/></memorytune><memorytune vcpus='0'><node"
                        + " id='1'/></memorytune></cputune>",
                "<os><type>hvm</type></os><devices><controller type='usb' model='ich9-ehci1'/>"
                        + "<controller type='usb' index='0' model='ich9-uhci1'/></devices>",
                "<os><type>hvm</type></os><devices><hub type='usb'><address type='usb'"
                        + " port='1'/></hub><input type='tablet' bus='usb'><address type='usb'"
                        + " port='1'/></input></devices>"
            })
    void takesWhatLibvirtTakes(String inner) {
        String text =
                "<domain type='test'><name>a</name><memory>9</memory><vcpu>4</vcpu>"
                        + inner
                        + "</domain>";
        assertThat(DomainXml.parse(text).spec().name()).isEqualTo("a");
    }

    @Test
    void whatAHostHasAcceptedIsReadWhateverContradictsItself() {
        String text =
                "<domain"
                    + " type='test'><name>a</name><memory>9</memory><os><type>hvm</type></os><devices><controller"
                    + " type='scsi' index='1'/><controller type='scsi' index='1'/>"
                    + "</devices></domain>";
        assertThat(catchThrowableOfType(SpecException.class, () -> DomainXml.parse(text)))
                .isNotNull();
        DomainSpec read = DomainXml.accepted(text).spec();
        assertThat(read.devices().controllers()).hasSize(2);
        assertThat(DomainXml.accepted(DomainXml.format(read)).spec()).isEqualTo(read);
        assertThat(DomainXml.remarks(read)).isEmpty();
    }
}
