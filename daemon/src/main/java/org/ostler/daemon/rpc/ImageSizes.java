package org.ostler.daemon.rpc;

import org.ostler.posix.FileUse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/// How large an image file of this host is, in bytes.
///
/// @param allocation what it takes on its disk
/// @param physical its length
/// @param capacity what a guest sees; empty for a format whose header is not read here
record ImageSizes(long allocation, long physical, OptionalLong capacity) {
    // QEMU's docs/interop/qcow2: the header begins with the magic, the disk's size is at 24, big
    // endian.
    private static final int QCOW2_MAGIC = 0x514649fb;
    private static final int QCOW2_SIZE = 24;
    private static final int QCOW2_HEADER = 32;

    /// Looks at a regular file; empty for anything else, which may block whoever opens it.
    ///
    /// @param format the format that the description says; nothing is guessed from the content
    static Optional<ImageSizes> of(String file, String format) {
        try {
            Path path = Path.of(file);
            if (!Files.isRegularFile(path)) {
                return Optional.empty();
            }
            long length = Files.size(path);
            return Optional.of(
                    new ImageSizes(
                            FileUse.allocatedBytes(path),
                            length,
                            switch (format) {
                                case "raw" -> OptionalLong.of(length);
                                case "qcow2" -> qcow2(path);
                                default -> OptionalLong.empty();
                            }));
        } catch (IOException | InvalidPathException unreadable) {
            return Optional.empty();
        }
    }

    private static OptionalLong qcow2(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            ByteBuffer header = ByteBuffer.wrap(in.readNBytes(QCOW2_HEADER));
            return header.capacity() == QCOW2_HEADER && header.getInt(0) == QCOW2_MAGIC
                    ? OptionalLong.of(header.getLong(QCOW2_SIZE))
                    : OptionalLong.empty();
        }
    }
}
