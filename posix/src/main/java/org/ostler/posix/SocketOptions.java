package org.ostler.posix;

/// getsockopt(2) and setsockopt(2) for the few options that are used, at level `SOL_SOCKET`.
final class SocketOptions {
    private static final NativeFunction GETSOCKOPT = NativeLibrary.LIBC.function("getsockopt");
    private static final NativeFunction SETSOCKOPT = NativeLibrary.LIBC.function("setsockopt");

    /// Where in the scratch area the length of a value is.
    private static final int LENGTH = 64;

    private SocketOptions() {}

    /// An option whose value is one `int`.
    static int number(Fd socket, int option) throws PosixException {
        Scratch s = Scratch.take();
        try {
            get(s, socket, option, 4);
            return s.area.getInt(0);
        } finally {
            s.give();
        }
    }

    /// `SO_PEERCRED`: `struct ucred {pid_t pid; uid_t uid; gid_t gid;}`, `bits/socket.h`.
    static PeerCredentials peer(Fd socket) throws PosixException {
        Scratch s = Scratch.take();
        try {
            get(s, socket, SocketCalls.SO_PEERCRED, 12);
            return new PeerCredentials(s.area.getInt(0), s.area.getInt(4), s.area.getInt(8));
        } finally {
            s.give();
        }
    }

    /// `SO_SNDTIMEO`, which also bounds connect(2) on a unix socket; 0 is no limit.
    static void sendTimeout(Fd socket, long nanos) throws PosixException {
        timeout(socket, SocketCalls.SO_SNDTIMEO, nanos);
    }

    /// `SO_RCVTIMEO`: how long a read that blocks waits; 0 is no limit.
    static void receiveTimeout(Fd socket, long nanos) throws PosixException {
        timeout(socket, SocketCalls.SO_RCVTIMEO, nanos);
    }

    /// `struct timeval` of two longs.
    private static void timeout(Fd socket, int option, long nanos) throws PosixException {
        Scratch s = Scratch.take();
        try {
            s.area.putLong(0, nanos / 1_000_000_000);
            s.area.putLong(8, nanos % 1_000_000_000 / 1000);
            int fd = socket.enter("setsockopt");
            try {
                int n = (int) SETSOCKOPT.call(s, fd, SocketCalls.SOL_SOCKET, option, s.address, 16);
                if (n < 0) {
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
        s.area.putInt(LENGTH, size);
        int fd = socket.enter("getsockopt");
        try {
            int n =
                    (int)
                            GETSOCKOPT.call(
                                    s,
                                    fd,
                                    SocketCalls.SOL_SOCKET,
                                    option,
                                    s.address,
                                    s.address + LENGTH);
            if (n < 0) {
                throw new PosixException("getsockopt", socket.subject(), s.errno());
            }
        } finally {
            socket.leave();
        }
    }
}
