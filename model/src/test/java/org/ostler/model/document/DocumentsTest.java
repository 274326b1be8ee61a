package org.ostler.model.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ostler.model.Parsed;
import org.ostler.model.Remark;

import java.time.Duration;

/// Documents as types, and what of a text they keep.
class DocumentsTest {
    @Test
    void networkIsTypedDownToItsLeases() {
        Network network =
                DocumentXml.NETWORK
                        .parse(
                                """
                                <network>
                                  <name>lan</name>
                                  <forward dev='eth0'/>
                                  <ip address='10.0.0.1' netmask='255.255.255.0'>
                                    <dhcp>
                                      <range start='10.0.0.2' end='10.0.0.9'>
                                        <lease expiry='2' unit='hours'/>
                                      </range>
                                    </dhcp>
                                  </ip>
                                </network>
                                """)
                        .spec();
        assertThat(network.forward().orElseThrow().mode()).isEqualTo(ForwardMode.NAT);
        assertThat(network.forward().orElseThrow().interfaces().getFirst().dev()).isEqualTo("eth0");
        assertThat(network.bridge().orElseThrow().stp()).contains(true);
        NetworkIp ip = network.ips().getFirst();
        assertThat(ip.prefixBits()).isEqualTo(24);
        NetworkDhcp.Range range = ip.dhcp().orElseThrow().ranges().getFirst();
        assertThat(range.end()).isEqualTo(IpAddress.parse("10.0.0.9"));
        assertThat(range.lease().orElseThrow().expiry()).isEqualTo(2);
    }

    @Test
    void whatNobodyKnowsIsKeptInItsPlaceWithARemark() {
        String text =
                """
                <pool type='dir' colour='red'>
                  <name>disks</name>
                  <capacity unit='bytes'>0</capacity>
                  <allocation unit='bytes'>0</allocation>
                  <available unit='bytes'>0</available>
                  <source>
                  </source>
                  <!-- behind the source -->
                  <zork a='b'/>
                  <target>
                    <path>/srv/disks</path>
                  </target>
                </pool>
                """;
        Parsed<StoragePool> pool = DocumentXml.POOL.parse(text);
        assertThat(DocumentXml.POOL.format(pool.spec())).isEqualTo(text);
        assertThat(pool.remarks())
                .contains(
                        new Remark(Remark.Kind.UNKNOWN, "/pool/@colour", 1),
                        new Remark(Remark.Kind.UNKNOWN, "/pool/zork", 9),
                        new Remark(Remark.Kind.REPORTED, "/pool/capacity", 3));
        assertThat(DocumentXml.POOL.parse(DocumentXml.POOL.format(pool.spec())).spec())
                .isEqualTo(pool.spec());
    }

    @Test
    void whatAHostReportsIsWrittenWhenADriverSaysIt() {
        StoragePool pool =
                DocumentXml.POOL
                        .parse(
                                "<pool type='dir'><name>a</name><target><path>/a</path></target>"
                                        + "</pool>")
                        .spec();
        StoragePool full =
                new StoragePool(
                        pool.type(),
                        pool.name(),
                        pool.uuid(),
                        StorageSize.ofBytes(10),
                        StorageSize.ofBytes(7),
                        StorageSize.ofBytes(3),
                        pool.features(),
                        pool.source(),
                        pool.target(),
                        pool.refresh(),
                        pool.kept());
        assertThat(DocumentXml.POOL.format(full))
                .contains("<capacity unit='bytes'>10</capacity>", "<available unit='bytes'>3<");
    }

    @Test
    void rulesAndOtherFiltersStayInTheOrderOfTheText() {
        NetworkFilter filter =
                DocumentXml.NWFILTER
                        .parse(
                                """
                                <filter name='a'>
                                  <rule action='drop' direction='in'/>
                                  <filterref filter='b'/>
                                  <rule action='accept' direction='out'><tcp srcipaddr='$IP'/></rule>
                                </filter>
                                """)
                        .spec();
        assertThat(filter.entries())
                .extracting(FilterEntry::element)
                .containsExactly("rule", "filterref", "rule");
        assertThat(DocumentXml.NWFILTER.parse(DocumentXml.NWFILTER.format(filter)).spec())
                .isEqualTo(filter);
    }

    @Test
    void domainInsideASnapshotIsCanonical() {
        String text =
                DocumentXml.SNAPSHOT.format(
                        DocumentXml.SNAPSHOT
                                .parse(
                                        "<domainsnapshot><name>s</name><domain"
                                                + " type='qemu'><os><type>hvm</type></os><memory"
                                                + " unit='MiB'>1</memory><name>d</name>"
                                                + "</domain></domainsnapshot>")
                                .spec());
        assertThat(text)
                .contains("  <domain type='qemu'>\n    <name>d</name>")
                .contains("<memory unit='KiB'>1024</memory>");
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.1.2.3",
        "2001:DB8:0:0:1::1, 2001:db8::1:0:0:1",
        "1:0:0:2:0:0:0:3, 1:0:0:2::3",
        "::ffff:1.2.3.4, ::ffff:1.2.3.4",
        "::1.2.3.4, ::1.2.3.4",
        "0:0:0:0:0:0:0:1, ::1",
        "fe80::, fe80::",
        "1:2:3:4:5:6:7:0, 1:2:3:4:5:6:7:0",
    })
    void addressesAreWrittenInTheirShortestForm(String text, String shortest) {
        assertThat(IpAddress.parse(text)).hasToString(shortest);
        assertThat(IpAddress.parse(shortest)).isEqualTo(IpAddress.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"1.2.3", "1.2.3.256", "1.2.3.4.5", ":1", "1::2::3", "12345::", "1:2:3:4:5:6:7:8:9"})
    void whatIsNoAddressIsNone(String text) {
        assertThat(IpAddress.read(text)).isNull();
    }

    @Test
    void hugeDocumentsAreReadAndWrittenInLinearTime() {
        var text = new StringBuilder("<network><name>a</name>");
        text.append("<ip address='10.0.0.1' prefix='8'><dhcp>");
        text.append("<range start='10.0.0.2' end='10.0.0.3'/>".repeat(40_000));
        text.append("</dhcp></ip>");
        text.append("<ip address='10.0.0.1' prefix='24'/>".repeat(40_000));
        text.append("<route address='10.1.0.0' prefix='16' gateway='10.3.3.3'/>".repeat(40_000));
        text.append("</network>");
        assertTimeoutPreemptively(
                Duration.ofMinutes(1),
                () -> {
                    Network network = DocumentXml.NETWORK.parse(text.toString()).spec();
                    assertThat(DocumentXml.NETWORK.format(network)).hasSizeGreaterThan(5 << 20);
                });
    }
}
