package org.ostler.engine;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// Files that live as long as this object: for engines that keep nothing. Thread-safe.
public final class MemoryStorage implements Storage {
    private final ConcurrentNavigableMap<Path, byte[]> files = new ConcurrentSkipListMap<>();
    private final Set<Path> locks = ConcurrentHashMap.newKeySet();

    /// No files yet.
    public MemoryStorage() {}

    @Override
    public void createDirectories(Path directory, boolean secret) {
        Objects.requireNonNull(directory);
    }

    @Override
    public List<String> list(Path directory) {
        List<String> names = new ArrayList<>();
        for (Path file : files.keySet()) {
            if (directory.equals(file.getParent())) {
                names.add(file.getFileName().toString());
            }
        }
        return names;
    }

    @Override
    public Optional<byte[]> read(Path file) {
        return Optional.ofNullable(files.get(file)).map(byte[]::clone);
    }

    @Override
    public void write(Path file, byte[] content, boolean durable) {
        files.put(file, content.clone());
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        byte[] content = files.remove(from);
        if (content == null) {
            throw new FileNotFoundException(from.toString());
        }
        files.put(to, content);
    }

    @Override
    public void delete(Path file) {
        files.remove(file);
    }

    @Override
    public void syncDirectory(Path directory) {
        Objects.requireNonNull(directory);
    }

    @Override
    public void sync(Path file) {
        Objects.requireNonNull(file);
    }

    /// Keeps nothing: such a file is read after a loss, and memory is lost with the process.
    @Override
    public Log log(Path file, int bytes) {
        return new Log() {
            @Override
            public void write(long position, byte[] content) {
                Objects.requireNonNull(content);
            }

            @Override
            public void truncate(long size) {
                Objects.checkIndex(size, Long.MAX_VALUE);
            }

            @Override
            public void close() {
                Objects.requireNonNull(file);
            }
        };
    }

    @Override
    public Optional<Closeable> lock(Path file, String owner) {
        return locks.add(file) ? Optional.of(() -> locks.remove(file)) : Optional.empty();
    }
}
