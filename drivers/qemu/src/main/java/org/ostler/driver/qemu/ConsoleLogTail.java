package org.ostler.driver.qemu;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Follows what a guest's console prints, from QEMU's own log of it: any number may follow, and
/// none takes bytes from whoever has the terminal open.
///
/// Used by one reading thread. The file is looked at again every 5 ms while it grows and at most
/// every 50 ms while it does not: cheaper than a watch per console, and quick enough for a person.
/// Only consoles that somebody has open are followed.
final class ConsoleLogTail implements AutoCloseable {
    private static final long QUICK_NANOS = Duration.ofMillis(5).toNanos();
    private static final long SLOW_NANOS = Duration.ofMillis(50).toNanos();

    /// How far a reader may fall behind; what is older may be gone already ([ConsoleLogKeeper]).
    static final int BEHIND_MAX = ConsoleLogKeeper.KEPT_BYTES / 2;

    private final FileChannel log;
    private long position;
    private long pauseNanos = QUICK_NANOS;

    private ConsoleLogTail(FileChannel log, long position) {
        this.log = log;
        this.position = position;
    }

    /// Begins so many bytes, at most [#BEHIND_MAX], before the log's present end, or at its
    /// beginning. No link is followed: the directory is QEMU's user's.
    static ConsoleLogTail open(Path file, int scrollbackBytes) throws IOException {
        FileChannel log =
                FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        return new ConsoleLogTail(log, Math.max(0, log.size() - scrollbackBytes));
    }

    /// Reads what is there, waiting until something is.
    ///
    /// @param ended whether the guest has ended, so that nothing more will come
    /// @return how many bytes; -1 when the guest has ended and all was read
    int read(ByteBuffer into, BooleanSupplier ended) throws IOException {
        while (true) {
            boolean last = ended.getAsBoolean();
            long size = log.size();
            if (size < position) {
                // Whoever cut it knows why; what is in it now is new.
                position = 0;
            }
            position = Math.max(position, size - BEHIND_MAX);
            int read = log.read(into, position);
            if (read > 0) {
                position += read;
                pauseNanos = QUICK_NANOS;
                return read;
            }
            if (last) {
                return -1;
            }
            LockSupport.parkNanos(pauseNanos);
            pauseNanos = Math.min(SLOW_NANOS, pauseNanos + QUICK_NANOS);
        }
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
