package org.ostler.driver.xen;

import org.ostler.posix.NativeMemory;

import java.lang.foreign.Arena;

/// What stands in for a libxl context where there is no Xen: zeroed memory whose first pointer is a
/// logger. That is all that reading and writing documents looks at; anything else must not be
/// called with it.
final class FakeContext implements AutoCloseable {
    private static final int BYTES = 64 << 10;

    private final Arena arena = Arena.ofConfined();
    private final LibxlLog log = new LibxlLog(LogLine.Level.DEBUG);
    private final NativeMemory memory = NativeMemory.in(arena, BYTES, 16);

    FakeContext() {
        memory.bytes().putLong(0, log.logger());
    }

    long pointer() {
        return memory.address();
    }

    LibxlLog log() {
        return log;
    }

    @Override
    public void close() {
        log.close();
        arena.close();
    }
}
