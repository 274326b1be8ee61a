package org.ostler.wire;

import org.ostler.posix.Fd;

import java.nio.ByteBuffer;
import java.util.List;

/// The answer to a call.
///
/// @param header as received
/// @param payload the encoded result, or the encoded error when [#failed()]; the receiver's own
///   copy
/// @param descriptors that came with it; the receiver's to close
public record ClientReply(FrameHeader header, ByteBuffer payload, List<Fd> descriptors) {
    /// Whether the payload is an error.
    public boolean failed() {
        return header.status() != FrameHeader.OK;
    }

    /// Drops what came with it.
    public void discard() {
        // Hardly ever anything; and a program that passes no descriptors need not load their class.
        if (!descriptors.isEmpty()) {
            Fd.closeAll(descriptors);
        }
    }
}
