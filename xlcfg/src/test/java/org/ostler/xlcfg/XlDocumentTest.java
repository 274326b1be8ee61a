package org.ostler.xlcfg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ostler.model.SpecException;

import java.util.List;
import java.util.OptionalLong;

/// The language: what is accepted, what it means, and that nothing of a text is lost.
class XlDocumentTest {
    private static final String COMMENTED =
            """
            # the web server
            name = "web" ; memory=512   # MiB

            disk = [ # two of them
              'a,raw,xvda,w', # system
              "b,raw,xvdb,w"  # data
            ]
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "a=1",
                "a=1#c\n",
                "a=1;;b=2\n",
                "  a = 1 \n",
                "a=[\n1,\n#c\n2\n,]\n",
                "a=[] ; b=3\n",
                "a.b_c += 'x'\n",
                "a=[[1,[2]],\"x\"]",
                "a=1\r\nb=2\r\n",
                "a=1 # no line end",
                "a=\"ä\\n\\\"\"",
                COMMENTED
            })
    void textComesBackAsItWas(String text) {
        assertThat(XlDocument.parse(text).text()).isEqualTo(text);
    }

    @Test
    void lastAssignmentCountsAndLaterOnesAppend() {
        XlDocument document =
                XlDocument.parse("a='1'\nb=[1]\na='2'\na+='3'\nb+=[2,'x']\nc+='q'\nb+='no list'\n");

        assertThat(document.value("a").orElseThrow().means(XlValue.of("23"))).isTrue();
        assertThat(document.value("b").orElseThrow().means(XlValue.of("no list"))).isTrue();
        assertThat(document.value("c").orElseThrow().means(XlValue.of("q"))).isTrue();
        assertThat(document.remarks())
                .extracting(XlRemark::kind)
                .containsExactly(XlRemark.Kind.REPEATED, XlRemark.Kind.REFUSED_BY_XL);
    }

    @ParameterizedTest
    @CsvSource({"0100,64", "0x1f,31", "12,12", "0,0", "'\"-5\"',-5", "'\"0x10\"',16"})
    void numbersAreReadAsXlReadsThem(String raw, long number) {
        assertThat(XlDocument.parse("a=" + raw).value("a").orElseThrow().number())
                .isEqualTo(OptionalLong.of(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"08", "0x", "12fx", "99999999999999999999", "'12 '", "'ä'", "[1]"})
    void whatXlDoesNotTakeForANumberIsNone(String raw) {
        assertThat(XlDocument.parse("a=" + raw).value("a").orElseThrow().number()).isEmpty();
    }

    @Test
    void octalNumberIsRemarkedWithItsPlaceAndValue() {
        assertThat(XlDocument.parse("name='x'\nmemory = 0100\n").remarks())
                .extracting(XlRemark::sentence)
                .containsExactly(
                        "line 2, column 10: memory: 0100 means 64: a leading 0 makes it octal");
    }

    @Test
    void whatOnlyXlRefusesIsRemarked() {
        assertThat(XlDocument.parse("a=1\r\nb=2\r\n# end").remarks())
                .extracting(XlRemark::kind)
                .containsOnly(XlRemark.Kind.REFUSED_BY_XL)
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`a=[1,,2]`,1,6,a,`',' at a (line 1, column 6); expected a string in quotes, a"
                        + " number`",
                "`a=[1 2]`,1,6,a,`expected ',' or ']'`",
                "`a=1 b=2`,1,5,a,`expected a new line or ';'`",
                "`x=1;Memory=512`,1,5,``,`expected an option's name in lower case`",
                "`a=-1`,1,3,a,`Python`",
                "`a=\"x`,1,5,a,`not closed`",
                "`a=\"\\x41\"`,1,5,a,`misreads numeric escapes`",
                "`a=\"\\q\"`,1,5,a,`unknown escape '\\q'`",
                "`a`,1,2,a,`end of the file`",
                "`a=[1`,1,5,a,`end of the file`",
                "`a=0x1F`,1,6,a,`unexpected 'F'`",
            })
    void wrongTextIsRefusedWithPlaceOptionAndExpectation(
            String text, int line, int column, String option, String words) {
        assertThatThrownBy(() -> XlDocument.parse(text))
                .isInstanceOfSatisfying(
                        SpecException.class,
                        e -> {
                            assertThat(e).hasMessageContaining(words);
                            assertThat(List.of(e.line(), e.column()))
                                    .isEqualTo(List.of(line, column));
                            assertThat(e.path()).isEqualTo(option);
                        });
    }

    @Test
    void depthAndLengthAreLimited() {
        assertThatThrownBy(() -> XlDocument.parse("a=" + "[".repeat(33) + "]".repeat(33)))
                .hasMessageContaining("nested deeper than 32");
        assertThatThrownBy(() -> XlDocument.parse(" ".repeat(XlDocument.MAX_LENGTH + 1)))
                .hasMessageContaining("longer than 10485760 bytes");
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        assertThatThrownBy(() -> XlDocument.parse(new byte[] {'a', '=', (byte) 0xff}))
                .hasMessageContaining("no UTF-8");
    }

    @Test
    void changedValueLeavesEverythingElseAlone() {
        XlDocument document = XlDocument.parse(COMMENTED).with("memory", XlValue.of(1024));

        assertThat(document.text()).isEqualTo(COMMENTED.replace("512", "1024"));
    }

    @Test
    void changedListKeepsTheCommentsOfItsItems() {
        XlValue three =
                XlValue.of(
                        List.of(
                                XlValue.of("a,raw,xvda,w"),
                                XlValue.of("b,raw,xvdb,w"),
                                XlValue.of("c,raw,xvdc,w")));

        assertThat(XlDocument.parse(COMMENTED).with("disk", three).text())
                .isEqualTo(
                        COMMENTED.replace(
                                "\"b,raw,xvdb,w\"",
                                "\"b,raw,xvdb,w\", # system\n  \"c,raw,xvdc,w\""));
    }

    @Test
    void removedSettingTakesItsLineAndNoMore() {
        String text = "# head\na=1\n# about b\nb=2 # kept\nc=3;d=4\n";

        assertThat(XlDocument.parse(text).without("a").text())
                .isEqualTo("# head\n# about b\nb=2 # kept\nc=3;d=4\n");
        assertThat(XlDocument.parse(text).without("b").text()).contains(" # kept\n");
        assertThat(XlDocument.parse(text).without("c").text()).endsWith("# kept\n;d=4\n");
    }

    @Test
    void newSettingComesAtTheEnd() {
        assertThat(XlDocument.parse("a=1 # c").with("b", XlValue.of("x'y\"z\\")).text())
                .isEqualTo("a=1 # c\nb = \"x'y\\\"z\\\\\"\n");
        assertThat(XlDocument.EMPTY.with("b", XlValue.of(-3)).text()).isEqualTo("b = \"-3\"\n");
    }
}
