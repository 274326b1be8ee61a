package org.ostler.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which domains are refused, where, and in which words; libvirt's test driver refuses each of
/// these too.
final class DomainRefusalsTest {
    private static final String DOMAIN =
            "<domain type='test'>\n<name>n</name>\n<memory>65536</memory>\n<vcpu>2</vcpu>\n"
                    + "<os><type>hvm</type></os>\n<devices>\n</devices></domain>";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    <name>n</name>       |                       | /domain       | element 'name' is missing
                    <name>n</name>       | <name></name>         | /domain/name  | the domain's name is empty
                    <name>n</name>       | <name>a/b</name>      | /domain/name  | contains a '/'
                    'test'               | 'warp'                | /domain       | expected one of 'qemu', 'kqemu', 'kvm', 'xen'
                    type='test'          |                       | /domain       | attribute 'type' is missing
                    <memory>65536</memory>|                      | /domain       | has no memory
                    65536                | 0                     | /domain       | has no memory
                    65536                | 1x                    | /domain/memory | element 'memory' has the invalid value '1x'
                    65536                | 0x10                  | /domain/memory | invalid value
                    65536                | -1                    | /domain/memory | invalid value
                    65536                | 18446744073709551615  | /domain/memory | invalid value
                    <memory>             | <memory unit='furlong'> | /domain/memory | 'KB', 'KiB', 'MB'
                    <memory>             | <memory unit='EiB'>   | /domain/memory | too large
                    <name>               | <uuid>12</uuid><name> | /domain/uuid  | 32 hexadecimal digits
                    <vcpu>2              | <vcpu>0               | /domain/vcpu  | at least one vcpu
                    <vcpu>               | <vcpu current='3'>    | /domain/vcpu  | 3 is greater than their maximum 2
                    <vcpu>               | <vcpu cpuset='3-1'>   | /domain/vcpu  | '0-3,^2,7'
                    <type>hvm</type>     |                       | /domain/os    | element 'type' is missing
                    hvm                  | vmh                   | /domain/os/type | 'hvm', 'xen', 'linux', 'exe', 'xenpvh'
                    <os><type>hvm</type></os> |                  | /domain       | element 'os' is missing
                    <type>               | <type arch='z80'>     | /domain/os/type | 'x86_64'
                    <os>                 | <os><boot dev='moon'/> | /domain/os/boot | 'fd', 'hd', 'cdrom', 'network'
                    <os>                 | <title>a&#10;b</title><os> | /domain/title | newline
                    <os>                 | <clock offset='never'/><os> | /domain/clock | 'utc', 'localtime'
                    <os>                 | <on_crash>cry</on_crash><os> | /domain/on_crash | 'coredump-destroy'
                    <os>                 | <on_reboot>coredump-destroy</on_reboot><os> | /domain/on_reboot | 'destroy', 'restart'
                    <os>                 | <maxMemory>99999</maxMemory><os> | /domain/maxMemory | slots
                    </devices>           | <interface type='user'><mac address='01:00:00:00:00:00'/></interface></devices> | /domain/devices/interface/mac | found multicast '01:00:00:00:00:00'
                    </devices>           | <interface type='user'><mac address='1'/></interface></devices> | /domain/devices/interface/mac | six hexadecimal bytes
                    </devices>           | <interface type='bridge'/></devices> | /domain/devices/interface | needs a source
                    </devices>           | <interface type='network'/></devices> | /domain/devices/interface | attribute 'network' of element 'source' is missing
                    </devices>           | <disk><source file='/a'/></disk></devices> | /domain/devices/disk | element 'target' is missing
                    </devices>           | <disk><target dev='vda'/></disk></devices> | /domain/devices/disk | the source of disk 'vda' is missing
                    </devices>           | <disk><source file='/a'/><target dev='foo'/></disk></devices> | /domain/devices/disk | unknown disk name 'foo'
                    </devices>           | <disk><source file='/a'/><target dev='vda'/></disk><disk><source file='/b'/><target dev='vda'/></disk></devices> | /domain/devices/disk[2]/target | 'vda' is used by more than one disk
                    </devices>           | <disk device='floppy'><target dev='fda' bus='ide'/></disk></devices> | /domain/devices/disk | bus 'ide' does not go with
                    </devices>           | <disk device='cdrom'><target dev='hda'/><boot order='0'/></disk></devices> | /domain/devices/disk/boot | a number from 1
                    </devices>           | <serial type='file'/></devices> | /domain/devices/serial | attribute 'path' of element 'source'
                    </devices>           | <serial type='tcp'><source mode='sideways' host='h' service='1'/></serial></devices> | /domain/devices/serial/source | 'bind', 'connect'
                    </devices>           | <graphics type='vnc' listen='1.1.1.1'><listen type='address' address='2.2.2.2'/></graphics></devices> | /domain/devices/graphics | the same address
                    </devices>           | <controller type='scsi' index='0' model='x'/></devices> | /domain/devices/controller | 'virtio-scsi'
                    </devices>           | <serial><address type='pci' slot='32'/></serial></devices> | /domain/devices/serial/address | 0x00 to 0x1f
                    </devices>           | <serial><address type='usb' port='1.2.3.4.5'/></serial></devices> | /domain/devices/serial/address | port numbers
                    </devices>           | <memballoon model='none'/><memballoon model='none'/></devices> | /domain/devices/memballoon[2] | more than one
                    <domain type='test'> | <sphere/><domain type='test'> | /sphere | not well-formed
                    """)
    void refusesWithPlaceAndExpectation(String part, String instead, String path, String words) {
        String text = DOMAIN.replace(part, instead == null ? "" : instead);
        assertThat(text).isNotEqualTo(DOMAIN);
        SpecException refused =
                catchThrowableOfType(SpecException.class, () -> DomainXml.parse(text));
        assertThat(refused).as(text).hasMessageContaining(words);
        assertThat(refused.line()).isPositive();
        if (!words.contains("well-formed")) {
            assertThat(refused.path()).isEqualTo(path);
            assertThat(refused.getMessage()).contains(path);
        }
    }
}
