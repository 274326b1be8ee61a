package org.ostler.cli.output;

/// Makes texts of others fit for a terminal, which obeys control characters. Pure.
public final class Printable {
    private Printable() {}

    /// The text on one line: line ends become blanks, other control characters `\xNN`.
    public static String line(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\t') {
                out.append(' ');
            } else if (Character.isISOControl(c)) {
                out.append(String.format("\\x%02x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString().strip();
    }
}
