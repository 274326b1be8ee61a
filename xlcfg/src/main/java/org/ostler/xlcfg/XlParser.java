package org.ostler.xlcfg;

import org.ostler.model.SpecException;

import java.util.ArrayList;
import java.util.List;

/// One pass over the text of a configuration, from characters to pieces.
///
/// Accepts what xl accepts, and besides it carriage returns and a comment without an end of line at
/// the end of the file, with a remark. Used by one thread and then dropped.
final class XlParser {
    private static final int MAX_DEPTH = 32;

    private final XlScanner in;
    private final List<XlPiece> pieces = new ArrayList<>();
    private final List<XlRemark> remarks = new ArrayList<>();
    private String option = "";

    XlParser(String text) {
        in = new XlScanner(text, remarks);
    }

    List<XlPiece> pieces() {
        return pieces;
    }

    List<XlRemark> remarks() {
        return remarks;
    }

    /// @throws SpecException when the text is none of the language
    void parse() {
        while (true) {
            int start = in.at();
            boolean separated = in.skipFiller(true) || pieces.isEmpty();
            if (in.at() > start) {
                pieces.add(new XlPiece.Filler(in.since(start)));
            }
            if (in.atEnd()) {
                return;
            }
            if (!separated) {
                throw in.fail(option, "unexpected " + in.here(), "a new line or ';'");
            }
            pieces.add(setting());
        }
    }

    private XlPiece.Setting setting() {
        option = "";
        int line = in.line();
        int column = in.column();
        option = name();
        int start = in.at();
        in.skipBlanks();
        if (in.peek() == '+' && in.peekNext() == '=') {
            in.next();
        }
        if (in.peek() != '=') {
            throw in.fail(option, "unexpected " + in.here(), "'=' or '+='");
        }
        in.next();
        in.skipBlanks();
        String operator = in.since(start);
        return new XlPiece.Setting(option, operator, value(0), line, column);
    }

    private String name() {
        int start = in.at();
        if (!isNameStart(in.peek())) {
            boolean capital = in.peek() >= 'A' && in.peek() <= 'Z';
            throw in.fail(
                    option,
                    "unexpected " + in.here(),
                    capital ? "an option's name in lower case" : "an option's name");
        }
        while (isNameStart(in.peek()) || isDigit(in.peek()) || isOneOf(in.peek(), "._")) {
            in.next();
        }
        return in.since(start);
    }

    private XlValue value(int depth) {
        char c = in.peek();
        if (isOneOf(c, "\"'")) {
            return text();
        }
        if (isDigit(c)) {
            return digits();
        }
        if (c == '[') {
            if (depth == MAX_DEPTH) {
                throw in.fail(
                        SpecException.Kind.LIMIT,
                        option,
                        "lists are nested deeper than " + MAX_DEPTH,
                        "");
            }
            return sequence(depth);
        }
        throw in.fail(
                option,
                "unexpected " + in.here(),
                depth == 0
                        ? "a string in quotes, a number or a list in brackets"
                        : "a string in quotes, a number, a list or ']'");
    }

    private XlValue.Digits digits() {
        int line = in.line();
        int column = in.column();
        int start = in.at();
        while (isDigit(in.peek()) || isOneOf(in.peek(), "abcdefx")) {
            in.next();
        }
        String raw = in.since(start);
        if (XlNumbers.looksDecimal(raw)) {
            String meaning =
                    XlNumbers.parse(raw).isPresent()
                            ? "means " + XlNumbers.parse(raw).getAsLong()
                            : "is no number";
            remarks.add(
                    new XlRemark(
                            XlRemark.Kind.MISREAD,
                            line,
                            column,
                            option,
                            raw + " " + meaning + ": a leading 0 makes it octal"));
        }
        return new XlValue.Digits(raw, line, column);
    }

    private XlValue.Text text() {
        int line = in.line();
        int column = in.column();
        int start = in.at();
        char quote = in.next();
        var text = new StringBuilder();
        while (in.peek() != quote) {
            if (in.peek() == 0 && !in.atEnd()) {
                throw in.fail(option, "a NUL character in a string", "text");
            }
            if (in.atEnd() || in.peek() == '\n') {
                throw in.fail(option, "the string is not closed on its line", "" + quote);
            }
            char c = in.next();
            text.append(c == '\\' ? escape() : c);
        }
        in.next();
        return new XlValue.Text(text.toString(), in.since(start), line, column);
    }

    private char escape() {
        char meaning = XlStrings.meaning(in.peek());
        if (meaning == 0) {
            String problem =
                    in.peek() == 'x' || isDigit(in.peek())
                            ? "xl misreads numeric escapes, such as this one in a string"
                            : "unknown escape '\\" + in.peek() + "' in a string";
            throw in.fail(option, problem, "one of \\\" \\' \\\\ \\a \\b \\f \\n \\r \\t \\v");
        }
        in.next();
        return meaning;
    }

    private XlValue.Sequence sequence(int depth) {
        int line = in.line();
        int column = in.column();
        in.next();
        var items = new ArrayList<XlValue.Item>();
        boolean more = true;
        while (true) {
            int start = in.at();
            in.skipFiller(false);
            String before = in.since(start);
            if (in.peek() == ']') {
                in.next();
                return new XlValue.Sequence(items, before, line, column);
            }
            if (!more) {
                throw in.fail(option, "unexpected " + in.here(), "',' or ']'");
            }
            XlValue value = value(depth + 1);
            XlScanner.Mark end = in.mark();
            in.skipFiller(false);
            more = in.peek() == ',';
            if (more) {
                in.next();
            } else {
                in.back(end);
            }
            items.add(new XlValue.Item(before, value, in.since(end.at())));
        }
    }

    private static boolean isNameStart(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isOneOf(char c, String of) {
        return c != 0 && of.indexOf(c) >= 0;
    }
}
