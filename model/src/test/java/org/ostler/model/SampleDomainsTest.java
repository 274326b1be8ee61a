package org.ostler.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Reads every domain in a directory of samples, where there is one (system property
/// `ostler.samples` or environment variable `OSTLER_SAMPLES`).
final class SampleDomainsTest {
    private static final int SHOWN = Integer.getInteger("ostler.samples.shown", 40);

    private record Sample(Path file, String family, String text) {}

    @Test
    void samplesAreReadAndWrittenWithoutLossOrRefusedWithAPlace() throws IOException {
        Path root = samples();
        Map<String, String> expectations = expectations(root);
        Map<String, int[]> counts = new TreeMap<>();
        List<String> lossy = new ArrayList<>();
        List<String> wronglyRefused = new ArrayList<>();
        List<String> wronglyTaken = new ArrayList<>();
        for (Sample sample : domains(root)) {
            int[] count = counts.computeIfAbsent(sample.family, family -> new int[3]);
            String expectation = expectations.getOrDefault(key(sample), "unknown");
            try {
                lossy.addAll(losses(sample));
                count[0]++;
                if (expectation.equals("parse-error")) {
                    wronglyTaken.add(sample.file.getFileName().toString());
                }
            } catch (SpecException refused) {
                assertThat(refused.getMessage()).isNotBlank();
                assertThat(refused.line()).as("line of: %s", refused.getMessage()).isPositive();
                count[expectation.equals("parse-error") ? 1 : 2]++;
                if (!expectation.equals("parse-error")) {
                    wronglyRefused.add(sample.file.getFileName() + ": " + refused.getMessage());
                }
            }
        }
        counts.forEach(
                (family, count) ->
                        System.out.printf(
                                "samples %-28s read %4d  refused as expected %3d  refused otherwise"
                                        + " %3d%n",
                                family, count[0], count[1], count[2]));
        print("read though a parse error is expected (no driver judged it)", wronglyTaken);
        print("refused though no parse error is expected", wronglyRefused);
        print("lost", lossy);
        assertThat(lossy).isEmpty();
        assertThat(wronglyRefused).isEmpty();
    }

    private static void print(String title, List<String> list) {
        System.out.println("samples " + title + ": " + list.size());
        list.stream().limit(SHOWN).forEach(line -> System.out.println("  " + line));
    }

    private static Path samples() {
        String named =
                Optional.ofNullable(System.getProperty("ostler.samples"))
                        .or(() -> Optional.ofNullable(System.getenv("OSTLER_SAMPLES")))
                        .orElse("/work/shared/data/libvirt-9.0.0");
        assumeTrue(
                !named.isEmpty() && Files.isDirectory(Path.of(named)),
                "no directory of samples: set the system property ostler.samples or"
                        + " OSTLER_SAMPLES");
        return Path.of(named);
    }

    private static Map<String, String> expectations(Path root) throws IOException {
        Map<String, String> known = new HashMap<>();
        Path table = root.resolve("cases.tsv");
        if (Files.exists(table)) {
            for (String line : Files.readAllLines(table)) {
                String[] columns = line.split("\t", -1);
                known.merge(
                        columns[1] + ".xml", columns[2], (a, b) -> a.equals("parse-error") ? a : b);
            }
        }
        return known;
    }

    private static String key(Sample sample) {
        return sample.file.getFileName().toString();
    }

    private static List<Sample> domains(Path root) throws IOException {
        List<Sample> found = new ArrayList<>();
        try (var files = Files.walk(root)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".xml")).sorted().toList()) {
                String text = Files.readString(file, StandardCharsets.UTF_8);
                if (text.contains("<domain type=") || text.contains("<domain xmlns")) {
                    String family = root.relativize(file.getParent()).toString();
                    if (isDomain(text)) {
                        found.add(new Sample(file, family, text));
                    }
                }
            }
        }
        return found;
    }

    private static boolean isDomain(String text) {
        try {
            return XmlReader.standard().read(text).is("domain");
        } catch (SpecException notWellFormed) {
            return true;
        }
    }

    private static List<String> losses(Sample sample) {
        XmlElement before = XmlReader.standard().read(sample.text);
        Parsed<DomainSpec> parsed = DomainXml.parse(before);
        String written = DomainXml.format(parsed.spec(), DomainXml.id(before));
        XmlElement after = XmlReader.standard().read(written);
        DomainSpec again = DomainXml.parse(after).spec();
        List<String> lost = new ArrayList<>();
        if (!again.equals(parsed.spec())) {
            lost.add(sample.file.getFileName() + ": reading what was written gives another spec");
        }
        if (!DomainXml.format(again).equals(DomainXml.format(parsed.spec()))) {
            lost.add(sample.file.getFileName() + ": writing again gives another text");
        }
        if (!DomainPropertiesTest.treeIsThatOfTheText(again)) {
            lost.add(sample.file.getFileName() + ": the tree is not that of the text");
        }
        compare(sample.file.getFileName() + " /" + before.name(), before, after, lost);
        return lost;
    }

    /// Every attribute, text and element of `before` must be in `after`, in the same order among
    /// those of its name; numbers may be spelled differently.
    private static void compare(
            String path, XmlElement before, XmlElement after, List<String> lost) {
        for (XmlAttribute attribute : before.attributes()) {
            String kept = after.attribute(attribute.name()).orElse(null);
            if (!attribute.name().equals("unit")
                    && !isNowhere(before)
                    && (kept == null || !sameValue(attribute.value(), kept))) {
                lost.add(
                        path
                                + "/@"
                                + attribute.name()
                                + "="
                                + attribute.value()
                                + " became "
                                + kept);
            }
        }
        String text = before.text().strip();
        boolean memory = before.name().toLowerCase(java.util.Locale.ROOT).endsWith("memory");
        if (!memory && !sameValue(text, after.text().strip())) {
            lost.add(path + " text '" + text + "' became '" + after.text().strip() + "'");
        }
        Set<String> names = new HashSet<>();
        before.children()
                .forEach(
                        node -> {
                            if (node instanceof XmlElement element) {
                                names.add(element.name());
                            }
                        });
        for (String name : names) {
            List<XmlElement> had = named(before, name);
            List<XmlElement> has = named(after, name);
            for (int i = 0; i < had.size(); i++) {
                if (i >= has.size()) {
                    lost.add(path + "/" + name + "[" + (i + 1) + "] is gone");
                } else {
                    compare(path + "/" + name, had.get(i), has.get(i), lost);
                }
            }
        }
    }

    /// All zero means for PCI addresses that no place has been chosen, and is left out.
    private static boolean isNowhere(XmlElement element) {
        return element.is("address")
                && element.attribute("type").orElse("").equals("pci")
                && element.attributes().stream()
                        .filter(attribute -> !attribute.name().equals("type"))
                        .allMatch(attribute -> Numbers.parse(attribute.value()) == 0);
    }

    private static List<XmlElement> named(XmlElement parent, String name) {
        List<XmlElement> found = new ArrayList<>();
        for (XmlNode node : parent.children()) {
            if (node instanceof XmlElement element && element.name().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }

    private static boolean sameValue(String before, String after) {
        if (before.equals(after)) {
            return true;
        }
        long number = Numbers.parse(before);
        return (number != Numbers.BAD && number == Numbers.parse(after))
                || before.replace("-", "").equalsIgnoreCase(after.replace("-", ""))
                || sameSet(before, after);
    }

    private static boolean sameSet(String before, String after) {
        String normal = CpuSets.CODEC.parse(before);
        return normal != null && normal.equals(after);
    }
}
