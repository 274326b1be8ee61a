package org.ostler.posix;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A counter in the kernel that wakes a poll (eventfd(2)): [#signal()] makes it readable until
/// [#drain()].
///
/// Thread-safe; neither call blocks.
public final class Eventfd implements AutoCloseable {
    private static final NativeFunction EVENTFD = NativeLibrary.LIBC.function("eventfd");

    /// `EFD_CLOEXEC | EFD_NONBLOCK`, `sys/eventfd.h`.
    private static final int FLAGS = 0x80000 | 0x800;

    private final Fd fd;

    private Eventfd(Fd fd) {
        this.fd = fd;
    }

    public static Eventfd create() throws PosixException {
        Scratch s = Scratch.take();
        try {
            int n = (int) EVENTFD.call(s, 0, FLAGS);
            if (n < 0) {
                throw new PosixException("eventfd", "0", s.errno());
            }
            return new Eventfd(Fd.own(n, "eventfd"));
        } finally {
            s.give();
        }
    }

    /// Makes it readable. On a closed one it does nothing: there is nobody left to wake.
    public void signal() {
        ByteBuffer one = ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder()).putLong(0, 1);
        try {
            fd.write(one);
        } catch (PosixException e) {
            if (!e.is(Errno.EBADF)) {
                throw new AssertionError("an eventfd refused a write", e);
            }
        }
    }

    /// Makes it unreadable again; whether it had been signalled.
    public boolean drain() throws PosixException {
        return fd.read(ByteBuffer.allocateDirect(8)) > 0;
    }

    /// For polling; it stays this object's.
    public Fd fd() {
        return fd;
    }

    @Override
    public void close() {
        fd.close();
    }
}
