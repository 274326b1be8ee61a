package org.ostler.xlcfg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ostler.model.SpecException;

import java.util.List;
import java.util.Optional;

/// The struct: every option typed, both ways, with what xl would ignore named.
class XlConfigTest {
    private static XlConfig.Reading read(String text) {
        return XlConfig.read(XlDocument.parse(text));
    }

    private static DiskSpec disk(String text) {
        return read("disk=[" + XlValue.of(text).raw() + "]")
                .config()
                .get(XlDeviceOptions.DISK)
                .orElseThrow()
                .getFirst();
    }

    @Test
    void tableHasEveryOptionOfXen417AndTheFourteenNewerOnes() {
        List<XlOption<?>> options = XlConfig.options();

        assertThat(options.stream().filter(o -> o.since().equals(XenRelease.V4_17)))
                .hasSizeGreaterThanOrEqualTo(156);
        assertThat(options.stream().filter(o -> o.since().compareTo(XenRelease.V4_17) > 0))
                .hasSize(14);
        assertThat(options).allSatisfy(o -> assertThat(o.reference()).isNotBlank());
    }

    @Test
    void generatedConfigurationsSurviveTextAndStruct() {
        for (int seed = 0; seed < 300; seed++) {
            String text = new ConfigGenerator(seed).text();
            XlDocument document = XlDocument.parse(text);
            XlConfig config = XlConfig.read(document).config();

            assertThat(config.others()).as(text).isEmpty();
            assertThat(config.into(document)).isSameAs(document);
            assertThat(XlConfig.read(config.document()).config()).as(text).isEqualTo(config);
            XlDocument other = XlDocument.parse(new ConfigGenerator(seed + 1000).text());
            XlDocument changed = config.into(other);
            assertThat(XlConfig.read(XlDocument.parse(changed.text())).config()).isEqualTo(config);
            assertThat(changed.text()).startsWith("# made up\n");
        }
    }

    @Test
    void changedItemOfAListLeavesTheOthersAsTheyAreSpelled() {
        XlDocument document =
                XlDocument.parse("vif = [ 'bridge=a, mac=1', # one\n 'bridge = b' # two\n ]\n");
        XlConfig config = XlConfig.read(document).config();
        NicSpec first = config.get(XlDeviceOptions.VIF).orElseThrow().getFirst();
        NicSpec other =
                XlConfig.read(XlDocument.parse("vif=['bridge=c']"))
                        .config()
                        .get(XlDeviceOptions.VIF)
                        .orElseThrow()
                        .getFirst();

        assertThat(config.with(XlDeviceOptions.VIF, List.of(first, other)).into(document).text())
                .isEqualTo("vif = [ 'bridge=a, mac=1', # one\n \"bridge=c\" # two\n ]\n");
    }

    @Test
    void whatXlIgnoresIsKeptAndRemarked() {
        XlConfig.Reading reading =
                read("max_mem = 3\nmemory='lots'\nvcpus=[1]\nname='x'\nkernel='k'\n");

        assertThat(reading.config().others().keySet())
                .containsExactly("max_mem", "memory", "vcpus");
        assertThat(reading.remarks())
                .extracting(XlRemark::sentence)
                .containsExactly(
                        "line 1, column 11: max_mem: no Xen knows this option, and xl says nothing;"
                                + " 'maxmem' may be meant",
                        "line 2, column 8: memory: xl takes it as not given: it expects a number",
                        "line 3, column 7: vcpus: xl takes it as not given: it expects a number");
        assertThat(reading.config().document().text()).contains("max_mem = 3", "'lots'");
    }

    @Test
    void newerOptionIsRemarkedForAnOlderXen() {
        XlConfig config = read("hvm_pirq=1\nhap=1").config();

        assertThat(config.unknownTo(XenRelease.V4_17))
                .extracting(XlRemark::sentence)
                .containsExactly("hvm_pirq: known from Xen 4.19 on");
        assertThat(config.unknownTo(new XenRelease(4, 19))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/dev/vg/g,,hda|/dev/vg/g|-|hda|false|false",
                "phy:/dev/x,xvda,w|/dev/x|-|xvda|false|false",
                "file:/root/b.iso,hdc:cdrom,r|/root/b.iso|-|hdc|true|true",
                ",hdc:cdrom,r|-|-|hdc|true|true",
                "tap:qcow2:/a,xvda,w|/a|qcow2|xvda|false|false",
                "raw:/dev/x,hda,w|/dev/x|raw|hda|false|false",
                "/root/image.iso,,hdc,cdrom|/root/image.iso|-|hdc|true|true",
                "format=raw, vdev=hdc, access=ro, devtype=cdrom, target=/i , x|/i ,"
                        + " x|raw|hdc|true|true",
                "file:/a,ioemu:hda,w|/a|-|hda|false|false",
                "/a:b,raw,xvda,r|/a:b|raw|xvda|false|true",
            })
    void disksAreReadAsXlReadsThem(
            String text,
            String target,
            String format,
            String vdev,
            boolean cdrom,
            boolean readOnly) {
        DiskSpec disk = disk(text);

        assertThat(disk.target().orElse("-")).isEqualTo(target);
        assertThat(disk.format().orElse("-")).isEqualTo(format);
        assertThat(disk.vdev()).isEqualTo(vdev);
        assertThat(disk.cdrom()).isEqualTo(cdrom);
        assertThat(disk.readOnly()).isEqualTo(readOnly);
        assertThat(disk(disk.text())).isEqualTo(disk);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/dev/x,xvda,w|unknown format 'xvda'",
                "/a,raw,xvda,w,bar|'bar' has no place",
                "vdev=xvda,format=empty|no target",
                "/a,raw|no virtual device",
                "/a,raw,xvda,x|unknown access 'x'",
            })
    void diskThatXlRefusesIsRefusedWithItsPlace(String text, String words) {
        assertThatThrownBy(() -> disk(text))
                .isInstanceOfSatisfying(
                        SpecException.class,
                        e -> {
                            assertThat(e).hasMessageContaining(words);
                            assertThat(e.path()).isEqualTo("disk[1]");
                            assertThat(e.column()).isEqualTo(7);
                        });
    }

    @Test
    void pciAddressIsCompleted() {
        assertThat(read("pci=['01:13.0@1f']").config().get(XlDeviceOptions.PCI).orElseThrow())
                .singleElement()
                .satisfies(
                        pci -> {
                            assertThat(pci.bdf()).isEqualTo(Optional.of("0000:01:13.0"));
                            assertThat(pci.vslot()).isEqualTo(Optional.of("1f"));
                        });
    }
}
