package org.ostler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.api.NodeMemory;
import org.ostler.api.NodeProcessors;
import org.ostler.api.NodeProcessors.Times;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a Linux host tells of itself, from files as its kernel writes them.
class LinuxNodeTest {
    @TempDir private Path root;

    private void write(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    @Test
    void processorTimesAreNanosecondsWithInterruptsInTheKernel() throws IOException {
        write(
                "proc/stat",
                """
                cpu  10 2 30 400 5 6 7 0 0 0
                cpu0 4 1 10 200 2 3 3 0 0 0
                cpu2 6 1 20 200 3 3 4 0 0 0
                intr 12345 0 0
                """);
        write("sys/devices/system/cpu/present", "0-3\n");
        NodeProcessors processors = new LinuxNode(root).processors();
        assertThat(processors.all())
                .isEqualTo(new Times(-1, 430_000_000, 120_000_000, 4_000_000_000L, 50_000_000));
        assertThat(processors.each()).extracting(Times::cpu).containsExactly(0, 2);
        assertThat(processors.cpu(1)).as("is offline").isEmpty();
        assertThat(processors.present()).isEqualTo(4);
    }

    @Test
    void memoryIsToldWithItsCells() throws IOException {
        write(
                "proc/meminfo",
                """
                MemTotal:        4000 kB
                MemFree:         1000 kB
                MemAvailable:    3000 kB
                Buffers:          100 kB
                Cached:           900 kB
                HugePages_Total:       0
                """);
        write(
                "sys/devices/system/node/node1/meminfo",
                "Node 1 MemTotal:       3000 kB\nNode 1 MemFree:         600 kB\n");
        write(
                "sys/devices/system/node/node0/meminfo",
                "Node 0 MemTotal:       1000 kB\nNode 0 MemFree:         400 kB\n");
        NodeMemory memory = new LinuxNode(root).memory();
        assertThat(memory.totalKib()).isEqualTo(4000);
        assertThat(memory.freeKib()).isEqualTo(1000);
        assertThat(memory.buffersKib()).hasValue(100);
        assertThat(memory.cachedKib()).hasValue(900);
        assertThat(memory.cells())
                .containsExactly(
                        new NodeMemory.Cell(0, 1000, 400), new NodeMemory.Cell(1, 3000, 600));
    }

    @Test
    void thisHostHasProcessorsAndMemory() {
        LinuxNode here = new LinuxNode(Path.of("/"));
        assertThat(here.processors().all().idleNanos()).isPositive();
        assertThat(here.processors().each()).isNotEmpty();
        assertThat(here.memory().freeKib()).isBetween(1L, here.memory().totalKib());
    }
}
