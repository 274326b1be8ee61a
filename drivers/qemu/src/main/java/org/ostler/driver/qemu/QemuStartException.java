package org.ostler.driver.qemu;

import java.io.Serial;

/// QEMU could not be started, or ended before it was ready; the message carries its own last words.
public final class QemuStartException extends Exception {
    @Serial private static final long serialVersionUID = 1;

    private final String words;

    QemuStartException(String message, String words) {
        super(words.isEmpty() ? message : message + ": " + words);
        this.words = words;
    }

    QemuStartException(String message, Throwable cause) {
        super(message + ": " + Words.of(cause), cause);
        this.words = "";
    }

    /// What QEMU itself wrote during this start, verbatim; may be empty.
    public String words() {
        return words;
    }
}
