package org.ostler.posix;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.OptionalInt;

/// Sets the numeric owner and group of files; ids that have no name work too. Symbolic links are
/// not followed.
public final class Ownership {
    private static final int KEEP = -1;

    private static final NativeFunction LCHOWN = NativeLibrary.LIBC.function("lchown");
    private static final NativeFunction FCHOWN = NativeLibrary.LIBC.function("fchown");

    private Ownership() {}

    /// lchown(2): an empty id is left as it is.
    public static void change(Path path, OptionalInt uid, OptionalInt gid) throws PosixException {
        Scratch s = Scratch.take();
        try (Arena arena = Arena.ofConfined()) {
            long name = CString.in(arena, path.toString());
            int n = (int) LCHOWN.call(s, name, uid.orElse(KEEP), gid.orElse(KEEP));
            if (n < 0) {
                throw new PosixException("lchown", path.toString(), s.errno());
            }
        } finally {
            s.give();
        }
    }

    /// fchown(2): of an open file, so that no other file can be swapped in between.
    public static void change(Fd file, OptionalInt uid, OptionalInt gid) throws PosixException {
        int number = file.enter("fchown");
        Scratch s = Scratch.take();
        try {
            int n = (int) FCHOWN.call(s, number, uid.orElse(KEEP), gid.orElse(KEEP));
            if (n < 0) {
                throw new PosixException("fchown", file.subject(), s.errno());
            }
        } finally {
            s.give();
            file.leave();
        }
    }
}
