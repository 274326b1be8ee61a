package org.ostler.posix;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A connected unix stream socket: reads that block, writes that do not, descriptors, and who the
/// peer is.
///
/// Thread-safe: one thread may read while others write. [#shutdown()] and [#close()] wake a thread
/// that is blocked here; it then sees the end of the stream.
public final class UnixSocket implements AutoCloseable {
    private final Fd fd;

    private UnixSocket(Fd fd) {
        this.fd = fd;
    }

    /// Takes over a connected stream socket.
    public static UnixSocket adopt(Fd connected) {
        return new UnixSocket(connected);
    }

    /// Connects to a listening socket.
    ///
    /// @param path at most 107 bytes
    /// @param timeout how long to wait while the listener's backlog is full; then `ETIMEDOUT`
    public static UnixSocket connect(Path path, Duration timeout) throws PosixException {
        Fd fd = socket(path.toString());
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = UnixAddress.of(arena, path, "connect");
            // At least a microsecond, for 0 would mean no limit.
            SocketOptions.sendTimeout(fd, Math.max(1000, Math.min(Poll.nanos(timeout), HOUR)));
            int errno = connect(fd, address);
            if (errno != 0) {
                throw new PosixException(
                        "connect",
                        path.toString(),
                        errno == Errno.EAGAIN ? Errno.ETIMEDOUT : errno);
            }
            SocketOptions.sendTimeout(fd, 0);
            return new UnixSocket(fd);
        } catch (PosixException | RuntimeException e) {
            fd.close();
            throw e;
        }
    }

    private static final long HOUR = 3_600_000_000_000L;

    /// @return 0 or the errno
    private static int connect(Fd socket, MemorySegment address) throws PosixException {
        int fd = socket.enter("connect");
        Scratch s = Scratch.take();
        try {
            int n;
            do {
                n = SocketCalls.connect(s, fd, address);
            } while (n < 0 && s.errno() == Errno.EINTR);
            return n < 0 ? s.errno() : 0;
        } finally {
            s.give();
            socket.leave();
        }
    }

    static Fd socket(String subject) throws PosixException {
        Scratch s = Scratch.take();
        try {
            int n =
                    SocketCalls.socket(
                            s,
                            SocketCalls.AF_UNIX,
                            SocketCalls.SOCK_STREAM | SocketCalls.SOCK_CLOEXEC);
            if (n < 0) {
                throw new PosixException("socket", subject, s.errno());
            }
            return Fd.own(n, subject);
        } finally {
            s.give();
        }
    }

    /// Two sockets connected with each other (socketpair(2)).
    public static List<UnixSocket> pair() throws PosixException {
        Scratch s = Scratch.take();
        try {
            if (Pairing.socketpair(s) < 0) {
                throw new PosixException("socketpair", "AF_UNIX", s.errno());
            }
            return List.of(
                    new UnixSocket(Fd.own(s.area.getInt(0), "socketpair")),
                    new UnixSocket(Fd.own(s.area.getInt(4), "socketpair")));
        } finally {
            s.give();
        }
    }

    /// Bounds every read that blocks: it returns 0 when nothing has come for so long.
    ///
    /// @param timeout at least a microsecond
    public void limitReads(Duration timeout) throws PosixException {
        SocketOptions.receiveTimeout(fd, Math.max(1000, Poll.nanos(timeout)));
    }

    /// Reads into a direct buffer, blocking until something is there.
    ///
    /// @return bytes read, -1 at the end of the stream (also after a shutdown here); 0 only for a
    ///   full buffer
    public int read(ByteBuffer buffer) throws PosixException {
        return receive(buffer, 0);
    }

    /// As [#read] but without blocking: 0 when nothing is there.
    public int tryRead(ByteBuffer buffer) throws PosixException {
        return receive(buffer, SocketCalls.MSG_DONTWAIT);
    }

    private int receive(ByteBuffer buffer, int flags) throws PosixException {
        MemorySegment memory = Fd.direct(buffer);
        if (memory.byteSize() == 0) {
            return 0;
        }
        int number = fd.enter("recv");
        Scratch s = Scratch.take();
        try {
            long n;
            do {
                n = SocketCalls.recv(s, number, memory, flags);
            } while (n < 0 && s.errno() == Errno.EINTR);
            return fd.advance(buffer, n, true, "recv", s);
        } finally {
            s.give();
            fd.leave();
        }
    }

    /// As [#read], and takes the descriptor that came with the bytes, if any.
    ///
    /// The kernel ends such a read with the message that carried a descriptor, so that at most one
    /// arrives and it belongs to the last byte read; the receiver must close it.
    public int read(ByteBuffer buffer, Consumer<Fd> descriptors) throws PosixException {
        return DescriptorPassing.receive(fd, buffer, 0, descriptors);
    }

    /// As [#read(ByteBuffer, Consumer)] but without blocking: 0 when nothing is there.
    public int tryRead(ByteBuffer buffer, Consumer<Fd> descriptors) throws PosixException {
        return DescriptorPassing.receive(fd, buffer, SocketCalls.MSG_DONTWAIT, descriptors);
    }

    /// Writes what fits of a direct buffer, without blocking; 0 when there is no room.
    public int tryWrite(ByteBuffer buffer) throws PosixException {
        MemorySegment memory = Fd.direct(buffer);
        if (memory.byteSize() == 0) {
            return 0;
        }
        int number = fd.enter("send");
        Scratch s = Scratch.take();
        try {
            long n;
            do {
                n =
                        SocketCalls.send(
                                s,
                                number,
                                memory,
                                SocketCalls.MSG_DONTWAIT | SocketCalls.MSG_NOSIGNAL);
            } while (n < 0 && s.errno() == Errno.EINTR);
            return fd.advance(buffer, n, false, "send", s);
        } finally {
            s.give();
            fd.leave();
        }
    }

    /// Writes all of a direct buffer, waiting for room.
    ///
    /// @throws PosixException `ETIMEDOUT` when not all went out in time; part of it may have
    public void writeFully(ByteBuffer buffer, Duration timeout) throws PosixException {
        long nanos = Poll.nanos(timeout);
        long start = System.nanoTime();
        while (buffer.hasRemaining()) {
            if (tryWrite(buffer) == 0 && !awaitWritable(left(start, nanos))) {
                throw new PosixException("send", fd.subject(), Errno.ETIMEDOUT);
            }
        }
    }

    private static Duration left(long start, long nanos) {
        return Duration.ofNanos(Math.max(0, nanos - (System.nanoTime() - start)));
    }

    /// Waits until a read would not block; false after the timeout.
    public boolean awaitReadable(Duration timeout) throws PosixException {
        return Poll.await(fd, Poll.READABLE, timeout) != 0;
    }

    /// Waits until there is room to write (or the peer is gone); false after the timeout.
    public boolean awaitWritable(Duration timeout) throws PosixException {
        return Poll.await(fd, Poll.WRITABLE, timeout) != 0;
    }

    /// Passes a descriptor with one zero byte, without blocking; false when there is no room. The
    /// caller keeps `passed`.
    public boolean trySendDescriptor(Fd passed) throws PosixException {
        return DescriptorPassing.trySend(fd, passed, (byte) 0);
    }

    /// As [#trySendDescriptor], waiting for room.
    public void sendDescriptor(Fd passed, Duration timeout) throws PosixException {
        long nanos = Poll.nanos(timeout);
        long start = System.nanoTime();
        while (!trySendDescriptor(passed)) {
            if (!awaitWritable(left(start, nanos))) {
                throw new PosixException("sendmsg", fd.subject(), Errno.ETIMEDOUT);
            }
        }
    }

    /// Reads exactly one byte, blocking, with the descriptor that came with it; empty at the end of
    /// the stream.
    ///
    /// @throws PosixException `EBADF` when the byte came without a descriptor
    public Optional<Fd> receiveDescriptor() throws PosixException {
        return DescriptorPassing.receive(fd);
    }

    /// Who connected, or who listens.
    public PeerCredentials peer() throws PosixException {
        return SocketOptions.peer(fd);
    }

    /// Ends both directions and wakes every thread that is blocked here. Does nothing on a closed
    /// socket.
    public void shutdown() {
        shutdown(fd, SocketCalls.SHUT_RDWR);
    }

    /// Ends our direction: the peer reads the end of the stream after what is under way.
    public void shutdownOutput() {
        shutdown(fd, SocketCalls.SHUT_WR);
    }

    /// Errors (the peer is gone already) leave nothing to do.
    static void shutdown(Fd socket, int how) {
        int number;
        try {
            number = socket.enter("shutdown");
        } catch (PosixException alreadyClosed) {
            return;
        }
        Scratch s = Scratch.take();
        try {
            SocketCalls.shutdown(s, number, how);
        } finally {
            s.give();
            socket.leave();
        }
    }

    /// The descriptor, for polling together with others; it stays this object's.
    public Fd fd() {
        return fd;
    }

    /// Shuts down, so that no thread stays blocked, and closes.
    @Override
    public void close() {
        shutdown();
        fd.close();
    }

    @Override
    public String toString() {
        return "unix socket " + fd;
    }

    private static final class Pairing {
        private static final NativeFunction SOCKETPAIR = NativeLibrary.LIBC.function("socketpair");

        /// Leaves the two numbers at the start of the scratch area.
        static int socketpair(Scratch s) {
            return (int)
                    SOCKETPAIR.call(
                            s,
                            SocketCalls.AF_UNIX,
                            SocketCalls.SOCK_STREAM | SocketCalls.SOCK_CLOEXEC,
                            0,
                            s.address);
        }
    }
}
