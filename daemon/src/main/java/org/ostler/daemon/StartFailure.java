package org.ostler.daemon;

/// The daemon cannot start; one sentence says why, and the exit code of what kind it is.
final class StartFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /// Exit code: the command line or the configuration is wrong.
    static final int USAGE = 2;

    /// Exit code: another daemon is there.
    static final int OCCUPIED = 3;

    /// Exit code: the host refused something (a permission, a full disk).
    static final int REFUSED = 4;

    private final int exitCode;

    StartFailure(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
