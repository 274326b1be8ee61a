package org.ostler.xlcfg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.ostler.model.DomainXml;
import org.ostler.model.SpecException;
import org.ostler.model.XmlAttribute;
import org.ostler.model.XmlElement;
import org.ostler.model.XmlReader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// libvirt's own samples of both dialects, in both directions: figures per family, and what
/// differs.
///
/// `-Dostler.libvirt.samples=DIR` says where they are; without them, skipped.
class LibvirtSamplesTest {
    private static final Path SAMPLES =
            Path.of(
                    System.getProperty(
                            "ostler.libvirt.samples", "/work/shared/data/libvirt-9.0.0"));
    private static final XlHostPaths HOST =
            new XlHostPaths("x86_64", "/usr/lib/xen/boot/hvmloader", "/LIBXL_FIRMWARE_DIR");

    private record Case(String name, String expectation) {}

    private static List<Case> cases(String family) throws IOException {
        assumeTrue(Files.isRegularFile(SAMPLES.resolve("cases.tsv")), "no samples of libvirt here");
        try (Stream<String> lines = Files.lines(SAMPLES.resolve("cases.tsv"))) {
            return lines.map(line -> line.split("\t", -1))
                    .filter(words -> words[0].equals(family))
                    .map(words -> new Case(words[1], words[2]))
                    .toList();
        }
    }

    private static String text(String family, String name) throws IOException {
        return Files.readString(SAMPLES.resolve(family + "configdata").resolve(name));
    }

    private static XlConfig config(String family, String name) throws IOException {
        return XlConfig.read(XlDocument.parse(text(family, name + ".cfg"))).config();
    }

    private static XlDialect dialect(String family) {
        return family.equals("xl") ? XlDialect.XL : XlDialect.XM;
    }

    private static String toXml(String family, String name) throws IOException {
        XlDomains.Converted<?> domain =
                XlDomains.toDomain(config(family, name), dialect(family), HOST);
        String expected = flat(XmlReader.standard().read(text(family, name + ".xml")));
        String actual =
                flat(
                        XmlReader.standard()
                                .read(
                                        DomainXml.format(
                                                (org.ostler.model.DomainSpec) domain.value())));
        return difference(expected, actual);
    }

    private static String fromXml(String family, String name) throws IOException {
        XlDomains.Converted<XlConfig> config =
                XlDomains.toConfig(
                        DomainXml.parse(text(family, name + ".xml")).spec(), dialect(family), HOST);
        XlConfig expected = config(family, name);
        return config.value().equals(expected)
                ? ""
                : difference(text(family, name + ".cfg"), config.value().document().text());
    }

    /// One line per element, with its path, attributes sorted.
    private static String flat(XmlElement root) {
        var lines = new StringBuilder();
        flat(root, "", lines);
        return lines.toString();
    }

    private static void flat(XmlElement element, String indent, StringBuilder lines) {
        lines.append(indent).append(element.name());
        element.attributes().stream()
                .sorted(Comparator.comparing(XmlAttribute::name))
                .forEach(a -> lines.append(' ').append(a.name()).append('=').append(a.value()));
        lines.append(' ').append(element.text().strip()).append('\n');
        for (Object child : element.children()) {
            if (child instanceof XmlElement inner) {
                flat(inner, indent + "  ", lines);
            }
        }
    }

    private static String difference(String expected, String actual) {
        var missing = new ArrayList<>(expected.lines().toList());
        List<String> surplus = new ArrayList<>(actual.lines().toList());
        List<String> all = List.copyOf(missing);
        missing.removeAll(surplus);
        surplus.removeAll(all);
        String order = expected.equals(actual) ? "" : "  order differs\n";
        return missing.isEmpty() && surplus.isEmpty()
                ? order
                : "  expected " + missing + "\n  but have " + surplus + "\n";
    }

    private interface Direction {
        String differences(String family, String name) throws IOException;
    }

    private static int equal(String family, String direction, String other, Direction convert)
            throws IOException {
        List<Case> cases =
                cases(family).stream().filter(is -> !is.expectation().equals(other)).toList();
        var report = new StringBuilder();
        int equal = 0;
        for (Case each : cases) {
            String difference;
            try {
                difference = convert.differences(family, each.name());
            } catch (SpecException e) {
                difference = "  refused: " + e.getMessage() + "\n";
            }
            equal += difference.isEmpty() ? 1 : 0;
            report.append(difference.isEmpty() ? "" : each.name() + "\n" + difference);
        }
        System.out.printf("%s %s: %d of %d%n%s", family, direction, equal, cases.size(), report);
        return equal;
    }

    @Test
    void xlToXmlIsWhatLibvirtSays() throws IOException {
        assertThat(equal("xl", "to XML", "to-xml", LibvirtSamplesTest::toXml))
                .isGreaterThanOrEqualTo(17);
    }

    @Test
    void xmToXmlIsWhatLibvirtSays() throws IOException {
        assertThat(equal("xm", "to XML", "to-xml", LibvirtSamplesTest::toXml))
                .isGreaterThanOrEqualTo(15);
    }

    @Test
    void xlFromXmlIsWhatLibvirtSays() throws IOException {
        assertThat(equal("xl", "from XML", "from-xml", LibvirtSamplesTest::fromXml))
                .isGreaterThanOrEqualTo(17);
    }

    @Test
    void xmFromXmlIsWhatLibvirtSays() throws IOException {
        assertThat(equal("xm", "from XML", "from-xml", LibvirtSamplesTest::fromXml))
                .isGreaterThanOrEqualTo(16);
    }
}
