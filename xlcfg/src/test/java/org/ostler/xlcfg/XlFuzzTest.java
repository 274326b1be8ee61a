package org.ostler.xlcfg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ostler.model.SpecException;

import java.time.Duration;
import java.util.Random;

/// Any text at all is taken apart or refused with a place; nothing else comes out, and it takes
/// time in proportion to the text. `-Dostler.fuzz.seconds=120` goes on for longer.
class XlFuzzTest {
    private static final long SECONDS = Long.getLong("ostler.fuzz.seconds", 1);
    private static final int SIZE =
            Boolean.getBoolean("ostler.full") ? XlDocument.MAX_LENGTH - 16 : 2 << 20;
    private static final String[] WORDS = {
        "name", "memory", "disk", "vif", "Memory", "=", " = ", "+=", "[", "]", ",", ";", "\n", " ",
        "\t", "\r\n", "#", "# x\n", "'", "\"", "\\", "\\x41", "0", "0100", "0x1f", "12", "-",
                "'a,b'",
        "\"phy:/dev/x,xvda,w\"", "(", "ä", "\0", "\uD800", "vnuma", "[[", "]]", "cpuid", "x=1\n"
    };

    @Test
    void anyTextIsTakenApartWithoutLossOrRefusedWithItsPlace() {
        var random = new Random(20261129);
        long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        int accepted = 0;
        int all = 0;
        do {
            var text = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                text.append(WORDS[random.nextInt(WORDS.length)]);
            }
            accepted += isAccepted(text.toString()) ? 1 : 0;
            all++;
        } while (System.nanoTime() < end);
        assertThat(accepted).as("accepted of %d", all).isPositive().isLessThan(all);
    }

    private static boolean isAccepted(String text) {
        XlDocument document;
        try {
            document = XlDocument.parse(text);
        } catch (SpecException e) {
            assertThat(e.line()).as(text).isPositive();
            assertThat(e.column()).as(text).isPositive();
            return false;
        }
        assertThat(document.text()).isEqualTo(text);
        XlDocument edited = document.with("name", XlValue.of("edited"));
        assertThat(XlDocument.parse(edited.text()).value("name").orElseThrow())
                .as(text)
                .satisfies(value -> assertThat(value.means(XlValue.of("edited"))).isTrue());
        assertThat(XlDocument.parse(edited.without("name").text()).value("name")).isEmpty();
        return true;
    }

    @Test
    void timeGrowsWithTheTextAndNotFaster() {
        String[] texts = {
            "a+='x'\n".repeat(SIZE / 7),
            "a=[" + "[1],".repeat(SIZE / 4) + "]",
            "#".repeat(SIZE) + "\n",
            "\n".repeat(SIZE) + "a=[1 2]",
        };
        for (String text : texts) {
            long start = System.nanoTime();
            try {
                XlDocument.parse(text).text();
            } catch (SpecException e) {
                assertThat(e.line()).isPositive();
            }
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertThat(took).as("%s…", text.substring(0, 7)).isLessThan(Duration.ofSeconds(10));
        }
    }
}
