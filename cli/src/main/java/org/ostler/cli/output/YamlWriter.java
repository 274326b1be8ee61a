package org.ostler.cli.output;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Writes values as YAML 1.2 in block style; texts that another reader could take for something
/// else, also one of YAML 1.1, are quoted. Pure.
public final class YamlWriter {
    /// What readers of YAML 1.1 take for truth values or for nothing.
    private static final Set<String> WORDS =
            Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private YamlWriter() {}

    /// A document without its marks, each line ended.
    public static String write(Value value) {
        StringBuilder out = new StringBuilder();
        switch (value) {
            case Value.Items items when !items.items().isEmpty() -> items(items.items(), "", out);
            case Value.Fields fields when !fields.fields().isEmpty() ->
                    fields(fields.fields(), "", "", out);
            case Value.Items _, Value.Fields _, Value.Text _, Value.Whole _, Value.Truth _ ->
                    scalar(value, out);
            case Value.None _ -> scalar(value, out);
        }
        return out.toString();
    }

    private static void items(List<Value> items, String indent, StringBuilder out) {
        for (Value item : items) {
            switch (item) {
                case Value.Fields fields when !fields.fields().isEmpty() ->
                        fields(fields.fields(), indent + "- ", indent + "  ", out);
                case Value.Items inner when !inner.items().isEmpty() -> {
                    out.append(indent).append("-\n");
                    items(inner.items(), indent + "  ", out);
                }
                case Value.Items _, Value.Fields _, Value.Text _, Value.Whole _, Value.Truth _ ->
                        scalar(item, out.append(indent).append("- "));
                case Value.None _ -> scalar(item, out.append(indent).append("- "));
            }
        }
    }

    /// @param first what stands before the first field, e.g. the dash of a list
    /// @param rest what stands before the others
    private static void fields(
            List<Value.Field> fields, String first, String rest, StringBuilder out) {
        String before = first;
        for (Value.Field field : fields) {
            out.append(before).append(field.name()).append(':');
            switch (field.value()) {
                case Value.Fields inner when !inner.fields().isEmpty() -> {
                    out.append('\n');
                    fields(inner.fields(), rest + "  ", rest + "  ", out);
                }
                case Value.Items inner when !inner.items().isEmpty() -> {
                    out.append('\n');
                    items(inner.items(), rest + "  ", out);
                }
                case Value.Items _, Value.Fields _, Value.Text _, Value.Whole _, Value.Truth _ ->
                        scalar(field.value(), out.append(' '));
                case Value.None _ -> scalar(field.value(), out.append(' '));
            }
            before = rest;
        }
    }

    private static void scalar(Value value, StringBuilder out) {
        switch (value) {
            case Value.Text text -> text(text.text(), out);
            case Value.Whole whole -> out.append(whole.number());
            case Value.Truth truth -> out.append(truth.yes());
            case Value.None _ -> out.append("null");
            case Value.Items _ -> out.append("[]");
            case Value.Fields _ -> out.append("{}");
        }
        out.append('\n');
    }

    private static void text(String text, StringBuilder out) {
        if (isPlain(text)) {
            out.append(text);
        } else {
            JsonWriter.quote(text, out);
        }
    }

    /// Begins with a letter, has only letters, digits, blanks between words and `. _ - / +`.
    private static boolean isPlain(String text) {
        if (text.isEmpty() || WORDS.contains(text.toLowerCase(Locale.ROOT)) || text.endsWith(" ")) {
            return false;
        }
        if (!isLetter(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLetter(c) && (c < '0' || c > '9') && "._-/+ ".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
