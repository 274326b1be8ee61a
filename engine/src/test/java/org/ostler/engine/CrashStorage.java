package org.ostler.engine;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

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
        ALL_NAMES,
        /// The power was lost; of the names and content that were not synced, every second is
        /// there.
        SOME
    }

    /// What has become of a call that failed.
    enum Effect {
        NONE,
        /// As far as there is a half: of content, some is there; of what is to be on the disk at
        /// once, programs see all and the disk has half.
        HALF,
        ALL
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
    private Effect effect = Effect.NONE;
    private boolean dead;
    private boolean crash;

    /// @param counted only changes below this directory are counted and fail
    CrashStorage(Path counted) {
        this.counted = counted;
    }

    /// Lets the call of that number fail, counted from now.
    ///
    /// @param effect what it does all the same
    /// @param crash whether all later calls fail as well
    synchronized void failAt(int number, Effect effect, boolean crash) {
        this.calls = 0;
        this.failAt = number;
        this.effect = effect;
        this.crash = crash;
    }

    /// How many changes have been made since the last [#failAt].
    synchronized int calls() {
        return calls;
    }

    /// Whether the call that was to fail has come.
    synchronized boolean failed() {
        return calls > failAt;
    }

    /// The disk as it is, what was synced and what was not.
    synchronized CrashStorage copy() {
        CrashStorage copy = new CrashStorage(counted);
        IdentityHashMap<Inode, Inode> copies = new IdentityHashMap<>();
        names.forEach((path, inode) -> copy.names.put(path, copied(inode, copies)));
        syncedNames.forEach((path, inode) -> copy.syncedNames.put(path, copied(inode, copies)));
        return copy;
    }

    private static Inode copied(Inode inode, IdentityHashMap<Inode, Inode> copies) {
        return copies.computeIfAbsent(
                inode,
                original -> {
                    Inode copy = new Inode();
                    copy.content = original.content;
                    copy.synced = original.synced;
                    return copy;
                });
    }

    /// What is left, on a disk that does not fail.
    synchronized CrashStorage after(Survives survives) {
        CrashStorage left = new CrashStorage(counted);
        Set<Path> all = new TreeSet<>(names.keySet());
        all.addAll(syncedNames.keySet());
        int unsynced = 0;
        for (Path path : all) {
            Inode now = names.get(path);
            Inode synced = syncedNames.get(path);
            boolean latest =
                    switch (survives) {
                        case EVERYTHING, ALL_NAMES -> true;
                        case WHAT_WAS_SYNCED -> false;
                        case SOME -> now == synced || unsynced++ % 2 == 0;
                    };
            Inode inode = latest ? now : synced;
            if (inode != null) {
                boolean whole =
                        switch (survives) {
                            case EVERYTHING -> true;
                            case ALL_NAMES, WHAT_WAS_SYNCED -> false;
                            case SOME ->
                                    !Arrays.equals(inode.content, inode.synced)
                                            && unsynced++ % 2 == 0;
                        };
                Inode copy = new Inode();
                copy.content = whole ? inode.content : inode.synced;
                copy.synced = copy.content;
                left.names.put(path, copy);
                left.syncedNames.put(path, copy);
            }
        }
        return left;
    }

    synchronized List<Path> files() {
        return List.copyOf(names.keySet());
    }

    private interface Action {
        void take() throws IOException;
    }

    private void change(Path file, Action whole, Action half) throws IOException {
        if (dead) {
            throw new IOException("the process is dead");
        }
        boolean fails = file.startsWith(counted) && calls++ == failAt;
        switch (fails ? effect : Effect.ALL) {
            case NONE -> {}
            case HALF -> half.take();
            case ALL -> whole.take();
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
        byte[] half = Arrays.copyOf(content, content.length / 2);
        change(
                file,
                () -> put(file, content.clone(), durable ? content.clone() : half),
                () -> put(file, half, new byte[0]));
    }

    private void put(Path file, byte[] content, byte[] synced) {
        Inode inode = names.computeIfAbsent(file, path -> new Inode());
        inode.content = content;
        inode.synced = synced;
    }

    @Override
    public synchronized void move(Path from, Path to) throws IOException {
        Action move =
                () -> {
                    Inode inode = names.remove(from);
                    if (inode == null) {
                        throw new FileNotFoundException(from.toString());
                    }
                    names.put(to, inode);
                };
        change(to, move, move);
    }

    @Override
    public synchronized void delete(Path file) throws IOException {
        change(file, () -> names.remove(file), () -> names.remove(file));
    }

    @Override
    public synchronized void sync(Path file) throws IOException {
        change(
                file,
                () -> {
                    Inode inode = names.get(file);
                    if (inode != null) {
                        inode.synced = inode.content;
                    }
                },
                () -> {});
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
                },
                () -> {});
    }

    @Override
    public synchronized Log log(Path file, int bytes) throws IOException {
        Action make =
                () -> {
                    Inode inode = names.computeIfAbsent(file, path -> new Inode());
                    inode.content = Arrays.copyOf(inode.content, bytes);
                    inode.synced = inode.content.clone();
                };
        change(file, make, make);
        return new CrashLog(file);
    }

    /// What a test does before a file is written in place; it may wait, or throw.
    void beforeLogWrite() throws IOException {}

    private final class CrashLog implements Log {
        private final Path file;

        CrashLog(Path file) {
            this.file = file;
        }

        @Override
        public void write(long position, byte[] content) throws IOException {
            if (position % BLOCK != 0 || content.length % BLOCK != 0) {
                throw new IllegalArgumentException("no whole blocks");
            }
            beforeLogWrite();
            synchronized (CrashStorage.this) {
                Inode inode = inode();
                byte[] half = Arrays.copyOf(content, content.length / 2);
                change(
                        file,
                        () -> {
                            inode.content = with(inode.content, (int) position, content);
                            inode.synced = inode.content;
                        },
                        () -> {
                            inode.content = with(inode.content, (int) position, content);
                            inode.synced = with(inode.synced, (int) position, half);
                        });
            }
        }

        private Inode inode() throws FileNotFoundException {
            Inode inode = names.get(file);
            if (inode == null) {
                throw new FileNotFoundException(file.toString());
            }
            return inode;
        }

        private static byte[] with(byte[] old, int position, byte[] content) {
            int end = position + content.length;
            byte[] grown = Arrays.copyOf(old, Math.max(old.length, end));
            System.arraycopy(content, 0, grown, position, content.length);
            return grown;
        }

        @Override
        public void truncate(long size) throws IOException {
            synchronized (CrashStorage.this) {
                Inode inode = inode();
                Action cut = () -> inode.content = Arrays.copyOf(inode.content, (int) size);
                change(file, cut, cut);
            }
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    @Override
    public Optional<Closeable> lock(Path file, String owner) {
        return Optional.of(() -> {});
    }
}
