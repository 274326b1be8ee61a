package org.ostler.engine;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The few file operations on which all that lasts is built; the seam where tests let them fail.
///
/// Thread-safe. What each promises after a crash is part of its contract; nothing else may be
/// relied on.
public interface Storage {
    /// The most bytes that a file may have to be read.
    int FILE_BYTES_MAX = 16 << 20;

    /// Makes a directory, and those above it; nothing happens where it is there.
    ///
    /// @param secret whether only its owner may look into it; otherwise others may pass through it
    ///   to what is made accessible inside
    void createDirectories(Path directory, boolean secret) throws IOException;

    /// The names of the regular files in a directory, in order.
    List<String> list(Path directory) throws IOException;

    /// The content of a file; empty where there is none.
    ///
    /// @throws IOException also when it has more than [#FILE_BYTES_MAX] bytes
    Optional<byte[]> read(Path file) throws IOException;

    /// The first bytes of a file, all of it where it is shorter; empty where there is none.
    default Optional<byte[]> read(Path file, int atMost) throws IOException {
        return read(file).map(all -> all.length > atMost ? Arrays.copyOf(all, atMost) : all);
    }

    /// Writes a new file, or over an old one, for its owner only.
    ///
    /// @param durable whether the content is on the disk when this returns; its name is only after
    ///   [#syncDirectory]
    void write(Path file, byte[] content, boolean durable) throws IOException;

    /// Gives a file another name in one step, replacing what had it; the name is on the disk only
    /// after [#syncDirectory].
    void move(Path from, Path to) throws IOException;

    /// Removes a file; nothing happens where there is none. It is gone from the disk only after
    /// [#syncDirectory].
    void delete(Path file) throws IOException;

    /// Brings the content of a file to the disk; nothing happens where there is none.
    void sync(Path file) throws IOException;

    /// Brings the names in a directory to the disk.
    void syncDirectory(Path directory) throws IOException;

    /// Takes a file for itself, as long as it is not closed and the process lives.
    ///
    /// @param owner what is written into it, for a person who looks
    /// @return empty when somebody else has it
    Optional<Closeable> lock(Path file, String owner) throws IOException;

    /// Opens a file that is written in place and stays open; its name is on the disk only after
    /// [#syncDirectory].
    ///
    /// @param bytes how many zeros it is made of where it is new, and added up to where it is
    ///   shorter: a place that is there already is written in half the time
    Log log(Path file, int bytes) throws IOException;

    /// A file that is written in place. For one thread at a time; being interrupted does it no
    /// harm.
    interface Log extends Closeable {
        /// Places and lengths are multiples of this, in bytes.
        int BLOCK = 4096;

        /// Writes at that place; the content is on the disk when this returns. When it fails, any
        /// part of it may be there, now or later.
        void write(long position, byte[] content) throws IOException;

        /// Cuts the file off.
        void truncate(long size) throws IOException;
    }
}
