package org.ostler.driver.qemu.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;
import org.ostler.model.Place;
import org.ostler.model.SpecException;
import org.ostler.model.XmlElement;
import org.ostler.model.XmlReader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// libvirt's own samples of QEMU guests: every valid one is read, written and taken, and of those
/// that it refuses, how many are refused.
///
/// `-Dostler.libvirt.samples=DIR` says where they are; without them, tests are skipped.
final class LibvirtGuestsTest {
    private static final Path ROOT =
            Path.of(
                    System.getProperty(
                            "ostler.libvirt.samples", "/work/shared/data/libvirt-9.0.0"));

    /// What the table of samples calls the abilities.
    private static final Map<String, Set<Ability>> NAMES =
            Map.ofEntries(
                    Map.entry("SPICE", Set.of(Ability.SPICE)),
                    Map.entry("VIRTIO_PCI_TRANSITIONAL", Set.of(Ability.INPUT_HOST_TRANSITIONAL)),
                    Map.entry("DEVICE_ZPCI", Set.of(Ability.ZPCI)),
                    Map.entry("DEVICE_VFIO_CCW", Set.of(Ability.VFIO_CCW)),
                    Map.entry("PIIX_DISABLE_S3", Set.of(Ability.SLEEP_STATES)),
                    Map.entry("PIIX_DISABLE_S4", Set.of(Ability.SLEEP_STATES)),
                    Map.entry(
                            "MACHINE_PSERIES_CAP_HPT_MAX_PAGE_SIZE", Set.of(Ability.HPT_PAGE_SIZE)),
                    Map.entry("MACHINE_PSERIES_CAP_HTM", Set.of(Ability.HTM)),
                    Map.entry("MACHINE_PSERIES_CAP_NESTED_HV", Set.of(Ability.NESTED_HV)),
                    Map.entry("MACHINE_PSERIES_CAP_CCF_ASSIST", Set.of(Ability.CCF_ASSIST)),
                    Map.entry("MACHINE_PSERIES_CAP_CFPC", Set.of(Ability.CFPC)),
                    Map.entry("MACHINE_PSERIES_CAP_SBBC", Set.of(Ability.SBBC)),
                    Map.entry("MACHINE_PSERIES_CAP_IBS", Set.of(Ability.IBS)),
                    Map.entry(
                            "VIRTIO_BALLOON_FREE_PAGE_REPORTING",
                            Set.of(Ability.FREE_PAGE_REPORTING)),
                    Map.entry("PIIX4_ACPI_ROOT_PCI_HOTPLUG", Set.of(Ability.ROOT_BUS_HOTPLUG)),
                    Map.entry("MACHINE_DEFAULT_RAM_ID", Set.of(Ability.MAIN_MEMORY_BACKEND)));

    /// A row of the table that says what each sample is for.
    private record Sample(String name, String expectation, String abilities) {
        boolean isValid() {
            return expectation.equals("valid");
        }

        boolean isRefused() {
            return expectation.equals("parse-error");
        }

        XmlElement read() throws IOException {
            return XmlReader.standard()
                    .read(Files.readAllBytes(ROOT.resolve("qemuxml2argvdata/" + name + ".xml")));
        }

        /// What the QEMU can do that the sample is for.
        Predicate<Ability> can() {
            if (abilities.equals("latest")) {
                return ability -> true;
            }
            if (abilities.matches("[0-9.]+")) {
                return ability -> since(ability) <= number(abilities);
            }
            Set<String> words = Set.copyOf(Arrays.asList(abilities.split(" ", -1)));
            return ability ->
                    NAMES.entrySet().stream()
                            .anyMatch(
                                    e ->
                                            words.contains(e.getKey())
                                                    && e.getValue().contains(ability));
        }

        private static int number(String version) {
            String[] parts = version.split("\\.", -1);
            return Integer.parseInt(parts[0]) * 100 + Integer.parseInt(parts[1]);
        }

        private static int since(Ability ability) {
            return switch (ability) {
                case NBD_TLS_HOSTNAME -> 700;
                case ROOT_BUS_HOTPLUG -> 502;
                case FREE_PAGE_REPORTING -> 501;
                case MAIN_MEMORY_BACKEND, CCF_ASSIST -> 500;
                case INPUT_HOST_TRANSITIONAL,
                        SPICE,
                        ZPCI,
                        VFIO_CCW,
                        SLEEP_STATES,
                        HPT_PAGE_SIZE,
                        HTM,
                        NESTED_HV,
                        CFPC,
                        SBBC,
                        IBS ->
                        0;
            };
        }
    }

    private static List<Sample> samples() throws IOException {
        Path table = ROOT.resolve("cases.tsv");
        assumeTrue(Files.isRegularFile(table), "no samples of libvirt here");
        try (Stream<String> lines = Files.lines(table)) {
            return lines.map(line -> line.split("\t", -1))
                    .filter(words -> words[0].equals("qemu-argv"))
                    .map(words -> new Sample(words[1], words[2], words[4]))
                    .toList();
        }
    }

    @Test
    void everyValidGuestIsReadWrittenAndTaken() throws IOException {
        List<String> wrong = new ArrayList<>();
        int all = 0;
        for (Sample each : samples()) {
            if (each.isValid()) {
                all++;
                objection(each).ifPresent(o -> wrong.add(each.name() + ": " + o));
            }
        }
        System.out.printf(
                "samples qemu-argv: valid, read, written and taken %d of %d%n  %s%n",
                all - wrong.size(), all, String.join("\n  ", wrong));
        assertThat(wrong).isEmpty();
    }

    private static Optional<String> objection(Sample each) throws IOException {
        try {
            XmlElement before = each.read();
            DomainSpec spec = DomainXml.parse(before).spec();
            XmlElement after =
                    XmlReader.standard().read(DomainXml.format(spec, DomainXml.id(before)));
            if (!DomainXml.parse(after).spec().equals(spec)) {
                return Optional.of("what was written is read as something else");
            }
            String lost = lost(before, after);
            if (!lost.isEmpty()) {
                return Optional.of("lost " + lost);
            }
            check(each, Place.of(before));
            check(each, DomainXml.place(spec));
            return Optional.empty();
        } catch (SpecException refused) {
            return Optional.of(refused.path() + ": " + refused.problem());
        }
    }

    private static void check(Sample each, Place domain) {
        QemuRules.check(domain);
        QemuRules.check(domain, each.can());
    }

    /// What elements and attributes are fewer after than before.
    private static String lost(XmlElement before, XmlElement after) {
        Map<String, Integer> words = new TreeMap<>();
        count(before, "", 1, words);
        count(after, "", -1, words);
        return String.join(
                ", ",
                words.entrySet().stream()
                        .filter(e -> e.getValue() > 0)
                        .map(Map.Entry::getKey)
                        .toList());
    }

    private static void count(
            XmlElement element, String above, int by, Map<String, Integer> words) {
        String path = above + "/" + element.name();
        words.merge(path, by, Integer::sum);
        element.attributes().forEach(a -> words.merge(path + "/@" + a.name(), by, Integer::sum));
        element.children().stream()
                .filter(XmlElement.class::isInstance)
                .map(XmlElement.class::cast)
                .forEach(child -> count(child, path, by, words));
    }

    @Test
    void whatLibvirtRefusesIsRefusedWithItsPlace() throws IOException {
        List<String> taken = new ArrayList<>();
        int all = 0;
        for (Sample each : samples()) {
            if (!each.isRefused()) {
                continue;
            }
            all++;
            try {
                XmlElement read = each.read();
                DomainXml.parse(read);
                check(each, Place.of(read));
                taken.add(each.name());
            } catch (SpecException refused) {
                assertThat(refused.path()).as(refused.getMessage()).startsWith("/domain");
                assertThat(refused.line()).as(refused.getMessage()).isPositive();
                if (Boolean.getBoolean("ostler.samples.told")) {
                    System.out.println("  " + each.name() + ": " + refused.getMessage());
                }
            }
        }
        System.out.printf(
                "samples qemu-argv: refused %d of %d, taken%n  %s%n",
                all - taken.size(), all, String.join("\n  ", taken));
        assertThat((all - taken.size()) * 97).isGreaterThanOrEqualTo(90 * all);
    }
}
