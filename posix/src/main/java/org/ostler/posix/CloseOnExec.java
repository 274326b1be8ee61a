package org.ostler.posix;

/// Keeps this process's descriptors away from the processes that a C library forks.
///
/// Everything that this module opens is close-on-exec; the JDK does not mark all that it opens, for
/// it closes them itself in the processes that *it* starts. Another's child would inherit them: a
/// device model would keep the daemon's sockets open for as long as its guest lives.
public final class CloseOnExec {
    // asm-generic/unistd.h; x86_64 has the same. Through syscall(2), for glibc before 2.34 has no
    // wrapper.
    private static final long SYS_CLOSE_RANGE = 436;

    /// `CLOSE_RANGE_CLOEXEC`, `linux/close_range.h`.
    private static final int MARK = 4;

    private static final int FIRST_AFTER_STANDARD_STREAMS = 3;
    private static final long LAST = 0xffff_ffffL;

    private static final NativeFunction SYSCALL = NativeLibrary.LIBC.function("syscall");

    private CloseOnExec() {}

    /// Marks every descriptor but the standard streams. Does nothing on a kernel (before 5.11) that
    /// cannot do it in one call.
    public static void markAll() {
        SYSCALL.call(SYS_CLOSE_RANGE, FIRST_AFTER_STANDARD_STREAMS, LAST, MARK);
    }
}
