package org.ostler.wire.protocol;

/// A value with an XDR form. Implementations are immutable records; each generated one also has a
/// static `decode(XdrReader)`.
public interface XdrStruct {

    /// Writes this value.
    ///
    /// @throws XdrException if a member is over its limit; the writer then holds a part of the
    ///   value
    void encode(XdrWriter xdr);

    /// The value of a whole-number member that a condition of a [Permission] names, as `flags`; 0
    /// for any other name.
    default long memberValue(String name) {
        return 0;
    }
}
