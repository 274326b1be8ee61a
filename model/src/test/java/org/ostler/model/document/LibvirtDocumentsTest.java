package org.ostler.model.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
import java.util.Set;
import java.util.stream.Stream;

/// libvirt's own samples of every kind of document: how many are written as libvirt writes them,
/// and what differs.
///
/// `-Dostler.libvirt.samples=DIR` says where they are; without them, skipped.
class LibvirtDocumentsTest {
    private static final Path SAMPLES =
            Path.of(
                    System.getProperty(
                            "ostler.libvirt.samples", "/work/shared/data/libvirt-9.0.0"));

    /// What a host adds when a snapshot or a checkpoint is taken, and no reading can know.
    private static final Set<String> GIVEN_WHEN_TAKEN =
            Set.of("creationTime", "parent", "domain", "state");

    private record Count(int equal, int all, String differences) {}

    @ParameterizedTest
    @CsvSource({
        "network, networkxml2xmlin, networkxml2xmlout, 90",
        "pool, storagepoolxml2xmlin, storagepoolxml2xmlout, 90",
        "volume, storagevolxml2xmlin, storagevolxml2xmlout, 90",
        "nwfilter, nwfilterxml2xmlin, nwfilterxml2xmlout, 90",
        "nodedev, nodedevschemadata, nodedevxml2xmlout, 90",
        "snapshot, qemudomainsnapshotxml2xmlin, qemudomainsnapshotxml2xmlout, 90",
        "checkpoint, qemudomaincheckpointxml2xmlin, qemudomaincheckpointxml2xmlout, 60",
        "interface, interfaceschemadata, interfaceschemadata, 90",
        "secret, secretxml2xmlin, secretxml2xmlin, 90",
        "networkport, virnetworkportxml2xmldata, virnetworkportxml2xmldata, 90",
    })
    void documentsAreWrittenAsLibvirtsClientsExpectThem(
            String family, String in, String out, int percent) throws IOException {
        Count count = count(in, out);
        System.out.printf(
                "samples %-12s equal %d of %d%n%s",
                family, count.equal, count.all, count.differences);
        assertThat(count.equal * 100).isGreaterThanOrEqualTo(percent * count.all);
    }

    @Test
    void whatLibvirtWritesIsReadAndWrittenUnchanged() throws IOException {
        for (String folder :
                List.of(
                        "networkxml2xmlout",
                        "storagepoolxml2xmlout",
                        "storagevolxml2xmlout",
                        "nwfilterxml2xmlout",
                        "nodedevxml2xmlout",
                        "qemudomainsnapshotxml2xmlout",
                        "qemudomaincheckpointxml2xmlout",
                        "genericxml2xmloutdata")) {
            Count count = count(folder, folder);
            System.out.printf(
                    "samples %-30s unchanged %d of %d%n%s",
                    folder, count.equal, count.all, count.differences);
        }
    }

    @Test
    void everythingWrittenIsReadAsTheSameAgain() throws IOException {
        List<String> changed = new ArrayList<>();
        for (Path file : files(".", "")) {
            try {
                XmlElement before = read(file);
                if (DocumentKind.of(before).isPresent()) {
                    DocumentKind kind = DocumentKind.of(before).get();
                    String once = kind.canonical(before).text();
                    String twice = kind.canonical(XmlReader.standard().read(once)).text();
                    if (!once.equals(twice)) {
                        changed.add(SAMPLES.relativize(file).toString());
                    }
                }
            } catch (SpecException refused) {
                assertThat(refused.getMessage()).isNotBlank();
                assertThat(refused.line()).as(refused.getMessage()).isPositive();
            }
        }
        assertThat(changed).isEmpty();
    }

    @Test
    void documentsThatLibvirtCallsInvalidAreRefusedWithTheirPlace() throws IOException {
        int refused = 0;
        int all = 0;
        for (Path file : files(".", "-invalid.xml")) {
            if (file.toString().contains("xml2xmlout") || file.toString().contains("argv")) {
                continue;
            }
            all++;
            try {
                canonical(file);
                System.out.println("samples taken though invalid: " + SAMPLES.relativize(file));
            } catch (SpecException expected) {
                refused++;
                assertThat(expected.line()).as(expected.getMessage()).isPositive();
            }
        }
        System.out.printf("samples invalid: refused %d of %d%n", refused, all);
        assertThat(refused).isEqualTo(all);
    }

    private static Count count(String in, String out) throws IOException {
        int equal = 0;
        int all = 0;
        var differences = new StringBuilder();
        for (Path file : files(in, ".xml")) {
            Path expected = SAMPLES.resolve(out).resolve(file.getFileName().toString());
            if (!Files.exists(expected)) {
                continue;
            }
            all++;
            String difference;
            try {
                difference = difference(lines(read(expected)), lines(canonical(file)));
            } catch (SpecException refused) {
                difference = "  refused: " + refused.getMessage() + "\n";
            }
            equal += difference.isEmpty() ? 1 : 0;
            differences.append(difference.isEmpty() ? "" : file.getFileName() + "\n" + difference);
        }
        return new Count(equal, all, differences.toString());
    }

    private static List<Path> files(String folder, String ending) throws IOException {
        Path in = SAMPLES.resolve(folder);
        assumeTrue(Files.isDirectory(in), "no samples of libvirt here");
        try (Stream<Path> found = Files.walk(in)) {
            return found.filter(file -> file.toString().endsWith(".xml"))
                    .filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static XmlElement read(Path file) throws IOException {
        return XmlReader.standard().read(Files.readAllBytes(file));
    }

    private static XmlElement canonical(Path file) throws IOException {
        XmlElement document = read(file);
        DocumentKind kind = DocumentKind.of(document).orElseThrow();
        return XmlReader.standard().read(kind.canonical(document).text());
    }

    /// One line per element, attributes sorted.
    private static List<String> lines(XmlElement root) {
        List<String> lines = new ArrayList<>();
        lines(root, "", lines);
        return lines;
    }

    private static void lines(XmlElement element, String indent, List<String> lines) {
        var line = new StringBuilder(indent).append(element.name());
        element.attributes().stream()
                .sorted(Comparator.comparing(XmlAttribute::name))
                .forEach(a -> line.append(' ').append(a.name()).append('=').append(a.value()));
        lines.add(line.append(' ').append(element.text().strip()).toString());
        boolean taken = element.is("domainsnapshot") || element.is("domaincheckpoint");
        for (Object child : element.children()) {
            if (child instanceof XmlElement inner
                    && !(taken && GIVEN_WHEN_TAKEN.contains(inner.name()))) {
                lines(inner, indent + "  ", lines);
            }
        }
    }

    private static String difference(List<String> expected, List<String> actual) {
        List<String> missing = new ArrayList<>(expected);
        List<String> surplus = new ArrayList<>(actual);
        actual.forEach(missing::remove);
        expected.forEach(surplus::remove);
        if (missing.isEmpty() && surplus.isEmpty()) {
            return expected.equals(actual) ? "" : "  order differs\n";
        }
        return "  expected " + missing + "\n  but have " + surplus + "\n";
    }
}
