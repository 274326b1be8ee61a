package org.ostler.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A small file of rows: a line each, fields separated by tabs, the first one saying what the row
/// is. The first row names the kind of file and its version; the last one is `end`, so that a file
/// that was cut short is not taken for whole.
///
/// Tab, newline, carriage return and backslash are written as `\t`, `\n`, `\r`, `\\`. Not
/// thread-safe.
final class Sheet {
    private static final String END = "end";

    private final StringBuilder text = new StringBuilder(1024);

    private Sheet() {}

    /// Begins a sheet of that kind.
    Sheet(String kind, int version) {
        row(kind, Integer.toString(version));
    }

    /// Adds a row.
    Sheet row(String... fields) {
        for (int i = 0; i < fields.length; i++) {
            if (i > 0) {
                text.append('\t');
            }
            escape(fields[i]);
        }
        text.append('\n');
        return this;
    }

    /// The finished file.
    byte[] bytes() {
        row(END);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void escape(String field) {
        if (isPlain(field)) {
            text.append(field);
            return;
        }
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            switch (c) {
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\\' -> text.append("\\\\");
                default -> text.append(c);
            }
        }
    }

    private static boolean isPlain(String field) {
        return field.indexOf('\t') < 0
                && field.indexOf('\n') < 0
                && field.indexOf('\r') < 0
                && field.indexOf('\\') < 0;
    }

    /// Reads a sheet of that kind.
    ///
    /// @return its rows but for the first and the last; empty where it is no such sheet, is cut
    ///   short, or of a newer version
    static Optional<List<List<String>>> read(byte[] content, String kind, int version) {
        String text = new String(content, StandardCharsets.UTF_8);
        List<List<String>> rows = new ArrayList<>();
        for (String line : text.lines().toList()) {
            rows.add(fields(line));
        }
        boolean whole =
                rows.size() >= 2
                        && text.endsWith("\n")
                        && rows.getFirst().size() == 2
                        && rows.getFirst().getFirst().equals(kind)
                        && readable(rows.getFirst().get(1), version)
                        && rows.getLast().equals(List.of(END));
        return whole ? Optional.of(rows.subList(1, rows.size() - 1)) : Optional.empty();
    }

    /// A row of its own, as it stands in a sheet.
    static String line(String... fields) {
        Sheet sheet = new Sheet();
        sheet.row(fields);
        return sheet.text.toString();
    }

    /// The fields of a row.
    static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        for (String field : line.split("\t", -1)) {
            fields.add(unescape(field));
        }
        return fields;
    }

    private static boolean readable(String written, int version) {
        return written.matches("[1-9][0-9]{0,4}") && Integer.parseInt(written) <= version;
    }

    private static String unescape(String field) {
        if (field.indexOf('\\') < 0) {
            return field;
        }
        StringBuilder plain = new StringBuilder(field.length());
        boolean escaped = false;
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (escaped) {
                plain.append(
                        switch (c) {
                            case 't' -> '\t';
                            case 'n' -> '\n';
                            case 'r' -> '\r';
                            default -> c;
                        });
                escaped = false;
            } else if (c == '\\') {
                escaped = true;
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
