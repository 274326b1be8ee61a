package org.ostler.engine.console;

import org.ostler.api.log.LateLogger;
import org.ostler.posix.PosixException;
import org.ostler.posix.Terminal;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// The one reader of a terminal that nobody logs, for any number of watchers: keeps the last bytes
/// in a ring, from which each watcher reads at its own place.
///
/// Two readers of one terminal would each get some of the bytes. So this one reads only while
/// somebody has the console open; with the last [Feed] it lets go of the terminal and forgets what
/// it kept, and others (`xl console`) can have it.
///
/// One platform thread reads (a terminal's reads wait in the kernel) and owns the ring under the
/// lock. A watcher that is slower than the guest by more than the ring loses what was overwritten,
/// and holds up nobody.
final class TerminalHub {
    private static final Logger LOG = LateLogger.of(TerminalHub.class);
    private static final int CHUNK = 4096;
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Terminal terminal;
    private final byte[] ring;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();

    /// How many bytes were ever read; guarded by the lock, like all below.
    private long written;

    private boolean ended;
    private int watchers;

    private TerminalHub(Terminal terminal, int keptBytes) {
        this.terminal = terminal;
        this.ring = new byte[keptBytes];
    }

    /// Opens the terminal, raw and not as this process's controlling one, and begins to read.
    ///
    /// @param keptBytes how much of what was printed is kept
    static TerminalHub open(Path path, int keptBytes) throws PosixException {
        TerminalHub hub = new TerminalHub(DrainingKeyboard.openRaw(path), keptBytes);
        Thread.ofPlatform().daemon().name("console-" + path.getFileName()).start(hub::pump);
        return hub;
    }

    private void pump() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);
        try {
            while (terminal.read(buffer.clear(), LOOK) >= 0) {
                keep(buffer.flip());
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> "console ended: " + e);
        } finally {
            end();
        }
    }

    private void keep(ByteBuffer bytes) {
        lock.lock();
        try {
            while (bytes.hasRemaining()) {
                int at = (int) (written % ring.length);
                int count = Math.min(bytes.remaining(), ring.length - at);
                bytes.get(ring, at, count);
                written += count;
            }
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            ended = true;
            more.signalAll();
        } finally {
            lock.unlock();
        }
        terminal.close();
    }

    /// A watcher's place, so many bytes back or at the oldest that is kept; empty when the terminal
    /// is gone or was let go, and another hub must be opened.
    Optional<ConsoleFeed> feed(int scrollbackBytes) {
        lock.lock();
        try {
            if (ended) {
                return Optional.empty();
            }
            watchers++;
            return Optional.of(new Feed(Math.max(oldest(), written - scrollbackBytes)));
        } finally {
            lock.unlock();
        }
    }

    boolean hasEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /// Types at the terminal, which itself stays with the feeds.
    ConsoleKeyboard keyboard() {
        return new ConsoleKeyboard() {
            @Override
            public void write(ByteBuffer from) throws IOException {
                TerminalKeys.type(terminal, from);
            }

            @Override
            public void close() {
                // The seat is free; who watches goes on watching.
            }
        };
    }

    private long oldest() {
        return Math.max(0, written - ring.length);
    }

    private void leave() {
        boolean last;
        lock.lock();
        try {
            last = --watchers == 0;
            if (last) {
                ended = true;
            }
            more.signalAll();
        } finally {
            lock.unlock();
        }
        if (last) {
            terminal.close();
        }
    }

    /// One watcher's place in the ring; its position is guarded by the lock.
    private final class Feed implements ConsoleFeed {
        private long position;
        private boolean closed;

        Feed(long position) {
            this.position = position;
        }

        @Override
        public int read(ByteBuffer into, BooleanSupplier guestEnded) throws IOException {
            lock.lock();
            try {
                while (!closed) {
                    boolean last = ended || guestEnded.getAsBoolean();
                    int count = copy(into);
                    if (count > 0 || !into.hasRemaining()) {
                        return count;
                    }
                    if (last) {
                        return -1;
                    }
                    long _ = more.awaitNanos(WAIT_NANOS);
                }
                return -1;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new java.io.InterruptedIOException("interrupted while watching a console");
            } finally {
                lock.unlock();
            }
        }

        private int copy(ByteBuffer into) {
            position = Math.max(position, oldest());
            int total = 0;
            while (into.hasRemaining() && position < written) {
                int at = (int) (position % ring.length);
                int count =
                        (int)
                                Math.min(
                                        Math.min(into.remaining(), ring.length - at),
                                        written - position);
                into.put(ring, at, count);
                position += count;
                total += count;
            }
            return total;
        }

        @Override
        public void close() {
            lock.lock();
            try {
                if (closed) {
                    return;
                }
                closed = true;
            } finally {
                lock.unlock();
            }
            leave();
        }
    }
}
