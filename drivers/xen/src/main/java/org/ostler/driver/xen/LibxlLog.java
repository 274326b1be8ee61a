package org.ostler.driver.xen;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Where one context of libxl writes its messages: libxentoollog's own stream logger on a pipe that
/// Java reads.
///
/// A logger written in Java would be simpler and wrong: libxl forks, and the children log before
/// they exec; a Java callback there would run a virtual machine of which only one thread survived
/// the fork. Both ends are non-blocking, so that a full pipe loses messages instead of stopping
/// libxl inside a call whose caller is the one that empties the pipe. Both are close-on-exec.
///
/// Belongs to the thread that made it.
final class LibxlLog implements AutoCloseable {
    private static final int PIPE_BYTES = 1 << 20;
    private static final int READ_BYTES = 16 << 10;
    private static final int MAX_LINE_BYTES = 4 << 10;

    /// `XTL_STDIOSTREAM_PROGRESS_NO_CR`: progress as lines, not as one line rewritten.
    private static final int PROGRESS_AS_LINES = 020;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment buffer = arena.allocate(READ_BYTES);
    private final int readEnd;
    private final MemorySegment file;
    private final MemorySegment logger;
    private final byte[] partial = new byte[MAX_LINE_BYTES];
    private int partialLength;

    /// @param minLevel the least grave level to be told
    LibxlLog(LogLine.Level minLevel) {
        Native.Pipe pipe = Native.pipe(PIPE_BYTES);
        readEnd = pipe.readEnd();
        file = Native.fdopenForWriting(pipe.writeEnd());
        logger = LibxlNative.createLogger(file, minLevel.number(), PROGRESS_AS_LINES);
        if (logger.address() == 0) {
            Native.fclose(file);
            Native.close(readEnd);
            arena.close();
            throw new IllegalStateException("xtl_createlogger_stdiostream failed: out of memory.");
        }
    }

    /// The `xentoollog_logger *` to give to libxl.
    MemorySegment logger() {
        return logger;
    }

    /// The descriptor that becomes readable when there are messages.
    int descriptor() {
        return readEnd;
    }

    /// The messages since the last call; never waits.
    List<LogLine> drain() {
        var lines = new ArrayList<LogLine>();
        int n = Native.read(readEnd, buffer);
        while (n > 0) {
            for (int i = 0; i < n; i++) {
                take(buffer.get(ValueLayout.JAVA_BYTE, i), lines);
            }
            n = Native.read(readEnd, buffer);
        }
        return List.copyOf(lines);
    }

    private void take(byte b, List<LogLine> lines) {
        if (b == '\n' || b == '\r') {
            if (partialLength > 0) {
                lines.add(
                        LogLine.parse(
                                new String(partial, 0, partialLength, StandardCharsets.UTF_8)));
            }
            partialLength = 0;
        } else if (partialLength < MAX_LINE_BYTES) {
            partial[partialLength++] = b;
        }
    }

    @Override
    public void close() {
        LibxlNative.destroyLogger(logger);
        Native.fclose(file);
        Native.close(readEnd);
        arena.close();
    }
}
