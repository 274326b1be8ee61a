package org.ostler.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// What holds for every domain and every text.
final class DomainPropertiesTest {
    private static final int DOMAINS = 2_000;

    @Test
    void readingWhatWasWrittenGivesTheSameDomain() {
        for (long seed = 0; seed < DOMAINS; seed++) {
            DomainSpec spec = new SpecGenerator(new SplittableRandom(seed)).domain();
            String text = DomainXml.format(spec, OptionalInt.of(3));
            assertThat(DomainXml.parse(text).spec()).as("seed %d", seed).isEqualTo(spec);
        }
    }

    @Test
    void treeIsWhatReadingOfTheTextGives() {
        for (long seed = 0; seed < DOMAINS; seed++) {
            DomainSpec spec = new SpecGenerator(new SplittableRandom(seed)).domain();
            assertThat(treeIsThatOfTheText(spec)).as("seed %d", seed).isTrue();
        }
    }

    @Test
    void treeOfForeignPartsIsWhatReadingOfTheTextGives() {
        DomainSpec spec =
                DomainXml.parse(
                                """
                                <domain type='test' xmlns:o='urn:o' o:of='a'>
                                  <name odd='x'>n<!--why--></name><memory>9</memory>
                                  <os><type>hvm</type></os>
                                  <metadata><a:b xmlns:a='urn:a' a:c='d'> e <f/> g </a:b></metadata>
                                  <o:more><o:most>1</o:most></o:more><devices/>
                                </domain>
                                """)
                        .spec();
        assertThat(treeIsThatOfTheText(spec)).isTrue();
    }

    /// But for white space in elements without content.
    static boolean treeIsThatOfTheText(DomainSpec spec) {
        return withoutBlanks(DomainXml.tree(spec))
                .equals(withoutBlanks(XmlReader.standard().read(DomainXml.format(spec))));
    }

    private static XmlElement withoutBlanks(XmlElement element) {
        List<XmlNode> children = new ArrayList<>();
        for (XmlNode child : element.children()) {
            switch (child) {
                case XmlElement inner -> children.add(withoutBlanks(inner));
                case XmlText text when text.text().isBlank() && element.children().size() == 1 -> {}
                case XmlText text -> children.add(text);
                case XmlComment comment -> children.add(comment);
            }
        }
        return new XmlElement(
                element.namespace(), element.name(), element.attributes(), children, 0, 0);
    }

    @Test
    void completingTwiceIsCompletingOnceAndSurvivesWriting() {
        for (long seed = 0; seed < DOMAINS / 4; seed++) {
            RandomGenerator random = new SplittableRandom(seed);
            DomainSpec spec = new SpecGenerator(random).domain();
            DomainSpec complete = CanonicalSteps.complete(spec, random, 0x525400);
            assertThat(CanonicalSteps.complete(complete, random, 0x00163e))
                    .as("seed %d", seed)
                    .isEqualTo(complete);
            assertThat(DomainXml.parse(DomainXml.format(complete)).spec())
                    .as("seed %d", seed)
                    .isEqualTo(complete);
            DomainSpec inactive = CanonicalSteps.inactive(complete);
            assertThat(CanonicalSteps.inactive(inactive)).as("seed %d", seed).isEqualTo(inactive);
        }
    }

    @Test
    void spoiledTextsAreRefusedWithAPlaceOrReadAndNeverFailOtherwise() {
        for (long seed = 0; seed < DOMAINS; seed++) {
            RandomGenerator random = new SplittableRandom(seed);
            byte[] text =
                    DomainXml.format(new SpecGenerator(random).domain())
                            .getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 3; i++) {
                text[random.nextInt(text.length)] =
                        (byte) "<>&'\" /a0-=!?\u0000\u00ff".charAt(random.nextInt(15));
            }
            try {
                DomainSpec read = DomainXml.parse(text).spec();
                assertThat(DomainXml.parse(DomainXml.format(read)).spec())
                        .as("seed %d", seed)
                        .isEqualTo(read);
            } catch (SpecException refused) {
                assertThat(refused.getMessage()).as("seed %d", seed).isNotBlank();
            }
        }
    }

    @Test
    void hugeTextsAreReadAndWrittenInLinearTime() {
        var text =
                new StringBuilder(
                        "<domain"
                            + " type='test'><name>n</name><memory>9</memory><os><type>hvm</type></os><devices>");
        for (int i = 0; text.length() < 7 << 20; i++) {
            text.append(
                    "<odd/><!--c-->x<serial/><interface type='bridge'><source"
                            + " bridge='b'/></interface>");
            text.append("<disk><boot order='")
                    .append(i + 1)
                    .append("'/><source file='/f'/><target dev='vd");
            text.append(letters(i));
            text.append("'/></disk>");
        }
        String huge = text.append("</devices></domain>").toString();
        Assertions.assertTimeoutPreemptively(
                Duration.ofMinutes(2),
                () -> {
                    DomainSpec read = DomainXml.parse(huge).spec();
                    assertThat(DomainXml.format(read)).hasSizeGreaterThan(huge.length());
                });
    }

    private static String letters(int number) {
        var text = new StringBuilder();
        for (int left = number; left > 0 || text.isEmpty(); left /= 26) {
            text.append((char) ('a' + left % 26));
        }
        return text.toString();
    }
}
