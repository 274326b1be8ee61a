package org.ostler.xlcfg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Ostler's libxl documents beside those of real xl 4.17, without Xen.
///
/// `-Dostler.xl.seeds=N` makes up that many configurations instead of 2,000.
class XlOracleTest {
    private static final Path SAMPLES =
            Path.of(
                    System.getProperty(
                            "ostler.libvirt.samples", "/work/shared/data/libvirt-9.0.0"));

    /// A configuration of libvirt's.
    record Sample(String name, String text) {}

    /// Empty where there are none.
    static List<Sample> samplesThatAreThere() throws IOException {
        var all = new ArrayList<Sample>();
        for (String family : List.of("xlconfigdata", "xmconfigdata")) {
            if (!Files.isDirectory(SAMPLES.resolve(family))) {
                continue;
            }
            try (Stream<Path> files = Files.list(SAMPLES.resolve(family))) {
                for (Path file : files.filter(is -> is.toString().endsWith(".cfg")).toList()) {
                    all.add(new Sample(family + "/" + file.getFileName(), Files.readString(file)));
                }
            }
        }
        return all;
    }

    @Test
    void everySampleThatXlAcceptsBecomesTheSameDocument() throws IOException {
        List<Sample> samples = samplesThatAreThere();
        assumeTrue(!samples.isEmpty(), "no samples of libvirt here");
        List<XlOracle.Answer> answers =
                XlOracle.here().ask(samples.stream().map(Sample::text).toList());
        var comparison = new XlComparison();
        for (int i = 0; i < samples.size(); i++) {
            comparison.add(samples.get(i).name(), samples.get(i).text(), answers.get(i));
        }
        System.out.print(comparison.report("libvirt's samples"));

        assertThat(comparison.differing()).isEmpty();
        assertThat(comparison.tooStrict()).isEmpty();
        assertThat(comparison.silent()).isEmpty();
    }

    @Test
    void madeUpConfigurationsBecomeTheSameDocument() {
        XlOracle xl = XlOracle.here();
        int count = Integer.getInteger("ostler.xl.seeds", 2100);
        var texts = new ArrayList<String>();
        for (int seed = 0; seed < count; seed++) {
            texts.add(new XlGuestGenerator(seed).text());
        }
        List<XlOracle.Answer> answers = xl.ask(texts);
        var comparison = new XlComparison();
        for (int seed = 0; seed < count; seed++) {
            comparison.add("seed " + seed, texts.get(seed), answers.get(seed));
        }
        System.out.print(comparison.report("made up"));

        assertThat(comparison.differing()).isEmpty();
        assertThat(comparison.tooStrict()).isEmpty();
        assertThat(comparison.silent()).isEmpty();
        assertThat(comparison.warnedInVain()).isEmpty();
        assertThat(comparison.equal()).isGreaterThanOrEqualTo(Math.min(count, 2000));
    }

    @Test
    void whatXlRefusesIsRefusedOrWarnedAbout() throws IOException {
        XlOracle xl = XlOracle.here();
        List<String> settings = oddSettings();
        List<String> texts = settings.stream().map(XlOracleTest::withSettings).toList();
        List<XlOracle.Answer> answers = xl.ask(texts);
        var comparison = new XlComparison();
        for (int i = 0; i < texts.size(); i++) {
            comparison.add(settings.get(i), texts.get(i), answers.get(i));
        }
        System.out.print(comparison.report("odd settings"));

        assertThat(comparison.silent()).isEmpty();
        assertThat(comparison.tooStrict()).isEmpty();
        assertThat(comparison.warnedInVain()).isEmpty();
        assertThat(comparison.differing()).isEmpty();
    }

    static List<String> oddSettings() throws IOException {
        try (InputStream in = XlOracleTest.class.getResourceAsStream("xl-odd-settings.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }

    static String withSettings(String line) {
        int blank = line.indexOf(' ');
        String type = line.substring(0, blank);
        String kernel = type.equals("hvm") ? "" : "kernel='/k'\n";
        return "name='x'\ntype='"
                + type
                + "'\n"
                + kernel
                + line.substring(blank + 1).replace(" ;; ", "\n")
                + "\n";
    }

    @Test
    void brokenTextsAreRefusedWhereXlRefusesThem() {
        XlOracle xl = XlOracle.here();
        var texts = new ArrayList<String>();
        for (int seed = 0; seed < 200; seed++) {
            texts.add(broken(new XlGuestGenerator(seed).text(), new Random(seed)));
        }
        List<XlOracle.Answer> answers = xl.ask(texts);
        var comparison = new XlComparison();
        for (int seed = 0; seed < texts.size(); seed++) {
            comparison.add("seed " + seed, texts.get(seed), answers.get(seed));
        }
        System.out.print(comparison.report("broken texts"));

        assertThat(comparison.silent()).isEmpty();
        assertThat(comparison.tooStrict()).isEmpty();
    }

    /// One character less, more, or another one.
    static String broken(String text, Random random) {
        random.nextLong();
        int at = random.nextInt(text.length());
        String there =
                random.nextInt(3) == 0 ? "" : "" + "[]'\",;=#\\A-0 \n".charAt(random.nextInt(13));
        return text.substring(0, at) + there + text.substring(at + random.nextInt(2));
    }

    @Test
    void everyOptionIsMadeUp() {
        Set<String> all =
                XlConfig.options().stream().map(XlOption::name).collect(Collectors.toSet());

        assertThat(XlGuestGenerator.options()).containsExactlyInAnyOrderElementsOf(all);
    }
}
