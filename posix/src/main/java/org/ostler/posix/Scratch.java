package org.ostler.posix;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// Native memory for the duration of one system call: where errno is captured, and room for small
/// structures.
///
/// A platform thread has one of its own for life. Virtual threads are many and short-lived, so they
/// borrow from a fixed set of slots and only allocate when those are all taken. Whoever
/// [takes][#take()] it owns it until he [gives][#give()] it back, and makes no other call of this
/// package in between, except that he may copy a [CString] once he has errno: that leaves the area
/// alone.
final class Scratch {
    /// Bytes of [#area], enough for `msghdr`, `iovec`, one control message and `sockaddr_un`.
    static final int AREA = 448;

    private static final int SLOTS = 32;
    private static final AtomicReferenceArray<Scratch> POOL = new AtomicReferenceArray<>(SLOTS);
    private static final ThreadLocal<Scratch> OF_PLATFORM_THREAD =
            ThreadLocal.withInitial(Scratch::new);

    /// Passed as the first argument of every handle.
    final MemorySegment state;

    /// In native byte order, for absolute access; contents left over from the previous call.
    final ByteBuffer area;

    /// Where [#area] is, 16-byte aligned.
    final long address;

    private final ByteBuffer errno;

    private Scratch() {
        MemorySegment all = Arena.ofAuto().allocate(64 + AREA, 16);
        state = all.asSlice(0, Linker.Option.captureStateLayout());
        // On Linux errno is all the state there is.
        errno = state.asByteBuffer().order(ByteOrder.nativeOrder());
        area = all.asSlice(64, AREA).asByteBuffer().order(ByteOrder.nativeOrder());
        address = all.address() + 64;
    }

    static Scratch take() {
        Thread thread = Thread.currentThread();
        if (!thread.isVirtual()) {
            return OF_PLATFORM_THREAD.get();
        }
        int home = (int) thread.threadId() & (SLOTS - 1);
        for (int i = 0; i < 4; i++) {
            Scratch s = POOL.getAndSet((home + i) & (SLOTS - 1), null);
            if (s != null) {
                return s;
            }
        }
        return new Scratch();
    }

    void give() {
        Thread thread = Thread.currentThread();
        if (thread.isVirtual()) {
            POOL.setRelease((int) thread.threadId() & (SLOTS - 1), this);
        }
    }

    /// errno of the call just made.
    int errno() {
        return errno.getInt(0);
    }
}
