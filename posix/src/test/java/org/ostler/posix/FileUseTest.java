package org.ostler.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.RandomAccessFile;
import java.nio.file.Path;

/// How much room files take.
class FileUseTest {
    @TempDir private Path folder;

    @Test
    void holesTakeNoRoom() throws Exception {
        Path file = folder.resolve("sparse");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.write(new byte[8192]);
            sparse.getFD().sync();
            sparse.setLength(64 << 20);
        }
        assertThat(FileUse.allocatedBytes(file)).isBetween(8192L, 1L << 20);
    }

    @Test
    void fileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> FileUse.allocatedBytes(folder.resolve("none")))
                .isInstanceOf(PosixException.class)
                .hasMessageContaining("none");
    }
}
