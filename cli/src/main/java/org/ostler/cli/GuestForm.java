package org.ostler.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A form in which a guest is described in a file.
enum GuestForm {
    XML("xml", ".xml"),
    XL("xl", ".cfg"),
    LIBXL_JSON("libxl-json", ".json");

    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final String word;
    private final String ending;

    GuestForm(String word, String ending) {
        this.word = word;
        this.ending = ending;
    }

    /// The name by which the command line calls it.
    String word() {
        return word;
    }

    static List<String> words() {
        return Arrays.stream(values()).map(GuestForm::word).toList();
    }

    static Optional<GuestForm> of(String word) {
        return Arrays.stream(values()).filter(form -> form.word.equals(word)).findFirst();
    }

    /// What a text is, by its first character that is no white space: an element's `<`, an object's
    /// `{`, or anything else, with which a configuration begins.
    static GuestForm recognized(byte[] text) {
        int at = 0;
        while (at < text.length && Character.isWhitespace(text[at])) {
            at++;
        }
        int first = at < text.length ? text[at] : ' ';
        return switch (first) {
            case '<' -> XML;
            case '{' -> LIBXL_JSON;
            default -> XL;
        };
    }

    /// The text without the byte order mark that some editors put first.
    static byte[] withoutMark(byte[] text) {
        return text.length >= MARK.length
                        && Arrays.equals(text, 0, MARK.length, MARK, 0, MARK.length)
                ? Arrays.copyOfRange(text, MARK.length, text.length)
                : text;
    }

    /// What it becomes where nobody says what.
    GuestForm usualTarget() {
        return switch (this) {
            case XML -> XL;
            case XL, LIBXL_JSON -> XML;
        };
    }

    /// The name of the file that a file of any form is converted to: `web.cfg` to `web.xml`.
    String fileName(String source) {
        int dot = source.lastIndexOf('.');
        boolean known =
                dot > 0
                        && List.of(".xml", ".cfg", ".json", ".conf", ".xl")
                                .contains(source.substring(dot));
        return (known ? source.substring(0, dot) : source) + ending;
    }
}
