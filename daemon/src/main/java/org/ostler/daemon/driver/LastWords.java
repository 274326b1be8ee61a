package org.ostler.daemon.driver;

import java.util.ArrayDeque;
import java.util.Deque;

/// The last lines that a process wrote, for the fault that tells why it ended. Thread-safe.
final class LastWords {
    private static final int LINES = 12;
    private static final int LINE_CHARS = 500;

    private final Deque<String> lines = new ArrayDeque<>();

    synchronized void add(String line) {
        if (lines.size() == LINES) {
            lines.removeFirst();
        }
        lines.addLast(line.length() > LINE_CHARS ? line.substring(0, LINE_CHARS) + "…" : line);
    }

    synchronized void clear() {
        lines.clear();
    }

    /// The lines, oldest first.
    synchronized String text() {
        return String.join("\n", lines);
    }
}
