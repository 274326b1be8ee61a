package org.ostler.posix;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;

/// A terminal or pseudo-terminal: a guest's console, or the user's own.
///
/// Thread-safe: one thread may read while another writes; [#close()] wakes both. Reads and writes
/// wait in poll(2) on the calling platform thread.
public final class Terminal implements AutoCloseable {
    private final Fd fd;
    private final Eventfd wake;

    /// What [#restore()] goes back to; null until [#raw()]. Guarded by this.
    private byte @Nullable [] saved;

    Terminal(Fd fd) throws PosixException {
        this.fd = fd;
        this.wake = Eventfd.create();
    }

    /// Opens a terminal without making it this process's controlling one.
    public static Terminal open(Path path) throws PosixException {
        Fd fd =
                Fd.open(
                        path,
                        EnumSet.of(
                                OpenFlag.READ_WRITE,
                                OpenFlag.NO_CONTROLLING_TERMINAL,
                                OpenFlag.NON_BLOCKING),
                        0);
        try {
            return new Terminal(fd);
        } catch (PosixException e) {
            fd.close();
            throw e;
        }
    }

    /// Switches off echo, line editing, signals and translation (cfmakeraw(3)). [#restore()] undoes
    /// it.
    public synchronized void raw() throws PosixException {
        int number = fd.enter("tcsetattr");
        Scratch s = Scratch.take();
        try {
            if (TerminalCalls.tcgetattr(s, number, s.address) < 0) {
                throw new PosixException("tcgetattr", fd.subject(), s.errno());
            }
            if (saved == null) {
                saved = new byte[TerminalCalls.TERMIOS_SIZE];
                s.area.get(0, saved);
            }
            TerminalCalls.cfmakeraw(s, s.address);
            set(s, number);
        } finally {
            s.give();
            fd.leave();
        }
    }

    /// Gives the terminal the attributes that it had before [#raw()].
    public synchronized void restore() throws PosixException {
        byte[] before = saved;
        if (before == null) {
            return;
        }
        int number = fd.enter("tcsetattr");
        Scratch s = Scratch.take();
        try {
            s.area.put(0, before);
            set(s, number);
            saved = null;
        } finally {
            s.give();
            fd.leave();
        }
    }

    private void set(Scratch s, int number) throws PosixException {
        if (TerminalCalls.tcsetattr(s, number, s.address) < 0) {
            throw new PosixException("tcsetattr", fd.subject(), s.errno());
        }
    }

    /// Reads into a direct buffer, waiting for at most `timeout`.
    ///
    /// @return bytes read; 0 after the timeout; -1 when the other side is gone or this terminal has
    ///   been closed
    public int read(ByteBuffer buffer, Duration timeout) throws PosixException {
        try {
            if (!buffer.hasRemaining()) {
                return 0;
            }
            short events = Poll.await(fd, Poll.READABLE, wake, timeout);
            return events == 0 ? (fd.isClosed() ? -1 : 0) : fd.read(buffer);
        } catch (PosixException e) {
            return ended(e);
        }
    }

    /// Writes all of a direct buffer, waiting for room.
    ///
    /// @throws PosixException `ETIMEDOUT` when not all went out in time; `EIO` when the other side
    ///   is gone
    public void write(ByteBuffer buffer, Duration timeout) throws PosixException {
        long nanos = Poll.nanos(timeout);
        long start = System.nanoTime();
        while (buffer.hasRemaining()) {
            if (fd.write(buffer) > 0) {
                continue;
            }
            Duration left = Duration.ofNanos(Math.max(0, nanos - (System.nanoTime() - start)));
            if (Poll.await(fd, Poll.WRITABLE, wake, left) == 0) {
                throw new PosixException(
                        "write", fd.subject(), fd.isClosed() ? Errno.EBADF : Errno.ETIMEDOUT);
            }
        }
    }

    /// A pseudo-terminal reports `EIO` when the other side is closed; our own close reports
    /// `EBADF`.
    private static int ended(PosixException e) throws PosixException {
        if (e.is(Errno.EIO) || e.is(Errno.EBADF)) {
            return -1;
        }
        throw e;
    }

    /// `struct winsize {unsigned short row, col, xpixel, ypixel;}`, `asm-generic/termios.h`.
    public TerminalSize size() throws PosixException {
        int number = fd.enter("ioctl");
        Scratch s = Scratch.take();
        try {
            if (TerminalCalls.ioctl(s, number, TerminalCalls.TIOCGWINSZ, s.address) < 0) {
                throw new PosixException("ioctl TIOCGWINSZ", fd.subject(), s.errno());
            }
            return new TerminalSize(
                    Short.toUnsignedInt(s.area.getShort(0)),
                    Short.toUnsignedInt(s.area.getShort(2)));
        } finally {
            s.give();
            fd.leave();
        }
    }

    public void resize(TerminalSize size) throws PosixException {
        int number = fd.enter("ioctl");
        Scratch s = Scratch.take();
        try {
            s.area.putShort(0, (short) size.rows());
            s.area.putShort(2, (short) size.columns());
            s.area.putShort(4, (short) 0);
            s.area.putShort(6, (short) 0);
            if (TerminalCalls.ioctl(s, number, TerminalCalls.TIOCSWINSZ, s.address) < 0) {
                throw new PosixException("ioctl TIOCSWINSZ", fd.subject(), s.errno());
            }
        } finally {
            s.give();
            fd.leave();
        }
    }

    /// The descriptor, for polling together with others; it stays this object's.
    public Fd fd() {
        return fd;
    }

    @Override
    public void close() {
        fd.close();
        wake.signal();
        wake.close();
    }

    @Override
    public String toString() {
        return "terminal " + fd;
    }
}
