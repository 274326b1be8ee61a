package org.ostler.cli;

/// Which version of Ostler this is.
final class Version {
    /// As `ostler version` says it.
    static final String TEXT = "0.1.0";

    private Version() {}
}
