package org.ostler.protocol.compiler;

/// A description is wrong; the message begins with file and line.
final class DescriptionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DescriptionException(String message) {
        super(message);
    }
}
