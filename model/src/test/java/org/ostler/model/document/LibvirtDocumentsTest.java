package org.ostler.model.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ostler.model.SpecException;
import org.ostler.model.XmlElement;
import org.ostler.model.XmlNode;
import org.ostler.model.XmlReader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// libvirt's own samples of every kind of document: how many are written as libvirt writes them,
/// and what differs.
///
/// What a host chooses when a snapshot or a checkpoint is taken (its name, its time, the domain as
/// it was, the bitmaps) is not compared where the document leaves the choice to the host.
class LibvirtDocumentsTest {
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
        "checkpoint, qemudomaincheckpointxml2xmlin, qemudomaincheckpointxml2xmlout, 90",
        "interface, interfaceschemadata, interfaceschemadata, 90",
        "secret, secretxml2xmlin, secretxml2xmlin, 90",
        "networkport, virnetworkportxml2xmldata, virnetworkportxml2xmldata, 90",
        "domaincapabilities, domaincapsdata, domaincapsdata, 90",
    })
    void documentsAreWrittenAsLibvirtsClientsExpectThem(
            String family, String in, String out, int percent) throws IOException {
        Count count = count(in, out);
        System.out.printf(
                "samples %-18s equal %d of %d%n%s",
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
        for (Path file : LibvirtSamples.files(".", "")) {
            try {
                XmlElement before = LibvirtSamples.read(file);
                if (DocumentKind.of(before).isPresent()) {
                    DocumentKind kind = DocumentKind.of(before).get();
                    String once = kind.canonical(before).text();
                    String twice = kind.canonical(XmlReader.standard().read(once)).text();
                    if (!once.equals(twice)) {
                        changed.add(LibvirtSamples.ROOT.relativize(file).toString());
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
        for (Path file : LibvirtSamples.files(".", "-invalid.xml")) {
            if (file.toString().contains("xml2xmlout") || file.toString().contains("argv")) {
                continue;
            }
            all++;
            try {
                LibvirtSamples.canonical(file);
                System.out.println(
                        "samples taken though invalid: " + LibvirtSamples.ROOT.relativize(file));
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
        for (Path file : LibvirtSamples.files(in, ".xml")) {
            Path expected = LibvirtSamples.ROOT.resolve(out).resolve(file.getFileName().toString());
            if (!Files.exists(expected)) {
                continue;
            }
            all++;
            String difference;
            try {
                difference = difference(file, expected);
            } catch (SpecException refused) {
                difference = "  refused: " + refused.getMessage() + "\n";
            }
            equal += difference.isEmpty() ? 1 : 0;
            differences.append(difference.isEmpty() ? "" : file.getFileName() + "\n" + difference);
        }
        return new Count(equal, all, differences.toString());
    }

    private static String difference(Path file, Path expected) throws IOException {
        XmlElement given = LibvirtSamples.read(file);
        XmlElement wanted = LibvirtSamples.read(expected);
        boolean taken = given.is("domainsnapshot") || given.is("domaincheckpoint");
        return LibvirtSamples.difference(
                taken ? asAsked(wanted, given) : wanted,
                taken
                        ? asAsked(LibvirtSamples.canonical(file), given)
                        : LibvirtSamples.canonical(file));
    }

    /// The document without what the host chose, or took from the domain, because it was not asked
    /// for something else.
    private static XmlElement asAsked(XmlElement written, XmlElement asked) {
        List<XmlNode> children = new ArrayList<>();
        for (XmlNode node : written.children()) {
            if (node instanceof XmlElement child
                    && asked.child(child.name()).isPresent()
                    && !GIVEN_WHEN_TAKEN.contains(child.name())) {
                children.add(
                        child.is("disks") && asked.is("domaincheckpoint") ? plain(child) : child);
            }
        }
        return new XmlElement(written.name(), written.attributes(), children);
    }

    private static XmlElement plain(XmlElement disks) {
        return new XmlElement(
                disks.name(),
                disks.attributes(),
                disks.children("disk").stream()
                        .map(
                                disk ->
                                        new XmlElement(
                                                "disk",
                                                disk.attributes().stream()
                                                        .filter(a -> !a.name().equals("bitmap"))
                                                        .toList(),
                                                List.of()))
                        .toList());
    }
}
