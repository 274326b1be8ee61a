package org.ostler.wire.protocol;

/// The arguments of a procedure that takes none, and the reply of one that answers nothing.
public record Nothing() implements XdrStruct {

    /// The one value that is ever needed.
    public static final Nothing NOTHING = new Nothing();

    /// Reads nothing.
    public static Nothing decode(XdrReader xdr) {
        return NOTHING;
    }

    @Override
    public void encode(XdrWriter xdr) {}
}
