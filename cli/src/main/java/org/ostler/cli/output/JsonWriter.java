package org.ostler.cli.output;

import java.util.List;

/// Writes values as JSON (RFC 8259). Pure.
public final class JsonWriter {
    private static final String HEX = "0123456789abcdef";

    private JsonWriter() {}

    /// On several lines, indented by two spaces; without a line end after the last.
    public static String indented(Value value) {
        StringBuilder out = new StringBuilder();
        write(value, "\n", out);
        return out.toString();
    }

    /// On one line, for streams of objects.
    public static String oneLine(Value value) {
        StringBuilder out = new StringBuilder();
        write(value, "", out);
        return out.toString();
    }

    /// @param lineBreak what begins a line of this depth; empty for all on one line
    private static void write(Value value, String lineBreak, StringBuilder out) {
        switch (value) {
            case Value.Text text -> quote(text.text(), out);
            case Value.Whole whole -> out.append(whole.number());
            case Value.Truth truth -> out.append(truth.yes());
            case Value.None _ -> out.append("null");
            case Value.Items items -> items(items.items(), lineBreak, out);
            case Value.Fields fields -> fields(fields.fields(), lineBreak, out);
        }
    }

    private static void items(List<Value> items, String lineBreak, StringBuilder out) {
        if (items.isEmpty()) {
            out.append("[]");
            return;
        }
        String inner = deeper(lineBreak);
        String before = "[";
        for (Value item : items) {
            out.append(before).append(inner);
            write(item, inner, out);
            before = comma(lineBreak);
        }
        out.append(lineBreak).append(']');
    }

    private static void fields(List<Value.Field> fields, String lineBreak, StringBuilder out) {
        if (fields.isEmpty()) {
            out.append("{}");
            return;
        }
        String inner = deeper(lineBreak);
        String before = "{";
        for (Value.Field field : fields) {
            out.append(before).append(inner);
            quote(field.name(), out);
            out.append(": ");
            write(field.value(), inner, out);
            before = comma(lineBreak);
        }
        out.append(lineBreak).append('}');
    }

    private static String deeper(String lineBreak) {
        return lineBreak.isEmpty() ? "" : lineBreak + "  ";
    }

    private static String comma(String lineBreak) {
        return lineBreak.isEmpty() ? ", " : ",";
    }

    /// In double quotes; control characters escaped, also those that a terminal would obey.
    static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (Character.isISOControl(c)) {
                        out.append("\\u00")
                                .append(HEX.charAt(c >> 4 & 0xf))
                                .append(HEX.charAt(c & 0xf));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
