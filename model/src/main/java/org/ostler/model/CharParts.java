package org.ostler.model;

/// What the host ends of character devices have in common. A class of its own, because the variants
/// need it before they can be listed.
final class CharParts {
    /// Who opens a connection.
    static final Codec<String> MODES = Codec.words("bind", "connect");

    private CharParts() {}
}
