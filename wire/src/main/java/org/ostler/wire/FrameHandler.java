package org.ostler.wire;

import java.nio.ByteBuffer;

/// What a daemon does with the calls of a connection. One instance serves one connection, or all if
/// it keeps its state elsewhere.
public interface FrameHandler {
    /// Serves a call, exactly one answer per call. Cheap calls that cannot block are answered right
    /// here, which is the fast path: the thread is the one that read the frame. Anything else
    /// decodes its arguments here and goes on by [ServerCall#later]; or it keeps the call and
    /// answers it at any later time from any thread.
    ///
    /// Calls of one connection come here one at a time. A throwable that leaves this method or a
    /// task of [ServerCall#later] becomes the error reply of [#failure].
    ///
    /// @param payload the encoded arguments, big-endian; valid only until this method returns
    void handle(ServerCall call, ByteBuffer payload);

    /// The encoded error of libvirt's code 39 (RPC), domain 7 (RPC), level 2, with this text.
    ByteBuffer rpcError(String message);

    /// The encoded error that a call is answered with when serving it threw. Logs it where it must
    /// be logged.
    ByteBuffer failure(FrameHeader call, Throwable thrown);
}
