package org.ostler.model.document;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

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

/// libvirt's own samples, where they are, and the comparison of two documents.
///
/// `-Dostler.libvirt.samples=DIR` says where they are; without them, tests are skipped.
final class LibvirtSamples {
    static final Path ROOT =
            Path.of(
                    System.getProperty(
                            "ostler.libvirt.samples", "/work/shared/data/libvirt-9.0.0"));

    private LibvirtSamples() {}

    /// A row of the table that says what each sample is for.
    record Case(String name, String expectation) {}

    static List<Case> cases(String family) throws IOException {
        assumeTrue(Files.isRegularFile(ROOT.resolve("cases.tsv")), "no samples of libvirt here");
        try (Stream<String> lines = Files.lines(ROOT.resolve("cases.tsv"))) {
            return lines.map(line -> line.split("\t", -1))
                    .filter(words -> words[0].equals(family))
                    .map(words -> new Case(words[1], words[2]))
                    .toList();
        }
    }

    static List<Path> files(String folder, String ending) throws IOException {
        Path in = ROOT.resolve(folder);
        assumeTrue(Files.isDirectory(in), "no samples of libvirt here");
        try (Stream<Path> found = Files.walk(in)) {
            return found.filter(file -> file.toString().endsWith(".xml"))
                    .filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    static XmlElement read(Path file) throws IOException {
        return XmlReader.standard().read(Files.readAllBytes(file));
    }

    static XmlElement canonical(Path file) throws IOException {
        XmlElement document = read(file);
        DocumentKind kind = DocumentKind.of(document).orElseThrow();
        return XmlReader.standard().read(kind.canonical(document).text());
    }

    /// What one tree has and the other lacks, attributes in any order; empty where they are equal.
    static String difference(XmlElement expected, XmlElement actual) {
        return difference(lines(expected), lines(actual));
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
        for (Object child : element.children()) {
            if (child instanceof XmlElement inner) {
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
