package org.ostler.wire;

/// What a stream carries.
///
/// @param toServer the client sends data
/// @param toClient the server sends data
/// @param sparse holes may be skipped instead of sent; only when the call that opened it said so
public record StreamKind(boolean toServer, boolean toClient, boolean sparse) {
    public static final StreamKind UPLOAD = new StreamKind(true, false, false);
    public static final StreamKind DOWNLOAD = new StreamKind(false, true, false);
    public static final StreamKind BOTH = new StreamKind(true, true, false);

    public StreamKind sparse(boolean on) {
        return new StreamKind(toServer, toClient, on);
    }
}
