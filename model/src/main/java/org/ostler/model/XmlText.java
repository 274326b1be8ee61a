package org.ostler.model;

import java.util.Objects;

/// A run of character data, unescaped.
///
/// @param text the characters as the document means them (`&`, not `&amp;`)
public record XmlText(String text) implements XmlNode {
    public XmlText {
        Objects.requireNonNull(text);
    }

    /// Whether there is nothing but XML white space (blank, tab, newline, carriage return) in it.
    public boolean isBlank() {
        return isBlank(text);
    }

    static boolean isBlank(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isSpace(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r';
    }

    /// The text without XML white space at both ends.
    static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }
}
