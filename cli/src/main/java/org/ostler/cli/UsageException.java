package org.ostler.cli;

/// A command line that does not say what to do; the message is a sentence.
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String message;

    UsageException(String message) {
        super(message);
        this.message = message;
    }

    String sentence() {
        return message;
    }
}
