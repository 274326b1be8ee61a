package org.ostler.posix;

import java.nio.file.Path;

/// A new pseudo-terminal: we hold the controlling side, others open [#path()] (pts(4)).
///
/// @param terminal the controlling side
/// @param path `/dev/pts/N`
public record PseudoTerminal(Terminal terminal, Path path) implements AutoCloseable {
    /// `O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK`
    private static final int FLAGS = 2 | 0x100 | 0x80000 | 0x800;

    private static final int NAME_BYTES = 128;

    private static final NativeFunction POSIX_OPENPT = NativeLibrary.LIBC.function("posix_openpt");
    private static final NativeFunction GRANTPT = NativeLibrary.LIBC.function("grantpt");
    private static final NativeFunction UNLOCKPT = NativeLibrary.LIBC.function("unlockpt");
    private static final NativeFunction PTSNAME_R = NativeLibrary.LIBC.function("ptsname_r");

    /// Opens a pair.
    public static PseudoTerminal open() throws PosixException {
        Scratch s = Scratch.take();
        Fd fd;
        Path path;
        try {
            int n = (int) POSIX_OPENPT.call(s, FLAGS);
            if (n < 0) {
                throw new PosixException("posix_openpt", "/dev/ptmx", s.errno());
            }
            fd = Fd.own(n, "/dev/ptmx");
            path = unlock(s, n, fd);
        } finally {
            s.give();
        }
        return new PseudoTerminal(new Terminal(fd), path);
    }

    private static Path unlock(Scratch s, int number, Fd fd) throws PosixException {
        if ((int) GRANTPT.call(s, number) < 0
                || (int) UNLOCKPT.call(s, number) < 0
                || (int) PTSNAME_R.call(s, number, s.address, NAME_BYTES) != 0) {
            int errno = s.errno();
            fd.close();
            throw new PosixException("unlockpt", "/dev/ptmx", errno);
        }
        return Path.of(CString.copy(s.address));
    }

    @Override
    public void close() {
        terminal.close();
    }
}
