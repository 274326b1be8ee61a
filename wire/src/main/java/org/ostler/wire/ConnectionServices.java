package org.ostler.wire;

import java.util.Optional;
import java.util.concurrent.Executor;

/// What all connections of a program share.
///
/// @param buffers the pool of frame buffers
/// @param clock the timer thread and the time
/// @param tasks runs what may block, usually each on a virtual thread of its own
/// @param idle where a server's connections rest while nothing comes from them; empty: each keeps a
///   thread
/// @param frameMemory what all connections together may hold in frames
/// @param callMemory what the calls of all connections together may hold while they are served
public record ConnectionServices(
        FrameBuffers buffers,
        ConnectionClock clock,
        Executor tasks,
        Optional<IdleConnections> idle,
        ConnectionMemory frameMemory,
        ConnectionMemory callMemory) {
    /// Those of a client, or of a server whose connections are few and trusted.
    public ConnectionServices(FrameBuffers buffers, ConnectionClock clock, Executor tasks) {
        this(
                buffers,
                clock,
                tasks,
                Optional.empty(),
                ConnectionMemory.unlimited(tasks),
                ConnectionMemory.unlimited(tasks));
    }
}
