package org.ostler.model;

import org.jspecify.annotations.Nullable;

/// How text stands in XML 1.0, and which text cannot: controls and lone surrogates are refused with
/// [IllegalArgumentException]. Pure.
final class XmlEscapes {
    private static final boolean[] PLAIN = plain();

    private XmlEscapes() {}

    /// Which ASCII characters stand for themselves everywhere.
    private static boolean[] plain() {
        var plain = new boolean[128];
        for (char c = ' '; c < plain.length; c++) {
            plain[c] = "&<>'\"".indexOf(c) < 0;
        }
        return plain;
    }

    /// Appends text with references for the characters that have a meaning.
    ///
    /// @param attribute whether it is an attribute's value, where tabs and newlines must be
    ///   references too
    /// @param quote what attributes are put in
    static void escape(String text, boolean attribute, char quote, StringBuilder out) {
        int done = 0;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < PLAIN.length && PLAIN[c]) {
                continue;
            }
            String reference = reference(c, attribute, quote);
            if (reference != null) {
                out.append(text, done, i).append(reference);
                done = i + 1;
            } else if (c < ' ' || c >= 0xD800) {
                i += checked(text, i) - 1;
            }
        }
        if (done == 0) {
            out.append(text);
        } else {
            out.append(text, done, length);
        }
    }

    private static @Nullable String reference(char c, boolean attribute, char quote) {
        return switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '\'' -> quote == '"' ? null : "&apos;";
            case '"' -> quote == '"' && !attribute ? null : "&quot;";
            case '\r' -> "&#13;";
            case '\n' -> attribute ? "&#10;" : null;
            case '\t' -> attribute ? "&#9;" : null;
            default -> null;
        };
    }

    /// Refuses text that XML cannot carry, for places where nothing can be escaped.
    static void refuseControls(String text) {
        for (int i = 0; i < text.length(); ) {
            i += checked(text, i);
        }
    }

    /// The number of UTF-16 units of the character at `i`, if XML 1.0 can carry it.
    private static int checked(String text, int i) {
        int point = text.codePointAt(i);
        boolean carried =
                (point >= ' ' && point < 0xD800)
                        || point == '\n'
                        || point == '\t'
                        || point == '\r'
                        || (point >= 0xE000 && point != 0xFFFE && point != 0xFFFF);
        if (!carried) {
            throw new IllegalArgumentException(
                    "XML cannot carry the character U+%04X".formatted(point));
        }
        return Character.charCount(point);
    }
}
