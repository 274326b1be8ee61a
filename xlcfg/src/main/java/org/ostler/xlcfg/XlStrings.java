package org.ostler.xlcfg;

/// Quoted strings: their escapes both ways.
final class XlStrings {
    private static final String LETTERS = "abfnrtv\\\"'";
    private static final String MEANINGS = "\u0007\b\f\n\r\t\u000b\\\"'";

    private XlStrings() {}

    /// What an escape's letter stands for; 0 when there is no such escape.
    static char meaning(char letter) {
        int at = LETTERS.indexOf(letter);
        return at < 0 ? 0 : MEANINGS.charAt(at);
    }

    /// The text in quotes: double ones, unless single ones spare the escapes.
    ///
    /// @throws IllegalArgumentException when the text holds a NUL, which the language cannot spell
    static String quote(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a string of xl.cfg cannot hold a NUL character");
        }
        char quote = text.indexOf('"') >= 0 && text.indexOf('\'') < 0 ? '\'' : '"';
        var out = new StringBuilder(text.length() + 2).append(quote);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int at = MEANINGS.indexOf(c);
            if (c == quote || c == '\\' || (at >= 0 && at < 7 && c != '\t')) {
                out.append('\\').append(LETTERS.charAt(at));
            } else {
                out.append(c);
            }
        }
        return out.append(quote).toString();
    }
}
