package org.ostler.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/// Stock libvirt-python against the daemon: calls, error numbers, lifecycle events over its own
/// event loop, keepalive and a console as a non-blocking stream.
class LibvirtPythonTest {
    private static final Duration DEADLINE = Duration.ofMinutes(3);

    @TempDir private Path folder;

    @Test
    void qemuGuestLivesThroughLibvirtPython() throws Exception {
        assumeTrue(
                Programs.run(DEADLINE, "/usr/bin/python3", "-c", "import libvirt").exitCode() == 0,
                "python3-libvirt is not installed");
        SmallGuest guest = SmallGuest.make();
        Path xml = SmallGuest.file(folder, "snake", guest.xml("snake"));
        try (Daemon daemon = Daemon.start(folder)) {
            String said =
                    Programs.run(
                                    DEADLINE,
                                    "/usr/bin/python3",
                                    script().toString(),
                                    daemon.virsh("qemu:///system").uri(),
                                    xml.toString(),
                                    SmallGuest.MARKER)
                            .succeeded();
            // Numbers from libvirt/libvirt-domain.h and virterror.h.
            assertThat(said.lines())
                    .containsSubsequence(
                            "type QEMU",
                            "alive 1",
                            "defined snake 1 0",
                            "started [1, 1] True 1",
                            "console " + SmallGuest.MARKER,
                            "suspended [3, 1]",
                            "resumed 1",
                            "listed ['snake']",
                            "again 55 10 Requested operation is not valid: domain is already"
                                    + " running",
                            "destroyed [5, 2]",
                            "done");
            assertThat(said)
                    .contains("gone 42 10 Domain not found: no domain with matching name 'snake'")
                    .contains("malformed 35 20 (domain_definition):1: ");
        }
    }

    private static Path script() throws URISyntaxException {
        return Path.of(
                Objects.requireNonNull(
                                LibvirtPythonTest.class.getResource("/life-of-a-guest.py"),
                                "the script is not part of the tests")
                        .toURI());
    }
}
