package org.ostler.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

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

    private static final MethodHandle TCGETATTR =
            Libc.link("tcgetattr", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle TCSETATTR =
            Libc.link("tcsetattr", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle CFMAKERAW =
            Libc.link("cfmakeraw", FunctionDescriptor.ofVoid(ADDRESS));
    private static final MethodHandle IOCTL =
            Libc.linkVariadic(
                    "ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS), 2);

    private TerminalCalls() {}

    static int tcgetattr(Scratch s, int fd, MemorySegment termios) {
        try {
            return (int) TCGETATTR.invokeExact(s.state, fd, termios);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    static int tcsetattr(Scratch s, int fd, MemorySegment termios) {
        try {
            return (int) TCSETATTR.invokeExact(s.state, fd, NOW, termios);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    static void cfmakeraw(Scratch s, MemorySegment termios) {
        try {
            CFMAKERAW.invokeExact(s.state, termios);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    static int ioctl(Scratch s, int fd, long request, MemorySegment argument) {
        try {
            return (int) IOCTL.invokeExact(s.state, fd, request, argument);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }
}
