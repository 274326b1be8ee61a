package org.ostler.posix;

/// Both ends of a new pipe (pipe2(2)), close-on-exec.
///
/// A child process gets an end by `ProcessBuilder.Redirect` to [#pathOf]; close that end here once
/// it has started.
///
/// @param source where bytes come out
/// @param sink where bytes go in
public record Pipe(Fd source, Fd sink) implements AutoCloseable {
    private static final LibcFunction PIPE2 = LibcFunction.named("pipe2");

    public static Pipe create() throws PosixException {
        Scratch s = Scratch.take();
        try {
            if ((int) PIPE2.call(s, s.address, OpenFlag.CLOSE_ON_EXEC) < 0) {
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
