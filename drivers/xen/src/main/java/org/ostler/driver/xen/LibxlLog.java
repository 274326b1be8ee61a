package org.ostler.driver.xen;

import org.ostler.posix.Fd;
import org.ostler.posix.NativeMemory;
import org.ostler.posix.Pipe;
import org.ostler.posix.PosixException;
import org.ostler.posix.StandardIoFile;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
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
    private final ByteBuffer buffer = NativeMemory.in(arena, READ_BYTES, 1).bytes();
    private final Fd readEnd;
    private final StandardIoFile file;
    private final long logger;
    private final byte[] partial = new byte[MAX_LINE_BYTES];
    private int partialLength;

    /// @param minLevel the least grave level to be told
    LibxlLog(LogLine.Level minLevel) {
        try {
            Pipe pipe = Pipe.nonBlocking(PIPE_BYTES);
            readEnd = pipe.source();
            try (Fd writeEnd = pipe.sink()) {
                file = StandardIoFile.writingTo(writeEnd);
            } catch (PosixException e) {
                readEnd.close();
                throw e;
            }
        } catch (PosixException e) {
            arena.close();
            throw new IllegalStateException("libxl's messages cannot be read: " + e, e);
        }
        logger = LibxlNative.createLogger(file.pointer(), minLevel.number(), PROGRESS_AS_LINES);
        if (logger == LibxlNative.NULL) {
            file.close();
            readEnd.close();
            arena.close();
            throw new IllegalStateException("xtl_createlogger_stdiostream failed: out of memory.");
        }
    }

    /// The `xentoollog_logger *` to give to libxl.
    long logger() {
        return logger;
    }

    /// The descriptor that becomes readable when there are messages.
    Fd descriptor() {
        return readEnd;
    }

    /// The messages since the last call; never waits.
    List<LogLine> drain() {
        var lines = new ArrayList<LogLine>();
        try {
            while (readEnd.read(buffer.clear()) > 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    take(buffer.get(), lines);
                }
            }
        } catch (PosixException e) {
            throw new IllegalStateException("libxl's messages cannot be read: " + e, e);
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
        file.close();
        readEnd.close();
        arena.close();
    }
}
