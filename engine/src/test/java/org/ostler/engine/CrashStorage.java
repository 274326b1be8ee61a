package org.ostler.engine;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A disk that keeps apart what programs see and what would survive a loss of power, and that fails
/// when it is told to.
///
/// Thread-safe by one lock.
class CrashStorage implements Storage {
    /// What is left after the process has ended.
    enum Survives {
        /// The process was killed; the host goes on.
        EVERYTHING,
        /// The power was lost; only what was synced is there.
        WHAT_WAS_SYNCED,
        /// The power was lost; all names are there, but only content that was synced.
        ALL_NAMES
    }

    private static final class Inode {
        byte[] content = new byte[0];
        byte[] synced = new byte[0];
    }

    private final Path counted;
    private final Map<Path, Inode> names = new TreeMap<>();
    private final Map<Path, Inode> syncedNames = new TreeMap<>();
    private int calls;
    private int failAt = Integer.MAX_VALUE;
    private boolean failAfterwards;
    private boolean dead;
    private boolean crash;

    /// @param counted only changes below this directory are counted and fail
    CrashStorage(Path counted) {
        this.counted = counted;
    }

    /// Lets the call of that number fail, counted from now.
    ///
    /// @param afterwards whether its effect has taken place all the same
    /// @param crash whether all later calls fail as well
    synchronized void failAt(int number, boolean afterwards, boolean crash) {
        this.calls = 0;
        this.failAt = number;
        this.failAfterwards = afterwards;
        this.crash = crash;
    }

    /// Whether the call that was to fail has come.
    synchronized boolean failed() {
        return calls > failAt;
    }

    /// What is left, on a disk that does not fail.
    synchronized CrashStorage after(Survives survives) {
        CrashStorage left = new CrashStorage(counted);
        Map<Path, Inode> kept = survives == Survives.WHAT_WAS_SYNCED ? syncedNames : names;
        kept.forEach(
                (path, inode) -> {
                    Inode copy = new Inode();
                    copy.content = survives == Survives.EVERYTHING ? inode.content : inode.synced;
                    copy.synced = copy.content;
                    left.names.put(path, copy);
                    left.syncedNames.put(path, copy);
                });
        return left;
    }

    synchronized List<Path> files() {
        return List.copyOf(names.keySet());
    }

    private interface Effect {
        void take() throws IOException;
    }

    private void change(Path file, Effect effect) throws IOException {
        if (dead) {
            throw new IOException("the process is dead");
        }
        if (!file.startsWith(counted)) {
            effect.take();
            return;
        }
        boolean fails = calls++ == failAt;
        if (!fails || failAfterwards) {
            effect.take();
        }
        if (fails) {
            dead = crash;
            throw new IOException("Input/output error");
        }
    }

    @Override
    public void createDirectories(Path directory, boolean secret) {
        // Directories are there by themselves.
    }

    @Override
    public synchronized List<String> list(Path directory) {
        List<String> found = new ArrayList<>();
        for (Path file : names.keySet()) {
            if (directory.equals(file.getParent())) {
                found.add(file.getFileName().toString());
            }
        }
        return found;
    }

    @Override
    public synchronized Optional<byte[]> read(Path file) {
        return Optional.ofNullable(names.get(file)).map(inode -> inode.content.clone());
    }

    @Override
    public synchronized void write(Path file, byte[] content, boolean durable) throws IOException {
        change(
                file,
                () -> {
                    Inode inode = names.computeIfAbsent(file, path -> new Inode());
                    inode.content = content.clone();
                    inode.synced =
                            durable ? inode.content : Arrays.copyOf(content, content.length / 2);
                });
    }

    @Override
    public synchronized void move(Path from, Path to) throws IOException {
        change(
                to,
                () -> {
                    Inode inode = names.remove(from);
                    if (inode == null) {
                        throw new FileNotFoundException(from.toString());
                    }
                    names.put(to, inode);
                });
    }

    @Override
    public synchronized void delete(Path file) throws IOException {
        change(file, () -> names.remove(file));
    }

    @Override
    public synchronized void syncDirectory(Path directory) throws IOException {
        change(
                directory,
                () -> {
                    syncedNames.keySet().removeIf(file -> directory.equals(file.getParent()));
                    names.forEach(
                            (file, inode) -> {
                                if (directory.equals(file.getParent())) {
                                    syncedNames.put(file, inode);
                                }
                            });
                });
    }

    @Override
    public Optional<Closeable> lock(Path file, String owner) {
        return Optional.of(() -> {});
    }
}
