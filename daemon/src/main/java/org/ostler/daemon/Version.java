package org.ostler.daemon;

/// Which version of Ostler this is.
final class Version {
    /// As `--version` and clients are told.
    static final String TEXT = "0.1.0";

    private Version() {}
}
