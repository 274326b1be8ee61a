package org.ostler.cli.output;

/// How a cell of a table is coloured on a terminal.
public enum Tint {
    /// Not at all.
    PLAIN(""),
    /// As it should be.
    GOOD("\033[32m"),
    /// It wants a look.
    CARE("\033[33m"),
    /// It went wrong.
    BAD("\033[31m"),
    /// Of less interest.
    DIM("\033[2m"),
    /// A heading.
    HEADING("\033[1m");

    private static final String END = "\033[0m";

    private final String begin;

    Tint(String begin) {
        this.begin = begin;
    }

    /// The text in that colour.
    public String on(String text) {
        return begin.isEmpty() || text.isEmpty() ? text : begin + text + END;
    }
}
