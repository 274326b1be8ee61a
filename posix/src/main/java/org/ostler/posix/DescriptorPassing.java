package org.ostler.posix;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// One descriptor over a unix socket, as libvirt's RPC and QEMU's monitor do it: one data byte that
/// carries one `SCM_RIGHTS` control message.
///
/// Layouts, 64-bit (`bits/socket.h`): `msghdr` {0 name*, 8 namelen, 16 iov*, 24 iovlen, 32
/// control*, 40 controllen, 48 flags}; `iovec` {0 base*, 8 len}; `cmsghdr` {0 len, 8 level, 12
/// type, 16 data}. `CMSG_LEN(4)` is 20, `CMSG_SPACE(4)` is 24.
final class DescriptorPassing {
    private static final int SCM_RIGHTS = 1;

    /// `CMSG_LEN(4)`. As the room for receiving it leaves none for a second descriptor.
    private static final long ONE_DESCRIPTOR = 20;

    /// `CMSG_SPACE(4)`.
    private static final long SPACE = 24;

    private static final int MESSAGE = 0;
    private static final int VECTOR = 64;
    private static final int CONTROL = 96;
    private static final int BYTE = 128;

    private static final NativeFunction SENDMSG = NativeLibrary.LIBC.function("sendmsg");
    private static final NativeFunction RECVMSG = NativeLibrary.LIBC.function("recvmsg");

    private DescriptorPassing() {}

    /// Sends without blocking; false when the socket has no room.
    static boolean trySend(Fd socket, Fd passed, byte data) throws PosixException {
        int number = passed.enter("sendmsg");
        Scratch s = Scratch.take();
        try {
            // Sending: the length must be exactly that of one descriptor.
            prepare(s, s.address + BYTE, 1, SPACE);
            s.area.putLong(CONTROL, ONE_DESCRIPTOR);
            s.area.putInt(CONTROL + 8, SocketCalls.SOL_SOCKET);
            s.area.putInt(CONTROL + 12, SCM_RIGHTS);
            s.area.putInt(CONTROL + 16, number);
            s.area.putInt(CONTROL + 20, 0);
            s.area.put(BYTE, data);
            return send(s, socket) == 1;
        } finally {
            s.give();
            passed.leave();
        }
    }

    private static long send(Scratch s, Fd socket) throws PosixException {
        int fd = socket.enter("sendmsg");
        try {
            long n;
            do {
                n =
                        SENDMSG.call(
                                s,
                                fd,
                                s.address + MESSAGE,
                                SocketCalls.MSG_DONTWAIT | SocketCalls.MSG_NOSIGNAL);
            } while (n < 0 && s.errno() == Errno.EINTR);
            if (n < 0 && s.errno() != Errno.EAGAIN) {
                throw new PosixException("sendmsg", socket.subject(), s.errno());
            }
            return n;
        } finally {
            socket.leave();
        }
    }

    /// Reads exactly one byte, blocking, and takes the descriptor that came with it; empty at the
    /// end of the stream.
    ///
    /// Room is given for one descriptor only; the kernel closes any that the sender added.
    static Optional<Fd> receive(Fd socket) throws PosixException {
        ByteBuffer one = ByteBuffer.allocateDirect(1);
        List<Fd> received = new ArrayList<>(1);
        if (receive(socket, one, 0, received::add) < 0) {
            return Optional.empty();
        }
        if (received.isEmpty()) {
            // The peer sent a plain byte where it had announced a descriptor.
            throw new PosixException("recvmsg", socket.subject(), Errno.EBADF);
        }
        return Optional.of(received.getFirst());
    }

    /// Reads what is there, at most up to the end of one message that carried a descriptor.
    ///
    /// @param descriptors gets that descriptor; it belongs to the last byte read
    /// @return as [Fd#read]
    static int receive(Fd socket, ByteBuffer buffer, int flags, Consumer<Fd> descriptors)
            throws PosixException {
        MemorySegment memory = Fd.direct(buffer);
        if (memory.byteSize() == 0) {
            return 0;
        }
        int fd = socket.enter("recvmsg");
        Scratch s = Scratch.take();
        try {
            long n;
            do {
                prepare(s, memory.address(), memory.byteSize(), ONE_DESCRIPTOR);
                s.area.putLong(CONTROL, 0);
                n = RECVMSG.call(s, fd, s.address + MESSAGE, flags | SocketCalls.MSG_CMSG_CLOEXEC);
            } while (n < 0 && s.errno() == Errno.EINTR);
            if (n > 0 && s.area.getLong(MESSAGE + 40) != 0) {
                received(s.area, socket, descriptors);
            }
            return socket.advance(buffer, n, true, "recvmsg", s);
        } finally {
            Reference.reachabilityFence(buffer);
            s.give();
            socket.leave();
        }
    }

    private static void received(ByteBuffer m, Fd socket, Consumer<Fd> descriptors) {
        boolean one =
                m.getLong(MESSAGE + 40) >= ONE_DESCRIPTOR
                        && m.getLong(CONTROL) == ONE_DESCRIPTOR
                        && m.getInt(CONTROL + 8) == SocketCalls.SOL_SOCKET
                        && m.getInt(CONTROL + 12) == SCM_RIGHTS;
        if (one) {
            descriptors.accept(
                    Fd.own(m.getInt(CONTROL + 16), "descriptor received over " + socket.subject()));
        }
    }

    private static void prepare(Scratch s, long data, long length, long controlLength) {
        ByteBuffer m = s.area;
        m.putLong(MESSAGE, 0);
        m.putLong(MESSAGE + 8, 0);
        m.putLong(MESSAGE + 16, s.address + VECTOR);
        m.putLong(MESSAGE + 24, 1);
        m.putLong(MESSAGE + 32, s.address + CONTROL);
        m.putLong(MESSAGE + 40, controlLength);
        m.putLong(MESSAGE + 48, 0);
        m.putLong(VECTOR, data);
        m.putLong(VECTOR + 8, length);
    }
}
