package org.ostler.wire;

import java.nio.ByteBuffer;

/// Gets the events that a server pushes.
public interface ClientEvents {
    /// An event has arrived. Called by whichever thread reads the connection just then, one at a
    /// time and in order, and must neither block nor call the server: replies are read by the same
    /// thread. [ClientEventQueue] is one that hands events over.
    ///
    /// @param payload encoded; valid only until this method returns
    void message(FrameHeader header, ByteBuffer payload);

    /// The connection has ended; nothing more arrives. Called once, by the thread that noticed, and
    /// must not block.
    default void ended(ConnectionEnd how) {}
}
