package org.ostler.posix;

import java.time.Duration;

/// A process that can be watched and signalled without the danger that its pid is reused
/// (pidfd_open(2)); it need not be a child of ours.
///
/// Check that it is the process you mean (its start time, its command line) *after* opening: from
/// then on this object stands for that one process. Thread-safe.
public final class Pidfd implements AutoCloseable {
    public static final int SIGNAL_HANGUP = 1;
    public static final int SIGNAL_KILL = 9;
    public static final int SIGNAL_TERM = 15;
    public static final int SIGNAL_CONTINUE = 18;
    public static final int SIGNAL_STOP = 19;

    // asm-generic/unistd.h; x86_64 has the same. Through syscall(2), for glibc before 2.36 has no
    // wrapper.
    private static final long SYS_PIDFD_SEND_SIGNAL = 424;
    private static final long SYS_PIDFD_OPEN = 434;

    private static final NativeFunction SYSCALL = NativeLibrary.LIBC.function("syscall");

    private final Fd fd;
    private final long pid;

    private Pidfd(Fd fd, long pid) {
        this.fd = fd;
        this.pid = pid;
    }

    /// Opens a running process, or one that has ended and was not reaped.
    ///
    /// @throws PosixException `ESRCH` when there is no such process
    public static Pidfd open(long pid) throws PosixException {
        Scratch s = Scratch.take();
        try {
            // A pidfd is close-on-exec always.
            long n = SYSCALL.call(s, SYS_PIDFD_OPEN, pid, 0);
            if (n < 0) {
                throw new PosixException("pidfd_open", "pid " + pid, s.errno());
            }
            return new Pidfd(Fd.own((int) n, "pidfd of " + pid), pid);
        } finally {
            s.give();
        }
    }

    /// Waits until the process has ended; false after the timeout. Blocks the calling platform
    /// thread.
    public boolean await(Duration timeout) throws PosixException {
        return (Poll.await(fd, Poll.READABLE, timeout) & Poll.READABLE) != 0;
    }

    /// As [#await(Duration)], but returns at once when `wake` is signalled.
    public boolean await(Eventfd wake, Duration timeout) throws PosixException {
        return (Poll.await(fd, Poll.READABLE, wake, timeout) & Poll.READABLE) != 0;
    }

    public boolean hasEnded() throws PosixException {
        return await(Duration.ZERO);
    }

    /// Sends a signal.
    ///
    /// @return false when the process has ended and been reaped already
    public boolean signal(int signal) throws PosixException {
        int number = fd.enter("pidfd_send_signal");
        Scratch s = Scratch.take();
        try {
            if (SYSCALL.call(s, SYS_PIDFD_SEND_SIGNAL, number, signal, 0, 0) == 0) {
                return true;
            }
            if (s.errno() == Errno.ESRCH) {
                return false;
            }
            throw new PosixException("pidfd_send_signal", "pid " + pid, s.errno());
        } finally {
            s.give();
            fd.leave();
        }
    }

    public long pid() {
        return pid;
    }

    @Override
    public void close() {
        fd.close();
    }

    @Override
    public String toString() {
        return fd.toString();
    }
}
