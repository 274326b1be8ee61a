package org.ostler.posix;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/// A listening unix stream socket with a name in the file system.
///
/// Thread-safe; [#close()] wakes a blocked [#accept()]. Nobody can connect before mode and group
/// are set, for it listens only then. Two processes that bind one path at the same moment must be
/// kept apart by a [LockFile] of theirs.
public final class UnixListener implements AutoCloseable {
    private final Fd fd;
    private final Path path;

    /// The inode that was bound here, to remove no successor's on close; null when it is not ours
    /// to remove.
    private final @Nullable Object inode;

    private final AtomicBoolean closing = new AtomicBoolean();

    private UnixListener(Fd fd, Path path, @Nullable Object inode) {
        this.fd = fd;
        this.path = path;
        this.inode = inode;
    }

    /// Binds and listens. A socket file that nobody listens on is removed first; where somebody
    /// does, or where something else is in the way, this fails with `EADDRINUSE`.
    ///
    /// @param mode permission bits of the socket, exactly (no umask), e.g. `0660`
    /// @param group numeric group to give it to
    /// @param backlog connections that may wait to be accepted, at least 1
    public static UnixListener bind(Path path, int mode, OptionalInt group, int backlog)
            throws IOException {
        removeStale(path);
        Fd fd = UnixSocket.socket(path.toString());
        try (Arena arena = Arena.ofConfined()) {
            bind(fd, UnixAddress.of(arena, path, "bind"));
            if (group.isPresent()) {
                Ownership.change(path, OptionalInt.empty(), group);
            }
            Files.setPosixFilePermissions(path, permissions(mode));
            listen(fd, backlog);
            return new UnixListener(fd, path, inodeOf(path));
        } catch (IOException | RuntimeException e) {
            fd.close();
            throw e;
        }
    }

    /// Takes over a socket that is listening already (from a service manager); its file is not
    /// removed on close.
    public static UnixListener adopt(Fd listening, Path path) {
        return new UnixListener(listening, path, null);
    }

    private static void removeStale(Path path) throws IOException {
        BasicFileAttributes there;
        try {
            there =
                    Files.readAttributes(
                            path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return;
        }
        if (!there.isOther()) {
            throw new PosixException("bind", path.toString(), Errno.EADDRINUSE);
        }
        try (UnixSocket alive = UnixSocket.connect(path, Duration.ofMillis(100))) {
            throw new PosixException("bind", alive.fd().subject(), Errno.EADDRINUSE);
        } catch (PosixException e) {
            if (!e.is(Errno.ECONNREFUSED)) {
                throw new PosixException("bind", path.toString(), Errno.EADDRINUSE);
            }
        }
        Files.deleteIfExists(path);
    }

    private static void bind(Fd socket, MemorySegment address) throws PosixException {
        int number = socket.enter("bind");
        Scratch s = Scratch.take();
        try {
            if (SocketCalls.bind(s, number, address) < 0) {
                throw new PosixException("bind", socket.subject(), s.errno());
            }
        } finally {
            s.give();
            socket.leave();
        }
    }

    private static void listen(Fd socket, int backlog) throws PosixException {
        int number = socket.enter("listen");
        Scratch s = Scratch.take();
        try {
            if (SocketCalls.listen(s, number, backlog) < 0) {
                throw new PosixException("listen", socket.subject(), s.errno());
            }
        } finally {
            s.give();
            socket.leave();
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        if ((mode & ~0777) != 0) {
            throw new IllegalArgumentException("mode 0" + Integer.toOctalString(mode));
        }
        PosixFilePermission[] fromHighest = PosixFilePermission.values();
        Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
        for (int i = 0; i < 9; i++) {
            if ((mode & (0400 >> i)) != 0) {
                set.add(fromHighest[i]);
            }
        }
        return set;
    }

    private static @Nullable Object inodeOf(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    /// Waits for the next connection; empty once the listener is closed.
    ///
    /// @throws PosixException `EMFILE`, `ENFILE`, `ENOMEM`: the connection stays in the backlog,
    ///   try again later
    public Optional<UnixSocket> accept() throws PosixException {
        for (; ; ) {
            int errno;
            Scratch s = Scratch.take();
            try {
                int number = fd.enter("accept4");
                try {
                    int n = SocketCalls.accept(s, number);
                    if (n >= 0) {
                        return Optional.of(UnixSocket.adopt(Fd.own(n, path.toString())));
                    }
                    errno = s.errno();
                } finally {
                    fd.leave();
                }
            } catch (PosixException closed) {
                return Optional.empty();
            } finally {
                s.give();
            }
            if (closing.get()) {
                return Optional.empty();
            }
            if (errno != Errno.EINTR && errno != Errno.ECONNABORTED) {
                throw new PosixException("accept4", path.toString(), errno);
            }
        }
    }

    /// For polling; it stays this object's.
    Fd fd() {
        return fd;
    }

    /// Where clients find it.
    public Path path() {
        return path;
    }

    /// Stops listening, wakes [#accept()], and removes the socket file if it is still the one that
    /// was bound here.
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        UnixSocket.shutdown(fd, SocketCalls.SHUT_RDWR);
        fd.close();
        if (inode == null) {
            return;
        }
        try {
            if (Objects.equals(inode, inodeOf(path))) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException gone) {
            // Somebody removed it before us.
        } catch (IOException e) {
            throw new UncheckedIOException("removing " + path, e);
        }
    }
}
