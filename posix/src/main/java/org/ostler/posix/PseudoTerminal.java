package org.ostler.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A new pseudo-terminal: we hold the controlling side, others open [#path()] (pts(4)).
///
/// @param terminal the controlling side
/// @param path `/dev/pts/N`
public record PseudoTerminal(Terminal terminal, Path path) implements AutoCloseable {
    /// `O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK`
    private static final int FLAGS = 2 | 0x100 | 0x80000 | 0x800;

    private static final MethodHandle POSIX_OPENPT =
            Libc.link("posix_openpt", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle GRANTPT =
            Libc.link("grantpt", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle UNLOCKPT =
            Libc.link("unlockpt", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle PTSNAME_R =
            Libc.link("ptsname_r", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG));

    public static PseudoTerminal open() throws PosixException {
        Scratch s = Scratch.take();
        Fd fd;
        Path path;
        try {
            int n = (int) POSIX_OPENPT.invokeExact(s.state, FLAGS);
            if (n < 0) {
                throw new PosixException("posix_openpt", "/dev/ptmx", s.errno());
            }
            fd = Fd.own(n, "/dev/ptmx");
            path = unlock(s, n, fd);
        } catch (PosixException e) {
            throw e;
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        } finally {
            s.give();
        }
        return new PseudoTerminal(new Terminal(fd), path);
    }

    private static Path unlock(Scratch s, int number, Fd fd) throws Throwable {
        MemorySegment name = s.area.asSlice(0, 128);
        if ((int) GRANTPT.invokeExact(s.state, number) < 0
                || (int) UNLOCKPT.invokeExact(s.state, number) < 0
                || (int) PTSNAME_R.invokeExact(s.state, number, name, name.byteSize()) != 0) {
            int errno = s.errno();
            fd.close();
            throw new PosixException("unlockpt", "/dev/ptmx", errno);
        }
        return Path.of(name.getString(0, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        terminal.close();
    }
}
