package org.ostler.posix;

import java.lang.foreign.Arena;
import java.nio.file.Path;

/// statx(2): how much room a file takes, which the JDK does not tell.
public final class FileUse {
    private static final NativeFunction STATX = NativeLibrary.LIBC.function("statx");

    // fcntl.h, linux/stat.h; the structure is the same on every architecture.
    private static final int AT_FDCWD = -100;
    private static final int STATX_BLOCKS = 0x400;
    private static final int BLOCKS_OFFSET = 48;
    private static final long BLOCK_BYTES = 512;

    private FileUse() {}

    /// The bytes that a file takes on its disk: fewer than its length where it has holes. Symbolic
    /// links are followed.
    public static long allocatedBytes(Path file) throws PosixException {
        Scratch s = Scratch.take();
        try (Arena arena = Arena.ofConfined()) {
            long name = CString.in(arena, file.toString());
            int n = (int) STATX.call(s, AT_FDCWD, name, 0, STATX_BLOCKS, s.address);
            if (n < 0) {
                throw new PosixException("statx", file.toString(), s.errno());
            }
            return s.area.getLong(BLOCKS_OFFSET) * BLOCK_BYTES;
        } finally {
            s.give();
        }
    }
}
