package org.ostler.posix;

/// How large a terminal's window is, in characters; 0 when nobody has said.
public record TerminalSize(int rows, int columns) {
    public TerminalSize {
        if (rows < 0 || rows > 0xffff || columns < 0 || columns > 0xffff) {
            throw new IllegalArgumentException(rows + " × " + columns);
        }
    }
}
