package org.ostler.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.EnumSet;

/// fsync(2): what must survive a power cut.
public final class Durability {
    private static final MethodHandle FSYNC =
            Libc.link("fsync", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

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
                n = fsync(s, number);
            } while (n < 0 && s.errno() == Errno.EINTR);
            if (n < 0) {
                throw new PosixException("fsync", file.subject(), s.errno());
            }
        } finally {
            s.give();
            file.leave();
        }
    }

    private static int fsync(Scratch s, int fd) {
        try {
            return (int) FSYNC.invokeExact(s.state, fd);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }
}
