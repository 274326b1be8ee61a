package org.ostler.wire;

import java.util.concurrent.Executor;

/// What all connections of a program share.
///
/// @param buffers the pool of frame buffers
/// @param clock the timer thread and the time
/// @param tasks runs what may block, usually each on a virtual thread of its own
public record ConnectionServices(FrameBuffers buffers, ConnectionClock clock, Executor tasks) {}
