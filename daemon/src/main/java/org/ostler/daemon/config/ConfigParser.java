package org.ostler.daemon.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads libvirtd.conf's syntax: `key = value` one a line, where a value is a whole number, a text
/// in `"` or `'` (or `"""`, which may span lines), or a list of texts in brackets, which may span
/// lines; `#` begins a comment.
///
/// A line that cannot be read becomes a [ConfigProblem] and reading goes on with the next one, so
/// that all problems are told at once. Used once, by one thread.
final class ConfigParser {
    private static final int END = -1;

    private final Path file;
    private final String source;
    private final List<ConfigEntry> entries = new ArrayList<>();
    private final List<ConfigProblem> problems = new ArrayList<>();
    private int at;
    private int line = 1;

    private ConfigParser(Path file, String source) {
        this.file = file;
        this.source = source;
    }

    /// What a file says, and what in it could not be read.
    record Parsed(List<ConfigEntry> entries, List<ConfigProblem> problems) {}

    static Parsed parse(Path file, String source) {
        ConfigParser parser = new ConfigParser(file, source);
        parser.file();
        return new Parsed(List.copyOf(parser.entries), List.copyOf(parser.problems));
    }

    private void file() {
        skipBlankLines();
        while (peek() != END) {
            int began = line;
            try {
                entry();
            } catch (SyntaxError e) {
                problems.add(new ConfigProblem(file, e.line, e.sentence));
                recover(began);
            }
            skipBlankLines();
        }
    }

    private void entry() throws SyntaxError {
        int where = line;
        String key = key();
        skipSpaces();
        if (peek() != '=') {
            throw error("expected '=' after " + key + ", found " + found());
        }
        next();
        skipSpaces();
        ConfigValue value = value(key);
        skipSpaces();
        if (peek() == '#') {
            skipLine();
        } else if (peek() != '\n' && peek() != END) {
            throw error(
                    "expected the end of the line after the value of "
                            + key
                            + ", found "
                            + found());
        }
        entries.add(new ConfigEntry(key, value, where));
    }

    private String key() throws SyntaxError {
        int from = at;
        while (isKeyPart(peek())) {
            next();
        }
        if (at == from) {
            throw error("expected a key, found " + found());
        }
        return source.substring(from, at);
    }

    private ConfigValue value(String key) throws SyntaxError {
        int c = peek();
        if (c == '"' || c == '\'') {
            return new ConfigValue.Text(text());
        }
        if (c == '[') {
            return list(key);
        }
        if (c == '-' || Character.isDigit(c)) {
            return number(key);
        }
        throw error(
                "expected a value for "
                        + key
                        + " (a number, a text in quotes, or a list in brackets), found "
                        + found());
    }

    private ConfigValue number(String key) throws SyntaxError {
        int from = at;
        next();
        while (Character.isLetterOrDigit(peek())) {
            next();
        }
        String digits = source.substring(from, at);
        try {
            return new ConfigValue.Whole(Long.parseLong(digits));
        } catch (NumberFormatException e) {
            throw error("expected a whole number for " + key + ", found " + digits);
        }
    }

    private ConfigValue list(String key) throws SyntaxError {
        next();
        List<String> texts = new ArrayList<>();
        skipBlankLines();
        while (peek() != ']') {
            if (peek() != '"' && peek() != '\'') {
                throw error(
                        "expected a text in quotes in the list of " + key + ", found " + found());
            }
            texts.add(text());
            skipBlankLines();
            if (peek() == ',') {
                next();
                skipBlankLines();
            } else if (peek() != ']') {
                throw error("expected ',' or ']' in the list of " + key + ", found " + found());
            }
        }
        next();
        return new ConfigValue.Texts(texts);
    }

    private String text() throws SyntaxError {
        if (source.startsWith("\"\"\"", at)) {
            return longText();
        }
        int quote = next();
        int from = at;
        while (peek() != quote) {
            if (peek() == '\n' || peek() == END) {
                throw error("expected " + (char) quote + " at the end of the text");
            }
            next();
        }
        String text = source.substring(from, at);
        next();
        return text;
    }

    private String longText() throws SyntaxError {
        int from = at + 3;
        int to = source.indexOf("\"\"\"", from);
        if (to < 0) {
            throw error("expected \"\"\" at the end of the text");
        }
        while (at < to + 3) {
            next();
        }
        return source.substring(from, to);
    }

    private static boolean isKeyPart(int c) {
        return c == '_'
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9');
    }

    /// After an error: the rest of its line is not read.
    private void recover(int began) {
        if (line == began || peek() != '\n') {
            skipLine();
        }
    }

    private void skipSpaces() {
        while (peek() == ' ' || peek() == '\t' || peek() == '\r') {
            next();
        }
    }

    private void skipBlankLines() {
        while (true) {
            skipSpaces();
            if (peek() == '#') {
                skipLine();
            } else if (peek() == '\n') {
                next();
            } else {
                return;
            }
        }
    }

    private void skipLine() {
        while (peek() != '\n' && peek() != END) {
            next();
        }
    }

    private int peek() {
        return at < source.length() ? source.charAt(at) : END;
    }

    private int next() {
        int c = peek();
        if (c == '\n') {
            line++;
        }
        at++;
        return c;
    }

    private String found() {
        int c = peek();
        return switch (c) {
            case END -> "the end of the file";
            case '\n' -> "the end of the line";
            default -> "'" + (char) c + "'";
        };
    }

    private SyntaxError error(String sentence) {
        return new SyntaxError(line, sentence);
    }

    /// Leaves the present line; never leaves this class.
    private static final class SyntaxError extends Exception {
        private static final long serialVersionUID = 1L;
        private final int line;
        private final String sentence;

        SyntaxError(int line, String sentence) {
            super(sentence, null, false, false);
            this.line = line;
            this.sentence = sentence;
        }
    }
}
