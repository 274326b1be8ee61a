package org.ostler.posix;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Set;

/// Owner of one file descriptor: always close-on-exec, closed exactly once, never used after it is
/// closed.
///
/// Thread-safe. A call in progress holds the descriptor open: [#close()] marks it closed at once
/// (later calls fail with `EBADF`) and the number goes back to the kernel when the last call in
/// progress has left, so a number that was reused can never be hit. Closing does not wake a call
/// that is blocked; sockets are woken by shutdown, others by polling together with an [Eventfd].
public final class Fd implements AutoCloseable {
    private static final int CLOSED = 1 << 30;
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Fd.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int number;
    private final String subject;

    /// Number of calls in progress, plus [#CLOSED].
    private volatile int state;

    private Fd(int number, String subject) {
        this.number = number;
        this.subject = subject;
    }

    /// Takes over a descriptor that is open and already close-on-exec.
    static Fd own(int number, String subject) {
        return new Fd(number, subject);
    }

    /// Opens a file (open(2)); close-on-exec is added always.
    ///
    /// @param mode permission bits of a file that is created, before the umask, e.g. `0600`
    public static Fd open(Path path, Set<OpenFlag> flags, int mode) throws PosixException {
        int bits = OpenFlag.CLOSE_ON_EXEC;
        for (OpenFlag f : flags) {
            bits |= f.bits();
        }
        Scratch s = Scratch.take();
        try (Arena arena = Arena.ofConfined()) {
            long name = CString.in(arena, path.toString());
            int fd;
            do {
                fd = (int) Control.OPEN.call(s, name, bits, mode);
            } while (fd < 0 && s.errno() == Errno.EINTR);
            if (fd < 0) {
                throw new PosixException("open", path.toString(), s.errno());
            }
            return new Fd(fd, path.toString());
        } finally {
            s.give();
        }
    }

    /// Another descriptor for the same open file (`fcntl(F_DUPFD_CLOEXEC)`), with a number of at
    /// least `atLeast`.
    public Fd duplicate(int atLeast) throws PosixException {
        return own(duplicateNumber(atLeast), subject);
    }

    /// As [#duplicate], for somebody else to own.
    int duplicateNumber(int atLeast) throws PosixException {
        return control(Control.F_DUPFD_CLOEXEC, atLeast);
    }

    /// Makes reads and writes return at once (`O_NONBLOCK`), or blocking again.
    ///
    /// This belongs to the open file, which other processes may share.
    public void setNonBlocking(boolean on) throws PosixException {
        int flags = control(Control.F_GETFL, 0);
        int bit = OpenFlag.NON_BLOCKING.bits();
        control(Control.F_SETFL, on ? flags | bit : flags & ~bit);
    }

    /// fcntl(2) with an `int` argument.
    int control(int command, int argument) throws PosixException {
        int fd = enter("fcntl");
        Scratch s = Scratch.take();
        try {
            int n = (int) Control.FCNTL.call(s, fd, command, argument);
            if (n < 0) {
                throw new PosixException("fcntl", subject, s.errno());
            }
            return n;
        } finally {
            s.give();
            leave();
        }
    }

    /// Reads into a direct buffer from its position on. Blocks unless the descriptor is
    /// non-blocking.
    ///
    /// @return bytes read; -1 at the end; 0 when the descriptor is non-blocking and nothing is
    ///   there, or the buffer is full
    public int read(ByteBuffer buffer) throws PosixException {
        MemorySegment memory = direct(buffer);
        if (memory.byteSize() == 0) {
            return 0;
        }
        int fd = enter("read");
        Scratch s = Scratch.take();
        try {
            long n;
            do {
                n = Transfer.READ.call(s, fd, memory.address(), memory.byteSize());
            } while (n < 0 && s.errno() == Errno.EINTR);
            return advance(buffer, n, true, "read", s);
        } finally {
            Reference.reachabilityFence(buffer);
            s.give();
            leave();
        }
    }

    /// Writes what it can of a direct buffer with one call. Blocks unless the descriptor is
    /// non-blocking.
    ///
    /// @return bytes written; 0 when the descriptor is non-blocking and has no room
    public int write(ByteBuffer buffer) throws PosixException {
        MemorySegment memory = direct(buffer);
        if (memory.byteSize() == 0) {
            return 0;
        }
        int fd = enter("write");
        Scratch s = Scratch.take();
        try {
            long n;
            do {
                n = Transfer.WRITE.call(s, fd, memory.address(), memory.byteSize());
            } while (n < 0 && s.errno() == Errno.EINTR);
            return advance(buffer, n, false, "write", s);
        } finally {
            Reference.reachabilityFence(buffer);
            s.give();
            leave();
        }
    }

    /// Turns the result `n` of a transfer into this class's convention and moves the buffer's
    /// position.
    int advance(ByteBuffer buffer, long n, boolean reading, String call, Scratch s)
            throws PosixException {
        if (n > 0) {
            buffer.position(buffer.position() + (int) n);
            return (int) n;
        }
        if (n == 0) {
            return reading ? -1 : 0;
        }
        if (s.errno() == Errno.EAGAIN) {
            return 0;
        }
        throw new PosixException(call, subject, s.errno());
    }

    /// The remaining bytes of a direct buffer.
    static MemorySegment direct(ByteBuffer buffer) {
        if (!buffer.isDirect()) {
            throw new IllegalArgumentException("system calls need a direct buffer");
        }
        return MemorySegment.ofBuffer(buffer);
    }

    /// Registers a call in progress and gives the number to make it with; [#leave()] must follow.
    int enter(String call) throws PosixException {
        for (; ; ) {
            int s = state;
            if ((s & CLOSED) != 0) {
                throw new PosixException(call, subject, Errno.EBADF);
            }
            if (STATE.compareAndSet(this, s, s + 1)) {
                return number;
            }
        }
    }

    /// Ends what [#enter] began.
    void leave() {
        if ((int) STATE.getAndAdd(this, -1) == (CLOSED | 1)) {
            release();
        }
    }

    /// Whether [#close()] has been called.
    public boolean isClosed() {
        return (state & CLOSED) != 0;
    }

    /// Closes; a second time does nothing. Errors of close(2) say nothing a caller could act on and
    /// are dropped.
    @Override
    public void close() {
        if ((int) STATE.getAndBitwiseOr(this, CLOSED) == 0) {
            release();
        }
    }

    /// Closes them all.
    public static void closeAll(Iterable<Fd> descriptors) {
        for (Fd descriptor : descriptors) {
            descriptor.close();
        }
    }

    private void release() {
        Scratch s = Scratch.take();
        try {
            Transfer.CLOSE.call(s, number);
        } finally {
            s.give();
        }
    }

    /// The kernel's number, for naming it to another program (`/proc/self/fd/N`) while this object
    /// is held open.
    public int number() {
        return number;
    }

    /// What it was opened on, as error messages name it.
    public String subject() {
        return subject;
    }

    @Override
    public String toString() {
        return "fd " + number + " (" + subject + (isClosed() ? ", closed)" : ")");
    }

    /// read(2), write(2), close(2).
    private static final class Transfer {
        static final NativeFunction READ = NativeLibrary.LIBC.function("read");
        static final NativeFunction WRITE = NativeLibrary.LIBC.function("write");
        static final NativeFunction CLOSE = NativeLibrary.LIBC.function("close");
    }

    /// open(2), fcntl(2): set a descriptor up; linked on first use.
    private static final class Control {
        static final NativeFunction OPEN = NativeLibrary.LIBC.function("open");
        static final NativeFunction FCNTL = NativeLibrary.LIBC.function("fcntl");

        // asm-generic/fcntl.h, linux/fcntl.h
        static final int F_GETFL = 3;
        static final int F_SETFL = 4;
        static final int F_DUPFD_CLOEXEC = 1030;
    }
}
