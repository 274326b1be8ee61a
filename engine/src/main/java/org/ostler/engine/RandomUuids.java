package org.ostler.engine;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/// Random UUIDs (RFC 9562, version 4) from the kernel's random numbers, taken some at a time.
///
/// [UUID#randomUUID()] gives as good ones, but making Java's generator is a good part of a daemon's
/// start, and each number passes through a digest under a lock. Thread-safe; the monitor guards
/// what has been taken and not yet given out.
final class RandomUuids {
    private static final Path KERNEL = Path.of("/dev/urandom");
    private static final int UUID_BYTES = 2 * Long.BYTES;
    private static final int TAKEN_BYTES = 64 * UUID_BYTES;
    private static final long VERSION = 0x4000L;
    private static final long VERSION_MASK = 0xf000L;
    private static final long VARIANT = Long.MIN_VALUE;
    private static final long VARIANT_MASK = 0xc000_0000_0000_0000L;

    private static final RandomUuids SHARED = new RandomUuids();

    private @Nullable ByteBuffer taken;

    private RandomUuids() {}

    /// Another one; by Java's own generator where the kernel's cannot be read.
    static UUID next() {
        try {
            return SHARED.draw();
        } catch (IOException e) {
            return UUID.randomUUID();
        }
    }

    private synchronized UUID draw() throws IOException {
        ByteBuffer left = taken;
        if (left == null || !left.hasRemaining()) {
            left = take();
            taken = left;
        }
        long most = (left.getLong() & ~VERSION_MASK) | VERSION;
        long least = (left.getLong() & ~VARIANT_MASK) | VARIANT;
        return new UUID(most, least);
    }

    private static ByteBuffer take() throws IOException {
        try (InputStream kernel = Files.newInputStream(KERNEL)) {
            byte[] bytes = kernel.readNBytes(TAKEN_BYTES);
            if (bytes.length < TAKEN_BYTES) {
                throw new IOException(KERNEL + " ended");
            }
            return ByteBuffer.wrap(bytes);
        }
    }
}
