package org.ostler.driver.xen;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// What stands in for a libxl context where there is no Xen: zeroed memory whose first pointer is a
/// logger. That is all that reading and writing documents looks at; anything else must not be
/// called with it.
final class FakeContext implements AutoCloseable {
    private static final long BYTES = 64 << 10;

    private final Arena arena = Arena.ofConfined();
    private final LibxlLog log = new LibxlLog(LogLine.Level.DEBUG);
    private final MemorySegment pointer = arena.allocate(BYTES, 16);

    FakeContext() {
        pointer.set(ValueLayout.ADDRESS, 0, log.logger());
    }

    MemorySegment pointer() {
        return pointer;
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
