package org.ostler.driver.qemu;

import org.junit.jupiter.api.Assumptions;

import java.nio.file.Files;
import java.nio.file.Path;

/// The QEMU of this machine, for tests that need a real one.
final class RealQemu {
    static final Path BINARY = Path.of("/usr/bin/qemu-system-x86_64");

    private RealQemu() {}

    /// Skips the test where there is no QEMU.
    static void required() {
        Assumptions.assumeTrue(Files.isExecutable(BINARY), "needs " + BINARY);
    }
}
