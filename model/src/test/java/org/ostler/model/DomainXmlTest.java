package org.ostler.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;

final class DomainXmlTest {
    private static final String SMALL =
            """
            <domain type='test'>
              <memory unit='MiB'>512</memory>
              <name>one</name>
              <os><type arch='x86_64'>hvm</type></os>
              <devices>
                <!-- system disk -->
                <disk><source file='/a'/><target dev='vda' bus='virtio'/><iotune><x/></iotune></disk>
                <surprise level='9'/>
                <serial type='pty'/>
              </devices>
            </domain>
            """;

    @Test
    void canonicalTextHasLibvirtsOrderUnitsAndDefaults() {
        Parsed<DomainSpec> parsed = DomainXml.parse(SMALL);
        assertThat(DomainXml.format(parsed.spec(), OptionalInt.of(7)))
                .isEqualTo(
                        """
                        <domain type='test' id='7'>
                          <name>one</name>
                          <memory unit='KiB'>524288</memory>
                          <currentMemory unit='KiB'>524288</currentMemory>
                          <vcpu placement='static'>1</vcpu>
                          <os>
                            <type arch='x86_64'>hvm</type>
                          </os>
                          <clock offset='utc'/>
                          <on_poweroff>destroy</on_poweroff>
                          <on_reboot>restart</on_reboot>
                          <on_crash>destroy</on_crash>
                          <devices>
                            <!-- system disk -->
                            <disk type='file' device='disk'>
                              <source file='/a'/>
                              <target dev='vda' bus='virtio'/>
                              <iotune>
                                <x/>
                              </iotune>
                            </disk>
                            <surprise level='9'/>
                            <serial type='pty'/>
                          </devices>
                        </domain>
                        """);
        assertThat(parsed.remarks())
                .containsExactly(
                        new Remark(Remark.Kind.UNTYPED, "/domain/devices/disk/iotune", 7),
                        new Remark(Remark.Kind.UNKNOWN, "/domain/devices/surprise", 8));
    }

    /// Wherever something is kept, asking whether anything is finds it, without writing.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<disk><source file='/a' odd='1'/><target dev='vdb'/></disk>",
                "<disk odd='1'><source file='/a'/><target dev='vdb'/></disk>",
                "<disk type='block'><source dev='/a'><odd/></source><target dev='vdb'/></disk>",
                "<interface type='bridge'><source bridge='b' odd='1'/></interface>",
                "<interface type='user'><odd/></interface>",
                "<graphics type='vnc'><listen type='address' odd='1'/></graphics>",
                "<serial type='tcp'><source mode='bind' host='h' service='1' odd='1'/></serial>",
                "<controller type='pci' model='pcie-root' odd='1'/>",
                "<memballoon model='virtio'><stats period='1' odd='1'/></memballoon>",
                "<odd/>"
            })
    void remarksOnADomainAreThoseOfReadingWhatItIsWrittenAs(String device) {
        DomainSpec spec = DomainXml.parse(SMALL.replace("<surprise level='9'/>", device)).spec();
        List<Remark> read = DomainXml.parse(DomainXml.format(spec)).remarks();
        assertThat(read).hasSizeGreaterThan(1);
        assertThat(DomainXml.remarks(spec)).isEqualTo(read);
        String without =
                SMALL.replace("<surprise level='9'/>", "").replace("<iotune><x/></iotune>", "");
        assertThat(DomainXml.remarks(DomainXml.parse(without).spec())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<os><type arch='x86_64'>hvm</type><boot dev='hd' odd='1'/></os>",
                "<os><type arch='x86_64' odd='1'>hvm</type></os>",
                "<os><type arch='x86_64'>hvm</type></os><clock offset='utc' odd='1'/>",
                "<os><type arch='x86_64'>hvm</type></os><vcpu odd='1'>1</vcpu>",
                "<os><type arch='x86_64'>hvm</type></os><features><acpi odd='1'/></features>",
                "<os><type arch='x86_64'>hvm</type></os><features><odd/></features>"
            })
    void remarksOutsideTheDevicesAreFoundToo(String os) {
        String xml =
                SMALL.replace("<os><type arch='x86_64'>hvm</type></os>", os)
                        .replace("<surprise level='9'/>", "")
                        .replace("<iotune><x/></iotune>", "");
        DomainSpec spec = DomainXml.parse(xml).spec();
        List<Remark> read = DomainXml.parse(DomainXml.format(spec)).remarks();
        assertThat(read).hasSize(1);
        assertThat(DomainXml.remarks(spec)).isEqualTo(read);
    }

    /// Such an element is left out, but not where something else finds its place by it.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<features>\n  <?pi ?>\n </features>",
                "<features/>",
                "<cpu/>",
                "<pm/>",
                "<features/><cpu/><pm/>",
                "<idmap>\n  <?pi ?>\n </idmap>"
            })
    void whatIsKeptBehindAnElementThatSaysNothingKeepsItsPlace(String element) {
        String xml = SMALL.replace("<devices>", element + "\n <stray/>\n<devices>");
        DomainSpec spec = DomainXml.parse(xml).spec();
        assertThat(DomainXml.parse(DomainXml.format(spec)).spec()).isEqualTo(spec);
    }

    @Test
    void unknownHypervisorIsUnsupportedAndNoMistakeInTheXml() {
        String wrong = SMALL.replaceFirst("type='[a-z]*'", "type='nosuch'");
        SpecException refused =
                catchThrowableOfType(
                        SpecException.class,
                        () -> DomainXml.parse(wrong.getBytes(StandardCharsets.UTF_8)));
        assertThat(refused.kind()).isEqualTo(SpecException.Kind.UNSUPPORTED);
        assertThat(refused).hasMessageContaining("invalid domain type 'nosuch' at /domain");
    }

    @Test
    void errorsNameThePlaceAndWhatWasExpected() {
        String wrong = SMALL.replace("bus='virtio'", "bus='warp'");
        SpecException refused =
                catchThrowableOfType(
                        SpecException.class,
                        () -> DomainXml.parse(wrong.getBytes(StandardCharsets.UTF_8)));
        assertThat(refused.kind()).isEqualTo(SpecException.Kind.CONTENT);
        assertThat(refused.path()).isEqualTo("/domain/devices/disk/target");
        assertThat(refused.line()).isEqualTo(7);
        assertThat(refused)
                .hasMessage(
                        "attribute 'bus' has the invalid value 'warp' at"
                            + " /domain/devices/disk/target (line 7, column 30); expected one of"
                            + " 'ide', 'fdc', 'scsi', 'virtio', 'xen', 'usb', 'uml', 'sata', 'sd'");
    }
}
