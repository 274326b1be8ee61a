package org.ostler.protocol.compiler;

/// The type of a member on the wire.
sealed interface MemberType {

    /// A number that takes four or eight bytes.
    enum Scalar implements MemberType {
        INT,
        UINT,
        HYPER,
        UHYPER,
        DOUBLE,
        BOOL,
        CHAR,
        UCHAR,
        SHORT,
        USHORT
    }

    /// Sixteen bytes.
    record Uuid() implements MemberType {}

    /// A name with a value of one of seven types.
    record Parameter() implements MemberType {}

    /// Counted UTF-8 of at most `max` bytes.
    record Text(int max) implements MemberType {}

    /// Bytes: exactly or at most `length`.
    record Bytes(int length, boolean fixed) implements MemberType {}

    /// At most `max` bytes of which each takes four on the wire.
    record CharBytes(int max) implements MemberType {}

    /// A C string, each byte of which takes four on the wire.
    record CString(int length, boolean fixed) implements MemberType {}

    /// Another structure, by its name in the description.
    record Reference(String name) implements MemberType {}

    /// Counted elements.
    record Array(MemberType element, int max) implements MemberType {}

    /// One or none.
    record Maybe(MemberType element) implements MemberType {}
}
