package org.ostler.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.OptionalInt;

/// Sets the numeric owner and group of files; ids that have no name work too. Symbolic links are
/// not followed.
public final class Ownership {
    private static final int KEEP = -1;

    private static final MethodHandle LCHOWN =
            Libc.link("lchown", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
    private static final MethodHandle FCHOWN =
            Libc.link("fchown", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));

    private Ownership() {}

    /// lchown(2): an empty id is left as it is.
    public static void change(Path path, OptionalInt uid, OptionalInt gid) throws PosixException {
        Scratch s = Scratch.take();
        try (Arena arena = Arena.ofConfined()) {
            var name = Libc.cString(arena, path.toString());
            int n;
            try {
                n = (int) LCHOWN.invokeExact(s.state, name, uid.orElse(KEEP), gid.orElse(KEEP));
            } catch (Throwable t) {
                throw Libc.unexpected(t);
            }
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
            int n;
            try {
                n = (int) FCHOWN.invokeExact(s.state, number, uid.orElse(KEEP), gid.orElse(KEEP));
            } catch (Throwable t) {
                throw Libc.unexpected(t);
            }
            if (n < 0) {
                throw new PosixException("fchown", file.subject(), s.errno());
            }
        } finally {
            s.give();
            file.leave();
        }
    }
}
