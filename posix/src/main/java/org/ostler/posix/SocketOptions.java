package org.ostler.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// getsockopt(2) and setsockopt(2) for the few options that are used, at level `SOL_SOCKET`.
final class SocketOptions {
    private static final MethodHandle GETSOCKOPT =
            Libc.link(
                    "getsockopt",
                    FunctionDescriptor.of(
                            JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle SETSOCKOPT =
            Libc.link(
                    "setsockopt",
                    FunctionDescriptor.of(
                            JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));

    private SocketOptions() {}

    /// An option whose value is one `int`.
    static int number(Fd socket, int option) throws PosixException {
        Scratch s = Scratch.take();
        try {
            get(s, socket, option, 4);
            return s.area.get(JAVA_INT, 0);
        } finally {
            s.give();
        }
    }

    /// `SO_PEERCRED`: `struct ucred {pid_t pid; uid_t uid; gid_t gid;}`, `bits/socket.h`.
    static PeerCredentials peer(Fd socket) throws PosixException {
        Scratch s = Scratch.take();
        try {
            get(s, socket, SocketCalls.SO_PEERCRED, 12);
            return new PeerCredentials(
                    s.area.get(JAVA_INT, 0), s.area.get(JAVA_INT, 4), s.area.get(JAVA_INT, 8));
        } finally {
            s.give();
        }
    }

    /// `SO_SNDTIMEO`, which also bounds connect(2) on a unix socket: `struct timeval` of two longs;
    /// 0 is no limit.
    static void sendTimeout(Fd socket, long nanos) throws PosixException {
        Scratch s = Scratch.take();
        try {
            s.area.set(JAVA_LONG, 0, nanos / 1_000_000_000);
            s.area.set(JAVA_LONG, 8, nanos % 1_000_000_000 / 1000);
            int fd = socket.enter("setsockopt");
            try {
                if (set(s, fd, SocketCalls.SO_SNDTIMEO, 16) < 0) {
                    throw new PosixException("setsockopt", socket.subject(), s.errno());
                }
            } finally {
                socket.leave();
            }
        } finally {
            s.give();
        }
    }

    /// Leaves the value at the start of the scratch area.
    private static void get(Scratch s, Fd socket, int option, int size) throws PosixException {
        MemorySegment length = s.area.asSlice(64, 4);
        length.set(JAVA_INT, 0, size);
        int fd = socket.enter("getsockopt");
        try {
            if (get(s, fd, option, length) < 0) {
                throw new PosixException("getsockopt", socket.subject(), s.errno());
            }
        } finally {
            socket.leave();
        }
    }

    private static int get(Scratch s, int fd, int option, MemorySegment length) {
        try {
            return (int)
                    GETSOCKOPT.invokeExact(
                            s.state, fd, SocketCalls.SOL_SOCKET, option, s.area, length);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    private static int set(Scratch s, int fd, int option, int size) {
        try {
            return (int)
                    SETSOCKOPT.invokeExact(
                            s.state, fd, SocketCalls.SOL_SOCKET, option, s.area, size);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }
}
