package org.ostler.engine.console;

import org.ostler.api.Console;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Follows what a guest's console prints from a log that somebody else writes: any number may
/// follow, and none takes bytes from whoever has the terminal open.
///
/// Used by one reading thread. The file is looked at again every 5 ms while it grows and at most
/// every 50 ms while it does not: cheaper than a watch per console, and quick enough for a person.
/// Only consoles that somebody has open are followed. A log that was cut is read from its
/// beginning, one that was set aside (logrotate) is left for the new one under its name. A reader
/// that is more than [#BEHIND_MAX] behind loses what is older, for nobody need keep it. No link is
/// followed: the folder may belong to whoever writes the log.
public final class ConsoleLogTail implements ConsoleFeed {
    /// How far a reader may be behind, and begin before the end, in bytes.
    public static final int BEHIND_MAX = Console.Request.SCROLLBACK_BYTES_MAX;

    private static final long QUICK_NANOS = Duration.ofMillis(5).toNanos();
    private static final long SLOW_NANOS = Duration.ofMillis(50).toNanos();

    private final Path file;

    /// The reading thread's; [#close] closes what is there, and the reader never opens again after
    /// that.
    private volatile FileChannel log;

    private volatile boolean closed;
    private Object key;
    private long position;
    private long pauseNanos = QUICK_NANOS;

    private ConsoleLogTail(Path file, FileChannel log, long from, int scrollbackBytes)
            throws IOException {
        this.file = file;
        this.log = log;
        this.key = key(file);
        long end = log.size();
        this.position = Math.max(Math.min(from, end), end - scrollbackBytes);
    }

    /// Begins so many bytes before the log's present end, or at its beginning.
    ///
    /// @throws NoSuchFileException when there is no log
    public static ConsoleLogTail open(Path file, int scrollbackBytes) throws IOException {
        return open(file, 0, scrollbackBytes);
    }

    /// The same, but never before a position: what stands there is another guest's.
    public static ConsoleLogTail open(Path file, long from, int scrollbackBytes)
            throws IOException {
        FileChannel log = channel(file);
        try {
            return new ConsoleLogTail(file, log, from, scrollbackBytes);
        } catch (IOException e) {
            log.close();
            throw e;
        }
    }

    private static FileChannel channel(Path file) throws IOException {
        return FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    private static Object key(Path file) throws IOException {
        return Objects.requireNonNull(
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .fileKey(),
                "no inode");
    }

    @Override
    public int read(ByteBuffer into, BooleanSupplier ended) throws IOException {
        while (true) {
            boolean last = ended.getAsBoolean();
            long size = log.size();
            if (size < position) {
                // The log was cut; what was in it before was read or is in the part set aside.
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
            if (pauseNanos == SLOW_NANOS) {
                followName();
            }
            LockSupport.parkNanos(pauseNanos);
            pauseNanos = Math.min(SLOW_NANOS, pauseNanos + QUICK_NANOS);
        }
    }

    /// Goes over to the new file once there is something in it; until then the old one may still be
    /// written to.
    private void followName() throws IOException {
        try {
            Object now = key(file);
            if (now.equals(key) || Files.size(file) == 0) {
                return;
            }
            FileChannel old = log;
            log = channel(file);
            key = now;
            position = 0;
            old.close();
            if (closed) {
                log.close();
            }
        } catch (NoSuchFileException betweenTheTwo) {
            // The next look finds it.
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        log.close();
    }
}
