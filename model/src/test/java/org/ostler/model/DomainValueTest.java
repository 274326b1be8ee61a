package org.ostler.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;
import org.ostler.model.diff.DomainPath;
import org.ostler.model.diff.DomainValue;

import java.util.Optional;

/// Every value of a domain beside what was written, and the paths by which drivers name places.
final class DomainValueTest {
    private static final String WRITTEN =
            """
            <domain type='qemu'>
              <name>web</name>
              <memory unit='MiB'>1</memory>
              <os><type>hvm</type></os>
              <devices>
                <input bus='usb' type='tablet'/>
                <disk type='file'><source file='/f'/><target dev='vdb'/></disk>
                <disk type='file'><source file='/f'/><readonly/><target dev='vda'/></disk>
              </devices>
            </domain>
            """;

    private static XmlElement tree(String xml) {
        return XmlReader.standard().read(xml);
    }

    @Test
    void valuesAreNumberedAsTheyStandAndToldWithWhatWasWritten() {
        String moved =
                WRITTEN.replace(
                                "<disk type='file'><source file='/f'/><target dev='vdb'/></disk>",
                                "")
                        .replace(
                                "</devices>",
                                "<disk type='file'><source file='/f'/><target dev='vdb'"
                                        + " tray='open'/></disk></devices>");
        assertThat(DomainValue.of(DomainXml.parse(moved).spec(), tree(WRITTEN)))
                .extracting(DomainValue::path, DomainValue::value, DomainValue::written)
                .contains(
                        tuple("/domain/memory", "1024", Optional.of("1")),
                        tuple("/domain/on_crash", "destroy", Optional.empty()),
                        tuple("/domain/devices/disk[1]/target/@dev", "vda", Optional.of("vda")),
                        tuple("/domain/devices/disk[1]/readonly", "", Optional.of("")),
                        tuple("/domain/devices/disk[2]/target/@dev", "vdb", Optional.of("vdb")),
                        tuple("/domain/devices/disk[2]/target/@tray", "open", Optional.empty()));
    }

    @Test
    void placesAreFoundByNumberAndByCondition() {
        XmlElement root = tree(WRITTEN);
        assertThat(DomainPath.counted(root, "/domain/devices/input[1]/@bus"))
                .contains("/domain/devices/input/@bus");
        assertThat(DomainPath.counted(root, "/domain/devices/input[@type='tablet'][@bus='usb']"))
                .contains("/domain/devices/input");
        assertThat(DomainPath.counted(root, "/domain/devices/disk[target/@dev='vda']/readonly"))
                .contains("/domain/devices/disk[2]/readonly");
        assertThat(DomainPath.counted(root, "/domain/devices/input[@type='tablet' and @bus='x']"))
                .isEmpty();
        assertThat(DomainPath.counted(root, "/domain/devices/disk")).isEmpty();
        assertThat(DomainPath.counted(root, "machine")).isEmpty();
    }
}
