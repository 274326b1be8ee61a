package org.ostler.model.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ostler.model.SpecException;
import org.ostler.model.XmlElement;
import org.ostler.model.XmlReader;

/// Wrong documents are refused with the place and what was expected.
class DocumentRefusalsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    <network/> | /network | element 'name' is missing
                    <network><name>a/b</name></network> | /network/name | contains a '/'
                    <network><name>a</name><uuid>1</uuid></network> | /network/uuid | expected a UUID
                    <network><name>a</name><forward mode='zork'/></network> | /network/forward | one of 'none', 'nat'
                    <network><name>a</name><forward/></network> | /network | expected an element 'ip'
                    <network><name>a</name><forward mode='open' dev='e'/><ip address='10.0.0.1'/></network> | /network/forward | expected no device
                    <network><name>a</name><forward mode='bridge' dev='e'/><bridge name='b'/></network> | /network/forward | exclude each other
                    <network><name>a</name><forward mode='vepa' dev='e'/><bridge name='b'/></network> | /network/bridge | has no bridge
                    <network><name>a</name><forward mode='bridge'/><bridge name='b' stp='on'/></network> | /network/bridge | made for the network
                    <network><name>a</name><forward mode='bridge'/><bridge name='b'/><mtu size='9000'/></network> | /network/mtu | no mtu of its own
                    <network><name>a</name><ip address='10.0.0.1' prefix='33'/></network> | /network/ip | a prefix from 0 to 32
                    <network><name>a</name><ip address='10.0.0.1' prefix='24' netmask='255.255.255.0'/></network> | /network/ip | exclude each other
                    <network><name>a</name><ip address='10.0.0.1' netmask='255.0.255.0'/></network> | /network/ip | has a gap
                    <network><name>a</name><ip address='fd00::1'/></network> | /network/ip | expected family='ipv6'
                    <network><name>a</name><ip address='10.0.0.1' prefix='24'><dhcp><range start='10.0.1.2' end='10.0.1.3'/></dhcp></ip></network> | /network/ip/dhcp/range | not within the network 10.0.0.1/24
                    <network><name>a</name><ip address='10.0.0.1' prefix='24'><dhcp><range start='10.0.0.9' end='10.0.0.3'/></dhcp></ip></network> | /network/ip/dhcp/range | is reversed
                    <network><name>a</name><ip address='10.0.0.1'><dhcp><host name='x'/></dhcp></ip></network> | /network/ip/dhcp/host | attribute 'ip' is missing
                    <network><name>a</name><ip address='10.0.0.1'><dhcp><host ip='10.0.0.2' mac='x'/></dhcp></ip></network> | /network/ip/dhcp/host | six hexadecimal bytes
                    <network><name>a</name><dns><host ip='1.2.3.4'/></dns></network> | /network/dns/host | 'hostname' is missing
                    <network><name>a</name><bandwidth><inbound peak='3'/></bandwidth></network> | /network/bandwidth/inbound | 'average'
                    <network><name>a</name><vlan/></network> | /network/vlan | element 'tag' is missing
                    <network><name>a</name><virtualport/></network> | /network/virtualport | 'type' is missing
                    <network><name>a</name><route address='10.1.0.0' prefix='16' gateway='10.3.3.3'/></network> | /network/route | in none of the networks
                    <networkport><owner><name>a</name><uuid>d54df46f-1ab5-4a22-8618-4560ef5fac2c</uuid></owner><mac address='52:54:00:7b:35:93'/><plug type='direct'/></networkport> | /networkport/plug | expected attribute 'dev'
                    <pool type='zork'><name>a</name></pool> | /pool | one of 'dir', 'fs'
                    <pool type='dir'><name>a</name></pool> | /pool | element 'target/path' is missing
                    <pool type='dir'><target><path>/a</path></target></pool> | /pool | element 'name' is missing
                    <pool type='netfs'><name>a</name><source><dir path='/a'/></source><target><path>/a</path></target></pool> | /pool/source | element 'host' is missing
                    <pool type='fs'><name>a</name><source><device path='/a'/><format type='zork'/></source><target><path>/a</path></target></pool> | /pool/source/format | one of 'auto', 'ext2'
                    <pool type='dir'><name>a</name><target><path>/a</path><permissions><mode>9</mode></permissions></target></pool> | /pool/target/permissions/mode | an octal number
                    <volume><name>a</name></volume> | /volume | element 'capacity' is missing
                    <volume><name>a</name><capacity unit='foo'>5</capacity></volume> | /volume/capacity | one of 'bytes'
                    <volume><name>a</name><capacity>-5</capacity></volume> | /volume/capacity | a number from 0
                    <volume><name>a</name><capacity>5</capacity><target><format type='zork'/></target></volume> | /volume/target/format | 'qcow2'
                    <volume><name>a</name><capacity>5</capacity><target><features><zork/></features></target></volume> | /volume/target/features | unknown feature 'zork'
                    <secret><usage type='ceph'/></secret> | /secret/usage | element 'name' is missing
                    <filter name='a'><rule action='zork' direction='in'/></filter> | /filter/rule | one of 'drop'
                    <filter name='a'><rule action='drop' direction='in'><tcp dstportstart='65536'/></rule></filter> | /filter/rule/tcp | a number from 0 to 65535
                    <filter name='a'><rule action='drop' direction='in'><ip srcipaddr='1::2'/></rule></filter> | /filter/rule/ip | an address of IPv4
                    <filter name='a' chain='zork'/> | /filter | 'root' or a name that begins with
                    <device><name>a</name><capability type='zork'/></device> | /device/capability | one of 'system', 'pci'
                    <device><name>a</name><capability type='css'><cssid>0x0</cssid><ssid>0x0</ssid><devno>0x10000</devno></capability></device> | /device/capability/devno | a number from 0x0000 to 0xffff
                    <interface name='a'/> | /interface | attribute 'type' is missing
                    <interface type='vlan' name='a'/> | /interface | element 'vlan' is missing
                    <domainsnapshot><memory file='x'/></domainsnapshot> | /domainsnapshot/memory | begins with '/'
                    <domainsnapshot><memory snapshot='external'/></domainsnapshot> | /domainsnapshot/memory | 'file' is missing
                    <domainsnapshot><disks><disk name='vda' snapshot='internal'><source file='/a'/></disk></disks></domainsnapshot> | /domainsnapshot/disks/disk | needs snapshot='external'
                    <domaincheckpoint><name>../a</name></domaincheckpoint> | /domaincheckpoint/name | a name of letters
                    <domainbackup><server name='a'/></domainbackup> | /domainbackup | needs mode='pull'
                    """)
    void refusesWithPlaceAndExpectation(String text, String path, String words) {
        XmlElement document = XmlReader.standard().read(text);
        DocumentKind kind = DocumentKind.of(document).orElseThrow();
        SpecException refused =
                catchThrowableOfType(SpecException.class, () -> kind.canonical(document));
        assertThat(refused).as(text).hasMessageContaining(words);
        assertThat(refused.path()).isEqualTo(path);
        assertThat(refused.line()).isPositive();
    }
}
