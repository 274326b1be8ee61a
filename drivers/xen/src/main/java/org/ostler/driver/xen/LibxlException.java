package org.ostler.driver.xen;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// An operation of libxl that failed: its code, and what libxl said while it failed.
///
/// The code alone rarely tells the cause (a missing kernel file is -3, ERROR_FAIL, like most
/// failures), so the message carries the words of the deepest library.
public final class LibxlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Functions whose messages only report that something before went wrong.
    private static final Set<String> ECHOES =
            Set.of(
                    "domcreate_rebuild_done",
                    "domcreate_complete",
                    "libxl__destroy_domid",
                    "domain_destroy_callback",
                    "domain_destroy_cb");

    private static final int WORDS_IN_MESSAGE = 2;

    private final int code;
    private final String codeName;
    private final String operation;
    private final String subject;
    private final transient List<LogLine> lines;

    /// @param operation what was tried, as in `creating` or `setting the memory of`
    /// @param subject on what, as in `domain g1`; may be empty
    /// @param code libxl's code, negative
    /// @param codeName its name, as in `ERROR_FAIL`
    /// @param lines everything libxl said during the operation
    public LibxlException(
            String operation, String subject, int code, String codeName, List<LogLine> lines) {
        super(sentence(operation, subject, code, codeName, lines));
        this.operation = operation;
        this.subject = subject;
        this.code = code;
        this.codeName = codeName;
        this.lines = List.copyOf(lines);
    }

    /// libxl's error code.
    public int code() {
        return code;
    }

    /// The code's name.
    public String codeName() {
        return codeName;
    }

    /// What was tried.
    public String operation() {
        return operation;
    }

    /// On what it was tried.
    public String subject() {
        return subject;
    }

    /// Everything libxl said during the operation; empty after serialization.
    public List<LogLine> lines() {
        return lines;
    }

    /// Whether the failure has that code.
    public boolean is(LibxlError error) {
        return code == error.code();
    }

    /// libxl's complaints that name a cause, in the order in which they were made: the first is
    /// nearest to it.
    public static List<LogLine> causes(List<LogLine> lines) {
        return lines.stream()
                .filter(line -> line.level().compareTo(LogLine.Level.ERROR) >= 0)
                .filter(
                        line ->
                                ECHOES.stream()
                                        .noneMatch(echo -> line.source().endsWith(":" + echo)))
                .toList();
    }

    private static String sentence(
            String operation, String subject, int code, String codeName, List<LogLine> lines) {
        List<LogLine> causes = causes(lines);
        if (causes.isEmpty()) {
            causes = lines.stream().filter(LogLine::isComplaint).toList();
        }
        String words =
                causes.stream()
                        .limit(WORDS_IN_MESSAGE)
                        .map(line -> line.text().strip())
                        .distinct()
                        .collect(Collectors.joining("; "));
        String what = subject.isEmpty() ? operation : operation + " " + subject;
        return "libxl: %s failed: %s (%s, %d)"
                .formatted(what, words.isEmpty() ? "it gave no reason" : words, codeName, code);
    }
}
