package org.ostler.posix;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.time.Duration;

/// Waits until one of one or two descriptors is ready (poll(2)).
///
/// Thread-safe and stateless. Numbers and `struct pollfd {int fd; short events; short revents;}`:
/// `asm-generic/poll.h`.
public final class Poll {
    /// Something can be read, or the end has been reached.
    public static final short READABLE = 0x001;

    /// There is room to write.
    public static final short WRITABLE = 0x004;

    /// Reported whether asked for or not: an error is pending.
    public static final short ERROR = 0x008;

    /// Reported whether asked for or not: the other side is gone.
    public static final short HANG_UP = 0x010;

    /// A wait without end.
    static final long FOREVER = Long.MAX_VALUE;

    private static final NativeFunction POLL = NativeLibrary.LIBC.function("poll");

    private Poll() {}

    /// Waits for `events` on one descriptor.
    ///
    /// @param timeout rounded up to milliseconds; zero asks without waiting
    /// @return the events that are there, 0 after the timeout
    public static short await(Fd fd, short events, Duration timeout) throws PosixException {
        return (short) await(fd, events, null, (short) 0, nanos(timeout));
    }

    /// Waits for `events` on `fd` or until `wake` becomes readable.
    ///
    /// @return the events of `fd`; 0 after the timeout or when only `wake` is ready
    public static short await(Fd fd, short events, Eventfd wake, Duration timeout)
            throws PosixException {
        return (short) await(fd, events, wake.fd(), READABLE, nanos(timeout));
    }

    /// Waits for one or two descriptors: the first one's events, and the second one's shifted by
    /// 16.
    static int await(
            Fd first, short firstEvents, @Nullable Fd second, short secondEvents, long timeoutNanos)
            throws PosixException {
        long start = System.nanoTime();
        Scratch s = Scratch.take();
        int a = first.enter("poll");
        try {
            int b = second == null ? -1 : second.enter("poll");
            try {
                return poll(s, a, firstEvents, b, secondEvents, start, timeoutNanos);
            } finally {
                if (second != null) {
                    second.leave();
                }
            }
        } finally {
            first.leave();
            s.give();
        }
    }

    private static int poll(
            Scratch s, int a, short wantA, int b, short wantB, long start, long nanos)
            throws PosixException {
        ByteBuffer m = s.area;
        for (; ; ) {
            m.putInt(0, a);
            m.putShort(4, wantA);
            m.putShort(6, (short) 0);
            m.putInt(8, b);
            m.putShort(12, wantB);
            m.putShort(14, (short) 0);
            int n = (int) POLL.call(s, s.address, b < 0 ? 1 : 2, millisLeft(start, nanos));
            if (n > 0) {
                return (m.getShort(14) << 16) | (m.getShort(6) & 0xffff);
            }
            if (n < 0 && s.errno() != Errno.EINTR) {
                throw new PosixException("poll", "fd " + a, s.errno());
            }
            if (n == 0 && nanos != FOREVER && System.nanoTime() - start >= nanos) {
                return 0;
            }
        }
    }

    /// A duration in nanoseconds; one of more than 292 years is forever.
    static long nanos(Duration timeout) {
        return timeout.toSeconds() > FOREVER / 1_000_000_001L ? FOREVER : timeout.toNanos();
    }

    private static int millisLeft(long start, long nanos) {
        if (nanos == FOREVER) {
            return -1;
        }
        long left = nanos - (System.nanoTime() - start);
        return left <= 0 ? 0 : (int) Math.min((left + 999_999) / 1_000_000, Integer.MAX_VALUE);
    }
}
