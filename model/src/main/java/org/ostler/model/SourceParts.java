package org.ostler.model;

/// What the sources of disks have in common. A class of its own, because the variants need it
/// before they can be listed.
final class SourceParts {
    /// When a missing source matters.
    static final Codec<String> POLICIES = Codec.words("mandatory", "requisite", "optional");

    /// What `<source>` may hold beyond what is typed, in order.
    static final String[] DETAILS = {
        "snapshot",
        "config",
        "auth",
        "initiator",
        "ssl",
        "cookies",
        "readahead",
        "timeout",
        "reconnect",
        "identity",
        "knownHosts",
        "reservations",
        "slices",
        "encryption",
        "privateData",
        "seclabel"
    };

    private SourceParts() {}
}
