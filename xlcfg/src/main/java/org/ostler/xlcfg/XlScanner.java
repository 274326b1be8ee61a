package org.ostler.xlcfg;

import org.ostler.model.SpecException;

import java.util.List;

/// A place that moves through the text of a configuration, and knows its line and column.
///
/// Used by one thread and then dropped.
final class XlScanner {
    private final String text;
    private final List<XlRemark> remarks;
    private int at;
    private int line = 1;
    private int lineStart;
    private boolean carriageReturns;

    XlScanner(String text, List<XlRemark> remarks) {
        this.text = text;
        this.remarks = remarks;
    }

    int at() {
        return at;
    }

    int line() {
        return line;
    }

    int column() {
        return at - lineStart + 1;
    }

    boolean atEnd() {
        return at >= text.length();
    }

    /// The character here; NUL at the end.
    char peek() {
        return atEnd() ? 0 : text.charAt(at);
    }

    /// The character after this one; NUL at the end.
    char peekNext() {
        return at + 1 < text.length() ? text.charAt(at + 1) : 0;
    }

    /// Takes the character here.
    char next() {
        char c = text.charAt(at++);
        if (c == '\n') {
            line++;
            lineStart = at;
        }
        return c;
    }

    String since(int start) {
        return text.substring(start, at);
    }

    /// A place to go back to.
    record Mark(int at, int line, int lineStart) {}

    Mark mark() {
        return new Mark(at, line, lineStart);
    }

    /// Goes back to a place that was passed.
    void back(Mark place) {
        at = place.at();
        line = place.line();
        lineStart = place.lineStart();
    }

    void skipBlanks() {
        while (peek() == ' ' || peek() == '\t') {
            at++;
        }
    }

    /// Skips white space, ends of lines and comments, and semicolons if asked; whether a setting
    /// may begin behind it.
    boolean skipFiller(boolean semicolons) {
        boolean separated = false;
        while (!atEnd()) {
            char c = peek();
            if (c == '#') {
                skipComment();
                separated = true;
            } else if (c == '\r' && (peekNext() == '\n' || at + 1 == text.length())) {
                next();
                remarkCarriageReturn();
            } else if (c == '\n' || (semicolons && c == ';')) {
                next();
                separated = true;
            } else if (c == ' ' || c == '\t') {
                at++;
            } else {
                return separated;
            }
        }
        return separated;
    }

    private void skipComment() {
        int end = text.indexOf('\n', at);
        if (end < 0) {
            remarks.add(
                    new XlRemark(
                            XlRemark.Kind.REFUSED_BY_XL,
                            line,
                            column(),
                            "",
                            "xl wants a new line behind a comment, even at the end of the file"));
        }
        at = end < 0 ? text.length() : end;
    }

    private void remarkCarriageReturn() {
        if (!carriageReturns) {
            carriageReturns = true;
            remarks.add(
                    new XlRemark(
                            XlRemark.Kind.REFUSED_BY_XL,
                            line,
                            column() - 1,
                            "",
                            "xl refuses carriage returns; lines end by a line feed alone"));
        }
    }

    /// The character here, for a message.
    String here() {
        if (atEnd()) {
            return "end of the file";
        }
        int c = text.codePointAt(at);
        return c == '\n'
                ? "end of the line"
                : c < ' ' ? "character " + c : "'" + Character.toString(c) + "'";
    }

    /// A complaint about this place.
    SpecException fail(String option, String problem, String expected) {
        boolean python = !atEnd() && "+-.():".indexOf(peek()) >= 0;
        String hint = python ? " (Python, which xm ran, is not run)" : "";
        return fail(SpecException.Kind.SYNTAX, option, problem, expected + hint);
    }

    /// A complaint of another kind.
    SpecException fail(SpecException.Kind kind, String option, String problem, String expected) {
        return new SpecException(kind, line, column(), option, problem, expected);
    }
}
