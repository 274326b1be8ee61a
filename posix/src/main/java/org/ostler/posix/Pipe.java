package org.ostler.posix;

/// Both ends of a new pipe (pipe2(2)), close-on-exec.
///
/// A child process gets an end by `ProcessBuilder.Redirect` to [#pathOf]; close that end here once
/// it has started.
///
/// @param source where bytes come out
/// @param sink where bytes go in
public record Pipe(Fd source, Fd sink) implements AutoCloseable {
    /// `linux/fcntl.h`.
    private static final int F_SETPIPE_SZ = 1031;

    private static final NativeFunction PIPE2 = NativeLibrary.LIBC.function("pipe2");

    /// One whose ends block.
    public static Pipe create() throws PosixException {
        return create(OpenFlag.CLOSE_ON_EXEC);
    }

    /// One whose ends do not block, with room for `capacityBytes`; for the kernel's default of 64
    /// KiB where the user's share of pipe buffers (`/proc/sys/fs/pipe-user-pages-soft`) is used up.
    public static Pipe nonBlocking(int capacityBytes) throws PosixException {
        Pipe pipe = create(OpenFlag.CLOSE_ON_EXEC | OpenFlag.NON_BLOCKING.bits());
        try {
            pipe.sink().control(F_SETPIPE_SZ, capacityBytes);
        } catch (PosixException e) {
            if (!e.is(Errno.EPERM) && !e.is(Errno.ENOMEM)) {
                pipe.close();
                throw e;
            }
        }
        return pipe;
    }

    private static Pipe create(int flags) throws PosixException {
        Scratch s = Scratch.take();
        try {
            if ((int) PIPE2.call(s, s.address, flags) < 0) {
                throw new PosixException("pipe2", "pipe", s.errno());
            }
            return new Pipe(
                    Fd.own(s.area.getInt(0), "pipe source"), Fd.own(s.area.getInt(4), "pipe sink"));
        } finally {
            s.give();
        }
    }

    /// A file name under which this process can open the end of a pipe again.
    public static java.io.File pathOf(Fd end) {
        return new java.io.File("/proc/self/fd/" + end.number());
    }

    @Override
    public void close() {
        source.close();
        sink.close();
    }
}
