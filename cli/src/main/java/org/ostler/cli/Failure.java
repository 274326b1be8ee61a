package org.ostler.cli;

/// Something failed in the program itself, not in a call: its class and a sentence.
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode code;
    private final String sentence;

    Failure(ExitCode code, String sentence) {
        super(sentence, null, false, false);
        this.code = code;
        this.sentence = sentence;
    }

    ExitCode code() {
        return code;
    }

    String sentence() {
        return sentence;
    }
}
