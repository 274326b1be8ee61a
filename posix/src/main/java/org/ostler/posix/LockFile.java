package org.ostler.posix;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;

/// Keeps a second instance away: an flock(2) on a file that contains the holder's pid, held until
/// [#close()] or until the process ends, however it ends.
///
/// The file stays when the lock is released; removing it would let two processes lock two files of
/// one name.
public final class LockFile implements AutoCloseable {
    /// `LOCK_EX | LOCK_NB`, `sys/file.h`.
    private static final int EXCLUSIVE_NOW = 2 | 4;

    private static final NativeFunction FLOCK = NativeLibrary.LIBC.function("flock");

    private final Fd fd;

    private LockFile(Fd fd) {
        this.fd = fd;
    }

    /// Takes the lock without waiting and writes this process's pid into the file.
    ///
    /// @throws PosixException `EAGAIN` when another process holds it; the subject then names its
    ///   pid
    public static LockFile acquire(Path path) throws IOException {
        Fd fd =
                Fd.open(
                        path,
                        EnumSet.of(OpenFlag.READ_WRITE, OpenFlag.CREATE, OpenFlag.NO_FOLLOW),
                        0644);
        try {
            lock(fd, path);
            byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
            // Through the descriptor's own file, even if the path has been replaced meanwhile.
            Path self = Path.of("/proc/self/fd/" + fd.number());
            try (FileChannel c =
                    FileChannel.open(
                            self, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer bytes = ByteBuffer.wrap(pid);
                while (bytes.hasRemaining()) {
                    c.write(bytes);
                }
            }
            return new LockFile(fd);
        } catch (IOException | RuntimeException e) {
            fd.close();
            throw e;
        }
    }

    private static void lock(Fd fd, Path path) throws IOException {
        int number = fd.enter("flock");
        Scratch s = Scratch.take();
        int errno;
        try {
            if ((int) FLOCK.call(s, number, EXCLUSIVE_NOW) == 0) {
                return;
            }
            errno = s.errno();
        } finally {
            s.give();
            fd.leave();
        }
        throw new PosixException("flock", path + holder(path), errno);
    }

    private static String holder(Path path) {
        try (var lines = Files.lines(path, StandardCharsets.US_ASCII)) {
            return lines.findFirst()
                    .filter(l -> l.matches("[0-9]{1,10}"))
                    .map(l -> " (held by pid " + l + ")")
                    .orElse("");
        } catch (IOException | RuntimeException unreadable) {
            return "";
        }
    }

    /// Releases the lock.
    @Override
    public void close() {
        fd.close();
    }
}
