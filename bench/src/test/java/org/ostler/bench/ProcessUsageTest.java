package org.ostler.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class ProcessUsageTest {
    @TempDir Path proc;

    private void process(long pid, String name, int ticks, long kibibytes, String children)
            throws IOException {
        Path task = Files.createDirectories(proc.resolve(pid + "/task/" + pid));
        Files.writeString(task.resolve("children"), children);
        Files.writeString(
                proc.resolve(pid + "/stat"),
                pid
                        + " ("
                        + name
                        + ") S 1 1 1 0 -1 4194304 100 0 0 0 "
                        + ticks
                        + " 2 3 4 20 0 1\n");
        Files.writeString(
                proc.resolve(pid + "/status"),
                "Name:\tx\nVmHWM:\t  999999 kB\nVmRSS:\t   " + kibibytes + " kB\nThreads:\t1\n");
    }

    @Test
    void descendantsCount() throws IOException {
        process(10, "daemon", 100, 1000, "11 12 ");
        process(11, "helper", 10, 500, "13 ");
        process(12, "helper", 20, 250, "");
        process(13, "qemu", 30, 250, "");
        ProcessUsage usage = new ProcessUsage(proc);
        assertThat(usage.cpuMillis(10)).isEqualTo((100 + 10 + 20 + 30 + 4 * 9) * 10);
        assertThat(usage.residentMegabytes(10)).isEqualTo(2.048);
    }

    @Test
    void nameMayContainWhatLooksLikeFields() throws IOException {
        process(10, "a) S 1 (b", 7, 1, "");
        assertThat(new ProcessUsage(proc).cpuMillis(10)).isEqualTo(160);
    }

    @Test
    void childThatHasEndedMeanwhileIsNothing() throws IOException {
        process(10, "daemon", 1, 1, "11");
        assertThat(new ProcessUsage(proc).cpuMillis(10)).isEqualTo(100);
    }

    @Test
    void ownProcessIsResident() throws IOException {
        ProcessUsage usage = new ProcessUsage();
        assertThat(usage.residentMegabytes(ProcessHandle.current().pid())).isGreaterThan(1);
    }
}
