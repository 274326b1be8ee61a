package org.ostler.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;

final class XmlReaderTest {
    private static XmlElement read(String text) {
        return XmlReader.standard().read(text);
    }

    private static SpecException refusal(String text) {
        return refusal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static SpecException refusal(byte[] text) {
        return catchThrowableOfType(SpecException.class, () -> XmlReader.standard().read(text));
    }

    @Test
    void elementsKnowWhereTheyBegan() {
        XmlElement root =
                read(
                        """
                        <?xml version='1.0'?>
                        <!-- <no> -->
                        <a
                         b='1'>
                          é <![CDATA[<x>]]> <c/>
                        \t<d
                        /></a>\
                        """);
        XmlElement c = root.child("c").orElseThrow();
        XmlElement d = root.child("d").orElseThrow();
        assertThat(List.of(root.line(), root.column())).containsExactly(3, 1);
        assertThat(List.of(c.line(), c.column())).containsExactly(5, 21);
        assertThat(List.of(d.line(), d.column())).containsExactly(6, 2);
    }

    @Test
    void indentationIsDroppedAndTextBesideElementsIsKept() {
        assertThat(read("<a>\n  <b> </b>\n  <c>x</c>\n</a>"))
                .isEqualTo(read("<a><b> </b><c>x</c></a>"));
        assertThat(read("<a> x <b/> </a>").children())
                .containsExactly(
                        new XmlText(" x "),
                        new XmlElement("b", List.of(), List.of()),
                        new XmlText(" "));
    }

    @Test
    void namespacesPrefixesCommentsAndReferencesAreRead() {
        XmlElement root =
                read(
                        "<a xmlns:q='urn:q' q:k='&lt;&#65;'><q:b/><!-- c"
                                + " --><t>&amp;<![CDATA[<]]></t></a>");
        assertThat(root.attributes())
                .containsExactly(
                        new XmlAttribute("urn:q", "q:k", "<A"),
                        new XmlAttribute("http://www.w3.org/2000/xmlns/", "xmlns:q", "urn:q"));
        assertThat(root.children().get(0))
                .isEqualTo(new XmlElement("urn:q", "q:b", List.of(), List.of(), 0, 0));
        assertThat(root.children().get(1)).isEqualTo(new XmlComment(" c "));
        assertThat(root.child("t").orElseThrow().text()).isEqualTo("&<");
    }

    @Test
    void documentTypesAreRefusedSoThatNothingIsExpandedOrFetched() {
        var laughs = new StringBuilder("<!DOCTYPE a [<!ENTITY l0 'ha'>");
        for (int i = 1; i < 30; i++) {
            laughs.append("<!ENTITY l").append(i).append(" '&l").append(i - 1).append(";&l");
            laughs.append(i - 1).append(";'>");
        }
        laughs.append("]>\n<a>&l29;</a>");
        assertThat(refusal(laughs.toString()).kind()).isEqualTo(SpecException.Kind.SYNTAX);
        assertThat(refusal("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>"))
                .hasMessageContaining("document type");
        assertThat(refusal("<!DOCTYPE d [<!ENTamp;N1\ufffe]><a/>").kind())
                .isEqualTo(SpecException.Kind.SYNTAX);
        assertThat(refusal("<a>&unknown;</a>").kind()).isEqualTo(SpecException.Kind.SYNTAX);
    }

    @Test
    void depthAttributesElementsAndLengthAreLimited() {
        assertThat(read("<a>".repeat(256) + "</a>".repeat(256)).name()).isEqualTo("a");
        assertThat(refusal("<a>".repeat(257) + "</a>".repeat(257)).kind())
                .isEqualTo(SpecException.Kind.LIMIT);
        assertThat(refusal("<a>".repeat(2_000_000)).kind()).isEqualTo(SpecException.Kind.LIMIT);
        assertThat(read(withAttributes(256)).attributes()).hasSize(256);
        assertThat(refusal(withAttributes(257)).kind()).isEqualTo(SpecException.Kind.LIMIT);
        assertThat(refusal(withAttributes(100_000)).kind()).isEqualTo(SpecException.Kind.LIMIT);
        assertThat(refusal("<a>" + "<b/>".repeat(500_001) + "</a>").kind())
                .isEqualTo(SpecException.Kind.LIMIT);
        assertThat(refusal(new byte[(10 << 20) + 1]).kind()).isEqualTo(SpecException.Kind.LIMIT);
    }

    private static String withAttributes(int count) {
        var text = new StringBuilder("<a");
        for (int i = 0; i < count; i++) {
            text.append(" a").append(i).append("='1'");
        }
        return text.append("/>").toString();
    }

    @Test
    void brokenTextIsRefusedWithItsPlace() {
        assertThat(refusal("<a>\n <b>\n</a>"))
                .satisfies(
                        refused -> {
                            assertThat(refused.kind()).isEqualTo(SpecException.Kind.SYNTAX);
                            assertThat(refused.line()).isEqualTo(3);
                            assertThat(refused.path()).isEqualTo("/a/b");
                        });
        for (String text :
                List.of(
                        "",
                        " ",
                        "x",
                        "<a",
                        "<a>",
                        "<a b>",
                        "<a b='1' b='2'/>",
                        "<a><b></a>",
                        "<a/><b/>",
                        "<a>\u0000</a>",
                        "<a>\u0001</a>",
                        "<a>&#0;</a>",
                        "<a>&#x1;</a>",
                        "<a>&</a>",
                        "<a b='<'/>",
                        "<a><!-- -- --></a>",
                        "<q:a/>",
                        "<a q:b='1'/>",
                        "\u0000",
                        "<a>]]></a>")) {
            assertThat(refusal(text)).as("text: %s", text).isNotNull();
            assertThat(refusal(text).getMessage()).doesNotContain("http://").isNotBlank();
        }
    }

    @Test
    void malformedUtf8IsRefusedWithItsPlaceAndAReplacementCharacterIsNot() {
        byte[] bad = "<a>\n<b>x</b></a>".getBytes(StandardCharsets.UTF_8);
        bad[7] = (byte) 0xff;
        SpecException refused = refusal(bad);
        assertThat(refused.line()).isEqualTo(2);
        assertThat(refused.column()).isEqualTo(4);
        assertThat(
                        XmlReader.standard()
                                .read("<a>\uFFFD</a>".getBytes(StandardCharsets.UTF_8))
                                .text())
                .isEqualTo("\uFFFD");
    }

    @Test
    void everyPrefixOfATextIsRefusedWithoutAnyOtherFailure() {
        String text =
                "<?xml version='1.0'?><a x='&lt;é'><!-- c --><b><![CDATA[d]]></b>𝄞 &amp;</a>";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < bytes.length; length++) {
            assertThat(refusal(java.util.Arrays.copyOf(bytes, length))).isNotNull();
        }
    }

    @Test
    void whatIsWrittenIsReadAsTheSame() {
        for (String text :
                List.of(
                        "<a/>",
                        "<a b='&apos;&quot;&lt;&gt;&amp;&#9;&#10;&#13;é𝄞'/>",
                        "<a>&apos;&quot;&lt;&gt;&amp;\t\n&#13;é𝄞]]&gt;</a>",
                        "<a> </a>",
                        "<a><b/> t <c>u<d/></c><!-- x --> </a>",
                        "<a xmlns='urn:d' xmlns:p='urn:p'><p:b p:c='1'><e xmlns=''/></p:b></a>")) {
            XmlElement read = read(text);
            assertThat(read(XmlWriter.toString(read))).isEqualTo(read);
            assertThat(read(new XmlWriter(10).foreign(read).toString()).text())
                    .isEqualTo(read.text());
        }
    }

    @Test
    void charactersThatXmlCannotCarryAreNotWritten() {
        for (String text : List.of("\u0000", "\u0008", "\uD800", "x\uDC00", "\uFFFE", "\uFFFF")) {
            assertThat(
                            catchThrowableOfType(
                                    IllegalArgumentException.class,
                                    () -> new XmlWriter(9).start("a").text(text)))
                    .isNotNull();
        }
    }
}
