package org.ostler.driver.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.engine.console.ConsoleLogTail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// What a guest prints costs the host a bounded part of its run directory.
class ConsoleLogKeeperTest {
    private static final int PRINTED = 8 * ConsoleLogKeeper.KEPT_BYTES;

    @TempDir private Path directory;

    private Path printed(String name) throws IOException {
        Path log = directory.resolve(name);
        Files.write(log, "x".repeat(PRINTED).getBytes(StandardCharsets.UTF_8));
        return log;
    }

    /// What the file takes, in bytes: stat(1) counts blocks of 512.
    private static long taken(Path file) throws Exception {
        Process stat = new ProcessBuilder("stat", "-c", "%b", file.toString()).start();
        String blocks = new String(stat.getInputStream().readNBytes(100), StandardCharsets.UTF_8);
        return Long.parseLong(blocks.strip()) * 512;
    }

    @Test
    void oldPartOfALogTakesNoRoomAndItsWriterGoesOn() throws Exception {
        Path log = printed("serial0.log");
        try (FileChannel writer = FileChannel.open(log, StandardOpenOption.APPEND);
                ConsoleLogTail tail = ConsoleLogTail.open(log, 10)) {
            new ConsoleLogKeeper(new RunningGuests()).look(directory);
            assertThat(taken(log)).isLessThan(2L * ConsoleLogKeeper.KEPT_BYTES);
            assertThat(Files.size(log)).isEqualTo(PRINTED);
            writer.write(ByteBuffer.wrap("end".getBytes(StandardCharsets.UTF_8)));
            ByteBuffer read = ByteBuffer.allocate(100);
            assertThat(tail.read(read, () -> true)).isEqualTo(13);
            assertThat(new String(read.array(), 0, 13, StandardCharsets.UTF_8))
                    .isEqualTo("xxxxxxxxxxend");
        }
    }

    @Test
    void readerNeverSeesTheHole() throws Exception {
        Path log = printed("serial0.log");
        try (ConsoleLogTail tail = ConsoleLogTail.open(log, PRINTED)) {
            new ConsoleLogKeeper(new RunningGuests()).look(directory);
            ByteBuffer read = ByteBuffer.allocate(PRINTED);
            int count = tail.read(read, () -> true);
            assertThat(new String(read.array(), 0, count, StandardCharsets.UTF_8))
                    .matches("x+")
                    .hasSize(ConsoleLogTail.BEHIND_MAX);
        }
    }

    @Test
    void linkIsNotFollowed() throws Exception {
        Path other = Files.createDirectory(directory.resolve("other"));
        Path victim = other.resolve("victim");
        Files.write(victim, new byte[PRINTED]);
        Path guest = Files.createDirectory(directory.resolve("guest"));
        Files.createSymbolicLink(guest.resolve("serial0.log"), victim);
        long before = taken(victim);
        new ConsoleLogKeeper(new RunningGuests()).look(guest);
        assertThat(taken(victim)).isEqualTo(before);
    }
}
