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
public record ConnectionServices(
        FrameBuffers buffers,
        ConnectionClock clock,
        Executor tasks,
        Optional<IdleConnections> idle) {
    /// Those of a client, or of a server whose connections are few.
    public ConnectionServices(FrameBuffers buffers, ConnectionClock clock, Executor tasks) {
        this(buffers, clock, tasks, Optional.empty());
    }
}
