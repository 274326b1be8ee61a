package org.ostler.posix;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Waits for any of many descriptors to have something to read (epoll(7)); what that costs does not
/// depend on how many there are.
///
/// Each descriptor is told once: after [#await] has named its token it is silent until [#rearm].
/// The kernel forgets a descriptor when it is closed.
///
/// [#watch], [#rearm] and [#silence] may be called from any thread, also while another waits;
/// [#await] and [#token] by one thread. Numbers and `struct epoll_event {uint32_t events; uint64_t
/// data;}`, which is packed on x86_64 and nowhere else: `sys/epoll.h`.
public final class Epoll implements AutoCloseable {
    private static final NativeFunction CREATE = NativeLibrary.LIBC.function("epoll_create1");
    private static final NativeFunction CONTROL = NativeLibrary.LIBC.function("epoll_ctl");
    private static final NativeFunction WAIT = NativeLibrary.LIBC.function("epoll_wait");

    private static final int EPOLL_CLOEXEC = 0x80000;
    private static final int EPOLL_CTL_ADD = 1;
    private static final int EPOLL_CTL_MOD = 3;
    private static final int EPOLLIN = 1;
    private static final int EPOLLONESHOT = 1 << 30;

    private static final boolean PACKED = System.getProperty("os.arch", "").equals("amd64");
    private static final int EVENT_BYTES = PACKED ? 12 : 16;
    private static final int DATA = PACKED ? 4 : 8;
    private static final int EVENTS_MAX = 64;

    /// The token of [#wake], which nobody else has.
    private static final long WAKE = -1;

    private final Fd fd;
    private final Eventfd wake;
    private final NativeMemory events;
    private final AtomicBoolean closing = new AtomicBoolean();

    /// Who waits, and this object until it is closed.
    private final AtomicInteger users = new AtomicInteger(1);

    private Epoll(Fd fd, Eventfd wake) {
        this.fd = fd;
        this.wake = wake;
        this.events = NativeMemory.in(Arena.ofAuto(), EVENTS_MAX * EVENT_BYTES, 16);
    }

    public static Epoll create() throws PosixException {
        Eventfd wake = Eventfd.create();
        try {
            Epoll made = new Epoll(opened(), wake);
            made.control(EPOLL_CTL_ADD, wake.fd(), EPOLLIN, WAKE);
            return made;
        } catch (PosixException e) {
            wake.close();
            throw e;
        }
    }

    private static Fd opened() throws PosixException {
        Scratch s = Scratch.take();
        try {
            int n = (int) CREATE.call(s, EPOLL_CLOEXEC);
            if (n < 0) {
                throw new PosixException("epoll_create1", "epoll", s.errno());
            }
            return Fd.own(n, "epoll");
        } finally {
            s.give();
        }
    }

    /// Takes in a descriptor: the next time that something can be read from it, or its end has been
    /// reached, is told.
    ///
    /// @param token at least 0, what it is called in [#token]
    /// @throws PosixException also `ENOSPC` when the user watches as many as he may, and `EBADF`
    ///   when it is closed
    public void watch(Fd watched, long token) throws PosixException {
        control(EPOLL_CTL_ADD, watched, EPOLLIN | EPOLLONESHOT, token);
    }

    /// As [#watch] for a descriptor that was taken in before.
    public void rearm(Fd watched, long token) throws PosixException {
        control(EPOLL_CTL_MOD, watched, EPOLLIN | EPOLLONESHOT, token);
    }

    /// Tells no more of a descriptor until [#rearm], but for its end.
    public void silence(Fd watched, long token) throws PosixException {
        control(EPOLL_CTL_MOD, watched, EPOLLONESHOT, token);
    }

    private void control(int operation, Fd watched, int wanted, long token) throws PosixException {
        int number = watched.enter("epoll_ctl");
        try {
            int epoll = fd.enter("epoll_ctl");
            Scratch s = Scratch.take();
            try {
                s.area.putInt(0, wanted);
                s.area.putLong(DATA, token);
                if ((int) CONTROL.call(s, epoll, operation, number, s.address) < 0) {
                    throw new PosixException("epoll_ctl", watched.subject(), s.errno());
                }
            } finally {
                s.give();
                fd.leave();
            }
        } finally {
            watched.leave();
        }
    }

    /// Waits for at least one descriptor. Blocks the calling platform thread.
    ///
    /// @return how many have something; -1 once it is closed
    public int await() throws PosixException {
        for (; ; ) {
            int n = awaitAny();
            if (n < 0) {
                return n;
            }
            int others = withoutWake(n);
            if (others > 0) {
                return others;
            }
        }
    }

    private int awaitAny() throws PosixException {
        users.incrementAndGet();
        int epoll;
        try {
            epoll = fd.enter("epoll_wait");
        } catch (PosixException closed) {
            leave();
            return -1;
        }
        Scratch s = Scratch.take();
        try {
            int n = (int) WAIT.call(s, epoll, events.address(), EVENTS_MAX, -1);
            if (n < 0 && s.errno() != Errno.EINTR) {
                throw new PosixException("epoll_wait", "epoll", s.errno());
            }
            return fd.isClosed() ? -1 : Math.max(n, 0);
        } finally {
            s.give();
            fd.leave();
            leave();
        }
    }

    /// A wake-up that is closed wakes nobody: the last one who needs it closes it.
    private void leave() {
        if (users.decrementAndGet() == 0) {
            wake.close();
        }
    }

    /// Leaves the event that only woke out; the last one takes its place.
    private int withoutWake(int count) {
        ByteBuffer all = events.bytes();
        for (int i = 0; i < count; i++) {
            if (token(i) == WAKE) {
                all.putLong(i * EVENT_BYTES + DATA, token(count - 1));
                return count - 1;
            }
        }
        return count;
    }

    /// The token of a descriptor that the last [#await] found.
    ///
    /// @param index less than what it returned
    public long token(int index) {
        return events.bytes().getLong(index * EVENT_BYTES + DATA);
    }

    /// Ends it and wakes [#await]. Descriptors that it watched stay open.
    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            fd.close();
            wake.signal();
            leave();
        }
    }
}
