package org.ostler.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.ostler.conformance.Bench;
import org.ostler.conformance.HypervisorContract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// The contract of every driver, kept by QEMU's behind the daemon as users start it.
class QemuDaemonConformanceTest extends HypervisorContract {
    @Override
    protected Bench makeBench() {
        assumeTrue(Programs.installed("virsh"), "virsh is not installed");
        SmallGuest guest = SmallGuest.make();
        SmallGuest broken = new SmallGuest(Path.of("/no/kernel"), guest.initrd(), guest.cmdline());
        Daemon daemon = Daemon.start(folder());
        return new DaemonBench(
                new DaemonBench.Kind("qemu", "hvm"),
                daemon.socket(),
                "qemu:///system",
                (name, uuid, isBroken) -> (isBroken ? broken : guest).xml(name, uuid, ""),
                Duration.ofMinutes(2),
                daemon::close);
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("ostler-conformance");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
