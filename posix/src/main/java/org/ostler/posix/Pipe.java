package org.ostler.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/// Both ends of a new pipe (pipe2(2)), close-on-exec.
///
/// A child process gets an end by `ProcessBuilder.Redirect` to [#pathOf]; close that end here once
/// it has started.
///
/// @param source where bytes come out
/// @param sink where bytes go in
public record Pipe(Fd source, Fd sink) implements AutoCloseable {
    private static final MethodHandle PIPE2 =
            Libc.link("pipe2", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));

    public static Pipe create() throws PosixException {
        Scratch s = Scratch.take();
        try {
            if (pipe2(s) < 0) {
                throw new PosixException("pipe2", "pipe", s.errno());
            }
            return new Pipe(
                    Fd.own(s.area.get(JAVA_INT, 0), "pipe source"),
                    Fd.own(s.area.get(JAVA_INT, 4), "pipe sink"));
        } finally {
            s.give();
        }
    }

    private static int pipe2(Scratch s) {
        try {
            return (int) PIPE2.invokeExact(s.state, s.area, OpenFlag.CLOSE_ON_EXEC);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
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
