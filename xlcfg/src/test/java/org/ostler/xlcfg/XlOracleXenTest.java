package org.ostler.xlcfg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Ostler's libxl documents beside those of xl on a real Xen host: what the preloaded library of
/// [XlOracleTest] answers for a host is not what makes them equal.
@Tag("xen")
class XlOracleXenTest {
    private static final int MADE_UP = 60;

    /// Beyond those of [XlOracleTest], which begin at 0.
    private static final int FIRST_SEED = 100_000;

    @Test
    void samplesAndMadeUpConfigurationsBecomeTheSameDocument() throws IOException {
        XlOracle xl = XlOracle.inLab();
        var names = new ArrayList<String>();
        var texts = new ArrayList<String>();
        for (XlOracleTest.Sample sample : XlOracleTest.samplesThatAreThere()) {
            names.add(sample.name());
            texts.add(sample.text());
        }
        for (int seed = FIRST_SEED; seed < FIRST_SEED + MADE_UP; seed++) {
            names.add("seed " + seed);
            texts.add(new XlGuestGenerator(seed).text());
        }
        List<XlOracle.Answer> answers = xl.ask(texts);
        var comparison = new XlComparison();
        for (int i = 0; i < texts.size(); i++) {
            // the host has few processors and nodes, and xl refuses to pin to others
            if (answers.get(i).accepted() || !isAboutThisHost(answers.get(i).complaint())) {
                comparison.add(names.get(i), texts.get(i), answers.get(i));
            }
        }
        System.out.print(comparison.report("on the Xen host"));

        assertThat(comparison.differing()).isEmpty();
        assertThat(comparison.tooStrict()).isEmpty();
        assertThat(comparison.silent()).isEmpty();
        assertThat(comparison.accepted()).isGreaterThan(MADE_UP / 3);
    }

    private static boolean isAboutThisHost(String complaint) {
        return complaint.contains("affinity map is empty")
                || complaint.contains("invalid pnode number")
                || complaint.contains("Invalid pcpu range");
    }
}
