package org.ostler.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the JSON (RFC 8259) of one text, so that a client needs no library for the chain of a
/// fault: objects become maps, arrays lists, numbers `Double`s, `true` and `false` `Boolean`s, and
/// `null` the text `""`.
///
/// The text's length is bounded by who has it, the depth here. Not thread-safe.
final class ChainText {
    private static final int MAX_DEPTH = 32;

    /// The text is not JSON.
    static final class NotJson extends Exception {
        private static final long serialVersionUID = 1L;

        private NotJson(String expected, int place) {
            super("expected " + expected + " at " + place);
        }

        private NotJson(String expected, int place, Throwable cause) {
            super("expected " + expected + " at " + place, cause);
        }
    }

    private final String text;
    private int at;
    private int depth;

    private ChainText(String text) {
        this.text = text;
    }

    /// The object that the text begins with; what follows it is not looked at.
    static Map<String, Object> read(String text) throws NotJson {
        ChainText reader = new ChainText(text);
        reader.space();
        return reader.object();
    }

    private Object value() throws NotJson {
        space();
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", "");
            default -> number();
        };
    }

    private Map<String, Object> object() throws NotJson {
        Map<String, Object> members = new LinkedHashMap<>();
        enter('{');
        for (boolean more = !isNext('}'); more; more = goesOn('}')) {
            space();
            String name = string();
            space();
            take(':');
            members.put(name, value());
        }
        depth--;
        return members;
    }

    private List<Object> array() throws NotJson {
        List<Object> elements = new ArrayList<>();
        enter('[');
        for (boolean more = !isNext(']'); more; more = goesOn(']')) {
            elements.add(value());
        }
        depth--;
        return elements;
    }

    private void enter(char bracket) throws NotJson {
        take(bracket);
        if (++depth > MAX_DEPTH) {
            throw new NotJson("at most " + MAX_DEPTH + " levels", at);
        }
    }

    /// Whether the bracket closes at once.
    private boolean isNext(char bracket) {
        space();
        if (peek() == bracket) {
            at++;
            return true;
        }
        return false;
    }

    /// Whether another one follows.
    private boolean goesOn(char bracket) throws NotJson {
        if (isNext(bracket)) {
            return false;
        }
        take(',');
        return true;
    }

    private Object word(String word, Object meaning) throws NotJson {
        if (!text.startsWith(word, at)) {
            throw new NotJson(word, at);
        }
        at += word.length();
        return meaning;
    }

    private Double number() throws NotJson {
        int start = at;
        while ("+-.0123456789eE".indexOf(peek()) >= 0) {
            at++;
        }
        try {
            return Double.valueOf(text.substring(start, at));
        } catch (NumberFormatException e) {
            throw new NotJson("a value", start, e);
        }
    }

    private String string() throws NotJson {
        take('"');
        StringBuilder content = new StringBuilder();
        for (char c = next(); c != '"'; c = next()) {
            if (c < ' ') {
                throw new NotJson("no control character", at - 1);
            }
            content.append(c == '\\' ? escaped() : c);
        }
        return content.toString();
    }

    private char escaped() throws NotJson {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int code = 0;
                for (int i = 0; i < 4; i++) {
                    int digit = Character.digit(next(), 16);
                    if (digit < 0) {
                        throw new NotJson("four hexadecimal digits", at - 1);
                    }
                    code = 16 * code + digit;
                }
                yield (char) code;
            }
            default -> throw new NotJson("an escape", at - 1);
        };
    }

    private void space() {
        while (" \t\r\n".indexOf(peek()) >= 0) {
            at++;
        }
    }

    /// The next character; one that no JSON has at the end.
    private char peek() {
        return at < text.length() ? text.charAt(at) : '\uffff';
    }

    private char next() throws NotJson {
        if (at >= text.length()) {
            throw new NotJson("more", at);
        }
        return text.charAt(at++);
    }

    private void take(char wanted) throws NotJson {
        if (next() != wanted) {
            throw new NotJson("'" + wanted + "'", at - 1);
        }
    }

    /// Appends a text as JSON's string, quotes included.
    static void quote(StringBuilder out, String content) {
        out.append('"');
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append("\\u00").append(c < 16 ? '0' : '1').append(hex(c & 15));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static char hex(int digit) {
        return Character.toUpperCase(Character.forDigit(digit, 16));
    }
}
