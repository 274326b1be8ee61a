package org.ostler.driver.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A QEMU that nobody wrote down is found by the one argument that no other process has.
class LaunchedProcessesTest {
    @Test
    void processIsFoundByAWholeArgumentOnly() throws Exception {
        GuestPaths paths = new GuestPaths(Path.of("/run/x,y/guests/" + System.nanoTime()));
        String argument = QemuCommandLine.monitor(paths);
        Process launched = new ProcessBuilder("sh", "-c", "read x", "sh", argument).start();
        Process reader = new ProcessBuilder("sh", "-c", "read x", "sh", argument + "x").start();
        try {
            List<QemuProcess> found = LaunchedProcesses.having(argument);
            assertThat(found).hasSize(1);
            try (QemuProcess process = found.getFirst()) {
                assertThat(process.identity().pid()).isEqualTo(launched.pid());
                assertThat(process.kill()).isTrue();
            }
            assertThat(launched.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(LaunchedProcesses.having(argument)).isEmpty();
            assertThat(reader.isAlive()).isTrue();
        } finally {
            launched.destroyForcibly();
            reader.destroyForcibly();
        }
    }

    @Test
    void recordOfALaunchComesBackWithoutAProcess() throws Exception {
        QemuRecord before =
                QemuRecord.ofLaunch(
                        Path.of("/run/guests/7"),
                        Path.of("/usr/bin/qemu"),
                        List.of(new QemuRecord.BorrowedFile(Path.of("/disk"), 3, 4)));
        assertThat(QemuRecord.parse(before.text())).isEqualTo(before);
        assertThat(before.hasProcess()).isFalse();
        QemuRecord after = before.with(new ProcessIdentity(9, 8, "boot"));
        assertThat(QemuRecord.parse(after.text())).isEqualTo(after);
        assertThat(after.hasProcess()).isTrue();
    }
}
