package org.ostler.driver.qemu;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Collectors;

/// A guest's log file: what QEMU writes to its standard output and error, start after start.
///
/// QEMU appends to it for as long as it runs, so the file is never renamed under it: when it has
/// grown past its limit, its end is copied aside and the file is cut to nothing, which an appending
/// writer does not notice. Not thread-safe; whoever starts the guest owns it.
final class QemuLog {
    /// How large the file may get before it is cut.
    static final long MAX_BYTES = 2 << 20;

    /// How much of the end is read for an error message.
    private static final int WORDS_BYTES = 8 << 10;

    private final Path file;

    QemuLog(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    /// Begins the record of a new start with a line of text.
    ///
    /// @return the position behind that line
    long begin(String line) throws IOException {
        createIfAbsent();
        trim();
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        Files.write(file, bytes, StandardOpenOption.APPEND);
        return Files.size(file);
    }

    private void createIfAbsent() throws IOException {
        if (!Files.exists(file)) {
            Files.newByteChannel(
                            file,
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")))
                    .close();
        }
    }

    /// Cuts the file when it is too large; what was in it goes to the same name with `.1`, whose
    /// earlier content goes.
    void trim() throws IOException {
        if (Files.size(file) <= MAX_BYTES) {
            return;
        }
        Path aside = file.resolveSibling(file.getFileName() + ".1");
        try (FileChannel in =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Path part = file.resolveSibling(file.getFileName() + ".part");
            try (FileChannel out =
                    FileChannel.open(
                            part,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE)) {
                in.transferTo(Math.max(0, in.size() - MAX_BYTES), MAX_BYTES, out);
            }
            Files.move(part, aside, StandardCopyOption.ATOMIC_MOVE);
            in.truncate(0);
        }
    }

    /// The last lines behind a position, at most some 8 KiB, without empty ones.
    String wordsSince(long position) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            long end = in.size();
            // A file that is shorter than the position was cut in the meantime.
            long start = Math.max(position > end ? 0 : position, end - WORDS_BYTES);
            ByteBuffer bytes = ByteBuffer.allocate((int) (end - start));
            while (bytes.hasRemaining() && in.read(bytes, start + bytes.position()) > 0) {
                // Read on.
            }
            String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
            return text.lines().filter(l -> !l.isBlank()).collect(Collectors.joining("\n"));
        }
    }
}
