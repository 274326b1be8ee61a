package org.ostler.protocol.compiler;

/// Java text in the making: lines with an indent.
final class JavaSource {

    private final StringBuilder text = new StringBuilder();
    private int depth;

    /// One line; a `{` at its end indents what follows, a `}` at its start ends that.
    JavaSource line(String line) {
        if (line.startsWith("}")) {
            depth--;
        }
        if (!line.isEmpty()) {
            text.append("    ".repeat(depth)).append(line);
        }
        text.append('\n');
        if (line.endsWith("{")) {
            depth++;
        }
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /// A Java string literal.
    static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
