package org.ostler.model;

import java.io.Serial;
import java.util.Optional;

/// A text that does not describe what it should: which place, what is wrong there, what was
/// expected.
///
/// The message is one full sentence with the place in it, fit to be shown to a user as it is. A
/// layer that reports the place in fields of its own takes [#problem()] and [#expected()] instead.
public final class SpecException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    /// What kind of wrong it is; clients of libvirt are told different error codes for each.
    public enum Kind {
        /// The text is not well-formed XML, or uses what is refused altogether (a DTD). libvirt's
        /// `XML_DETAIL` (35).
        SYNTAX,
        /// The text breaks a limit of size, depth or number. libvirt's `XML_ERROR` (27).
        LIMIT,
        /// The XML is well-formed, but says something that is missing, unknown or impossible.
        /// libvirt's `XML_ERROR` (27).
        CONTENT,
        /// The XML is well-formed and understood, but asks for a combination that cannot be.
        /// libvirt's `CONFIG_UNSUPPORTED` (67).
        UNSUPPORTED
    }

    private final Kind kind;
    private final int line;
    private final int column;
    private final String path;
    private final String problem;
    private final String expected;

    /// A failure at a place; everything that is not known is 0 or empty.
    ///
    /// @param line from 1; 0 when unknown
    /// @param column from 1; 0 when unknown
    /// @param path the element, such as `/domain/devices/disk[2]/target`; empty when unknown
    /// @param problem what is wrong, without a full stop: `attribute 'bus' has the unknown value
    ///   'foo'`
    /// @param expected what should be there instead, without a full stop; empty when the problem
    ///   says it all
    public SpecException(
            Kind kind, int line, int column, String path, String problem, String expected) {
        super(sentence(line, column, path, problem, expected));
        this.kind = kind;
        this.line = line;
        this.column = column;
        this.path = path;
        this.problem = problem;
        this.expected = expected;
    }

    private static String sentence(
            int line, int column, String path, String problem, String expected) {
        var text = new StringBuilder(problem);
        if (!path.isEmpty()) {
            text.append(" at ").append(path);
        }
        if (line > 0) {
            text.append(path.isEmpty() ? " at line " : " (line ").append(line);
            text.append(", column ").append(column).append(path.isEmpty() ? "" : ")");
        }
        if (!expected.isEmpty()) {
            text.append("; expected ").append(expected);
        }
        return text.toString();
    }

    public Kind kind() {
        return kind;
    }

    /// The line in the text, from 1; 0 when unknown.
    public int line() {
        return line;
    }

    /// The column in the line, from 1; 0 when unknown.
    public int column() {
        return column;
    }

    /// The element that is wrong, such as `/domain/devices/disk[2]/target`; empty when the text
    /// broke before an element began.
    public String path() {
        return path;
    }

    /// What is wrong, without its place.
    public String problem() {
        return problem;
    }

    /// What should have been there, where that can be said.
    public Optional<String> expected() {
        return expected.isEmpty() ? Optional.empty() : Optional.of(expected);
    }
}
