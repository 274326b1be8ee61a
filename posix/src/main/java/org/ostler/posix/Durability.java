package org.ostler.posix;

import java.nio.file.Path;
import java.util.EnumSet;

/// fsync(2): what must survive a power cut.
public final class Durability {
    private static final NativeFunction FSYNC = NativeLibrary.LIBC.function("fsync");

    private Durability() {}

    /// Makes creations, renames and removals in a directory durable. Blocks for as long as the disk
    /// takes.
    public static void syncDirectory(Path directory) throws PosixException {
        try (Fd fd = Fd.open(directory, EnumSet.of(OpenFlag.READ_ONLY, OpenFlag.DIRECTORY), 0)) {
            sync(fd);
        }
    }

    /// Makes the contents and length of an open file durable. Blocks for as long as the disk takes.
    public static void sync(Fd file) throws PosixException {
        int number = file.enter("fsync");
        Scratch s = Scratch.take();
        try {
            int n;
            do {
                n = (int) FSYNC.call(s, number);
            } while (n < 0 && s.errno() == Errno.EINTR);
            if (n < 0) {
                throw new PosixException("fsync", file.subject(), s.errno());
            }
        } finally {
            s.give();
            file.leave();
        }
    }
}
