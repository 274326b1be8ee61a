package org.ostler.driver.qemu;

import org.junit.jupiter.api.Assumptions;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// The QEMU of this machine, for tests that need a real one.
final class RealQemu {
    static final Path BINARY = Path.of("/usr/bin/qemu-system-x86_64");

    private static final Duration LONG = Duration.ofSeconds(60);

    private RealQemu() {}

    /// Skips the test where there is no QEMU.
    static void required() {
        Assumptions.assumeTrue(Files.isExecutable(BINARY), "needs " + BINARY);
    }

    /// Starts it as this test's own user, paused; the caller's to end.
    ///
    /// @param home where its monitor and its log go
    static QemuLauncher.Started start(
            String name, QemuArguments arguments, Path home, QmpNotices notices) throws Exception {
        QemuStart start =
                new QemuStart(
                        name,
                        BINARY,
                        arguments.words(),
                        Map.of("LC_ALL", "C"),
                        new RunAs.Self(),
                        home.resolve("log"),
                        new GuestPaths(home).monitor());
        return QemuLauncher.start(start, LONG, notices);
    }
}
