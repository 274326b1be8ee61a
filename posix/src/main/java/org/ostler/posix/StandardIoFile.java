package org.ostler.posix;

import java.lang.foreign.Arena;

/// A `FILE *` of C's standard I/O, for libraries that want to write to one.
///
/// Belongs to one thread; the library may use it from others, which C locks.
public final class StandardIoFile implements AutoCloseable {
    private static final NativeFunction FDOPEN = NativeLibrary.LIBC.function("fdopen");
    private static final NativeFunction FCLOSE = NativeLibrary.LIBC.function("fclose");

    private final long pointer;
    private boolean closed;

    private StandardIoFile(long pointer) {
        this.pointer = pointer;
    }

    /// One that appends to what the descriptor stands for (fdopen(3) of a duplicate; `fd` stays the
    /// caller's).
    public static StandardIoFile writingTo(Fd fd) throws PosixException {
        int number = fd.duplicateNumber(0);
        Scratch s = Scratch.take();
        try (Arena arena = Arena.ofConfined()) {
            long pointer = FDOPEN.call(s, number, CString.in(arena, "w"));
            if (pointer == 0) {
                int errno = s.errno();
                Fd.own(number, fd.subject()).close();
                throw new PosixException("fdopen", fd.subject(), errno);
            }
            return new StandardIoFile(pointer);
        } finally {
            s.give();
        }
    }

    /// The `FILE *`, until [#close()].
    public long pointer() {
        return pointer;
    }

    /// Writes out what is buffered and closes. What cannot be written is lost.
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            FCLOSE.call(pointer);
        }
    }
}
