package org.ostler.xlcfg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;
import org.ostler.model.SpecException;

import java.time.Duration;
import java.util.List;
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

    private static final String[] VALUES = {
        "9223372036854775807",
        "0",
        "''",
        "[]",
        "['','']",
        "'\u0001'",
        "'\\a'",
        "[[[]]]",
        "'host,=,x='",
        "'3-1'",
        "'^1'",
        "'a,b:c@d'",
        "['tcp:','udp:@','unix:']",
        "['mac=','ip= ','rate=9GB/s']",
        "['vdev=hdzzzz,target=x']",
        "['target=rbd::\\\\','vdev=a']",
        "['pnode=x']",
        "'\uFFFF'",
        "-1"
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
    void anyConfigurationBecomesADomainOrIsRefused() {
        var random = new Random(20261130);
        long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        List<String> names = XlConfig.options().stream().map(XlOption::name).toList();
        int domains = 0;
        int all = 0;
        do {
            String text = broken(new ConfigGenerator(random.nextLong()).text(), names, random);
            for (XlDialect dialect : XlDialect.values()) {
                domains += isDomain(text, dialect) ? 1 : 0;
                all++;
            }
        } while (System.nanoTime() < end);
        assertThat(domains).as("domains of %d", all).isPositive().isLessThan(all);
    }

    /// A configuration with some characters, words and options put elsewhere.
    private static String broken(String text, List<String> names, Random random) {
        var broken = new StringBuilder(text);
        for (int i = random.nextInt(6); i > 0; i--) {
            int at = random.nextInt(broken.length());
            switch (random.nextInt(3)) {
                case 0 -> broken.deleteCharAt(at);
                case 1 -> broken.insert(at, WORDS[random.nextInt(WORDS.length)]);
                default ->
                        broken.append(names.get(random.nextInt(names.size())))
                                .append('=')
                                .append(VALUES[random.nextInt(VALUES.length)])
                                .append('\n');
            }
        }
        broken.append("name='n'\n");
        return broken.append("type='").append(random.nextBoolean() ? "hvm'\n" : "pv'\n").toString();
    }

    private static boolean isDomain(String text, XlDialect dialect) {
        try {
            XlConfig config = XlConfig.read(XlDocument.parse(text)).config();
            String json = JsonText.write(LibxlJson.toJson(config).value());
            LibxlJson.fromJson(JsonText.parseObject(json)).value().document();
            DomainSpec spec = XlDomains.toDomain(config, dialect, XlHostPaths.DEBIAN).value();
            DomainSpec stored = DomainXml.parse(DomainXml.format(spec)).spec();
            XlDomains.toConfig(stored, dialect, XlHostPaths.DEBIAN).value().document();
            return true;
        } catch (SpecException e) {
            assertThat(e.getMessage()).isNotBlank();
            return false;
        } catch (RuntimeException e) {
            throw new AssertionError(e + "\n" + text, e);
        }
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

    /// These come from the wire, up to 4 MiB of them.
    @Test
    void conversionTakesTimeInProportionToTheText() {
        int most = 20_000;
        String start = "name='n'\nmemory=64\ntype='hvm'\n";
        var unknown = new StringBuilder(start);
        var disks = new StringBuilder(start).append("disk=[");
        var cards = new StringBuilder(start).append("vif=[");
        for (int i = 0; i < most; i++) {
            unknown.append("u").append(i).append("=1\n");
            disks.append("'/d").append(i).append(",raw,xvd").append((char) ('a' + i % 26));
            disks.append(",w',");
            cards.append("'bridge=b").append(i).append(",ip=1',");
        }
        for (String text : List.of(unknown + "", disks + "]\n", cards + "]\n")) {
            long begun = System.nanoTime();
            isDomain(text, XlDialect.XL);
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            assertThat(took).isLessThan(Duration.ofSeconds(10));
        }
    }
}
