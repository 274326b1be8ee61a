package org.ostler.driver.xen;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;

/// The first bytes of a domain's saved state, checked before libxl sees any: libxl 4.17 crashes on
/// a stream whose head it refuses, because it ends a helper that it has not begun.
///
/// The form, seen in what libxl 4.17 writes: `LibxlFmt`, then version (2) and options as big-endian
/// words, then the first record as little-endian words, its type 1 (the memory image follows) and
/// its length 0.
final class StreamHead {
    static final int BYTES = 24;

    private static final long MAGIC = 0x4c69_6278_6c46_6d74L;
    private static final int VERSION = 2;
    private static final int IMAGE_RECORD = 1;

    private StreamHead() {}

    /// Reads the head into the buffer and leaves it there, ready to be passed on.
    ///
    /// @throws IOException when this is no such stream, with what was found
    static void read(ReadableByteChannel source, ByteBuffer buffer) throws IOException {
        buffer.clear().limit(BYTES);
        while (buffer.hasRemaining()) {
            if (source.read(buffer) < 0) {
                throw new EOFException(
                        "The stream ended after %d bytes; a domain's state is longer."
                                .formatted(buffer.position()));
            }
        }
        buffer.flip();
        check(buffer.duplicate());
    }

    private static void check(ByteBuffer head) throws IOException {
        head.order(ByteOrder.BIG_ENDIAN);
        if (head.getLong() != MAGIC) {
            throw new IOException(
                    "This is not a domain's state: it does not begin with \"LibxlFmt\".");
        }
        int version = head.getInt();
        int options = head.getInt();
        if (version != VERSION || options != 0) {
            throw new IOException(
                    "This domain's state has version %d and options %#x; version 2 without options was expected."
                            .formatted(version, options));
        }
        head.order(ByteOrder.LITTLE_ENDIAN);
        int type = head.getInt();
        int length = head.getInt();
        if (type != IMAGE_RECORD || length != 0) {
            throw new IOException(
                    "This domain's state begins with a record of type %d and %d bytes; the memory image was expected."
                            .formatted(type, length));
        }
    }
}
