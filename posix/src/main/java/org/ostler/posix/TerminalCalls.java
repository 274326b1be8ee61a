package org.ostler.posix;

/// The terminal functions of libc, bare: results and errno as C gives them.
///
/// `struct termios` is never looked into here; libc's own functions change it. It has 60 bytes on
/// x86_64 and aarch64 (`bits/termios-struct.h`).
final class TerminalCalls {
    static final int TERMIOS_SIZE = 60;

    /// `TCSANOW`, `bits/termios.h`.
    private static final int NOW = 0;

    /// `asm-generic/ioctls.h`.
    static final long TIOCGWINSZ = 0x5413;

    static final long TIOCSWINSZ = 0x5414;

    private static final NativeFunction TCGETATTR = NativeLibrary.LIBC.function("tcgetattr");
    private static final NativeFunction TCSETATTR = NativeLibrary.LIBC.function("tcsetattr");
    private static final NativeFunction CFMAKERAW = NativeLibrary.LIBC.function("cfmakeraw");
    private static final NativeFunction IOCTL = NativeLibrary.LIBC.function("ioctl");

    private TerminalCalls() {}

    /// @param termios address of the structure
    static int tcgetattr(Scratch s, int fd, long termios) {
        return (int) TCGETATTR.call(s, fd, termios);
    }

    static int tcsetattr(Scratch s, int fd, long termios) {
        return (int) TCSETATTR.call(s, fd, NOW, termios);
    }

    static void cfmakeraw(Scratch s, long termios) {
        CFMAKERAW.call(s, termios);
    }

    static int ioctl(Scratch s, int fd, long request, long argument) {
        return (int) IOCTL.call(s, fd, request, argument);
    }
}
