package org.ostler.wire;

/// What the threads of connections have in common.
final class ConnectionThreads {
    /// Of readers and drainers; only what is touched takes memory.
    static final long STACK_BYTES = 512 << 10;

    private ConnectionThreads() {}
}
