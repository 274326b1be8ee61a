package org.ostler.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The socket functions of libc, bare: results and errno as C gives them.
///
/// Numbers from `bits/socket.h`, `bits/socket_type.h` and `asm-generic/socket.h` (same on x86_64
/// and aarch64).
final class SocketCalls {
    static final int AF_UNIX = 1;
    static final int SOCK_STREAM = 1;
    static final int SOCK_CLOEXEC = 0x80000;

    static final int SOL_SOCKET = 1;
    static final int SO_TYPE = 3;
    static final int SO_PEERCRED = 17;
    static final int SO_SNDTIMEO = 21;
    static final int SO_ACCEPTCONN = 30;
    static final int SO_DOMAIN = 39;

    static final int MSG_DONTWAIT = 0x40;
    static final int MSG_NOSIGNAL = 0x4000;
    static final int MSG_CMSG_CLOEXEC = 0x40000000;

    static final int SHUT_RD = 0;
    static final int SHUT_WR = 1;
    static final int SHUT_RDWR = 2;

    private static final MethodHandle SOCKET = ints("socket", 3);
    private static final MethodHandle LISTEN = ints("listen", 2);
    private static final MethodHandle SHUTDOWN = ints("shutdown", 2);
    private static final MethodHandle BIND =
            Libc.link("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle CONNECT =
            Libc.link("connect", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle ACCEPT4 =
            Libc.link(
                    "accept4",
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
    private static final MethodHandle SEND = transfer("send");
    private static final MethodHandle RECV = transfer("recv");

    private SocketCalls() {}

    private static MethodHandle ints(String name, int count) {
        return Libc.link(
                name,
                count == 3
                        ? FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT)
                        : FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    }

    private static MethodHandle transfer(String name) {
        return Libc.link(
                name, FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    }

    static int socket(Scratch s, int domain, int type) {
        try {
            return (int) SOCKET.invokeExact(s.state, domain, type, 0);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    static int listen(Scratch s, int fd, int backlog) {
        try {
            return (int) LISTEN.invokeExact(s.state, fd, backlog);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    static int shutdown(Scratch s, int fd, int how) {
        try {
            return (int) SHUTDOWN.invokeExact(s.state, fd, how);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    static int bind(Scratch s, int fd, MemorySegment address) {
        try {
            return (int) BIND.invokeExact(s.state, fd, address, (int) address.byteSize());
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    static int connect(Scratch s, int fd, MemorySegment address) {
        try {
            return (int) CONNECT.invokeExact(s.state, fd, address, (int) address.byteSize());
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    static int accept(Scratch s, int fd) {
        try {
            return (int)
                    ACCEPT4.invokeExact(
                            s.state, fd, MemorySegment.NULL, MemorySegment.NULL, SOCK_CLOEXEC);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    static long send(Scratch s, int fd, MemorySegment m, int flags) {
        try {
            return (long) SEND.invokeExact(s.state, fd, m, m.byteSize(), flags);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    static long recv(Scratch s, int fd, MemorySegment m, int flags) {
        try {
            return (long) RECV.invokeExact(s.state, fd, m, m.byteSize(), flags);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }
}
