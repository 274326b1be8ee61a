package org.ostler.posix;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

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
    static final int SO_RCVTIMEO = 20;
    static final int SO_SNDTIMEO = 21;
    static final int SO_ACCEPTCONN = 30;
    static final int SO_DOMAIN = 39;

    static final int MSG_DONTWAIT = 0x40;
    static final int MSG_NOSIGNAL = 0x4000;
    static final int MSG_CMSG_CLOEXEC = 0x40000000;

    static final int SHUT_RD = 0;
    static final int SHUT_WR = 1;
    static final int SHUT_RDWR = 2;

    private static final NativeFunction SOCKET = NativeLibrary.LIBC.function("socket");
    private static final NativeFunction BIND = NativeLibrary.LIBC.function("bind");
    private static final NativeFunction LISTEN = NativeLibrary.LIBC.function("listen");
    private static final NativeFunction CONNECT = NativeLibrary.LIBC.function("connect");
    private static final NativeFunction SHUTDOWN = NativeLibrary.LIBC.function("shutdown");
    private static final NativeFunction ACCEPT4 = NativeLibrary.LIBC.function("accept4");
    private static final NativeFunction SEND = NativeLibrary.LIBC.function("send");
    private static final NativeFunction RECV = NativeLibrary.LIBC.function("recv");

    private SocketCalls() {}

    static int socket(Scratch s, int domain, int type) {
        return (int) SOCKET.call(s, domain, type, 0);
    }

    static int listen(Scratch s, int fd, int backlog) {
        return (int) LISTEN.call(s, fd, backlog);
    }

    static int shutdown(Scratch s, int fd, int how) {
        return (int) SHUTDOWN.call(s, fd, how);
    }

    static int bind(Scratch s, int fd, MemorySegment address) {
        try {
            return (int) BIND.call(s, fd, address.address(), address.byteSize());
        } finally {
            Reference.reachabilityFence(address);
        }
    }

    static int connect(Scratch s, int fd, MemorySegment address) {
        try {
            return (int) CONNECT.call(s, fd, address.address(), address.byteSize());
        } finally {
            Reference.reachabilityFence(address);
        }
    }

    static int accept(Scratch s, int fd) {
        return (int) ACCEPT4.call(s, fd, 0, 0, SOCK_CLOEXEC);
    }

    static long send(Scratch s, int fd, MemorySegment m, int flags) {
        try {
            return SEND.call(s, fd, m.address(), m.byteSize(), flags);
        } finally {
            Reference.reachabilityFence(m);
        }
    }

    static long recv(Scratch s, int fd, MemorySegment m, int flags) {
        try {
            return RECV.call(s, fd, m.address(), m.byteSize(), flags);
        } finally {
            Reference.reachabilityFence(m);
        }
    }
}
