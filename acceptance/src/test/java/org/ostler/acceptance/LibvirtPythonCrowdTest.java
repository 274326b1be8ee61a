package org.ostler.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/// Stock libvirt-python with 50 connections and 200 threads: no error, no lost event, and
/// afterwards the daemon holds what it held before.
///
/// 15 s, or a minute with `-Dostler.full=true`.
@Tag("slow")
class LibvirtPythonCrowdTest {
    private static final int SECONDS = Boolean.getBoolean("ostler.full") ? 60 : 15;
    private static final Duration DEADLINE = Duration.ofMinutes(5);

    /// Threads that were lent stay for a while, in case they are needed again.
    private static final Duration QUIET = Duration.ofSeconds(60);

    /// The JVM's own: compilers and carriers of virtual threads come and go.
    private static final int SPARE_THREADS = 6;

    private static final int SPARE_DESCRIPTORS = 4;

    @TempDir private Path folder;

    @Test
    void crowdOfThreadsIsServedWithoutErrorLossOrLeak() throws Exception {
        assumeTrue(
                Programs.run(DEADLINE, "/usr/bin/python3", "-c", "import libvirt").exitCode() == 0,
                "python3-libvirt is not installed");
        try (Daemon daemon = Daemon.start(folder)) {
            crowd(daemon, 2, 4, 1);
            ProcessFigures before = ProcessFigures.of(daemon.pid());
            String said = crowd(daemon, 50, 200, SECONDS);
            assertThat(said).contains("by 200 threads").contains("faults 0");
            System.out.println(said.strip());
            Awaitility.await("the daemon gives back what the crowd took")
                    .atMost(QUIET)
                    .untilAsserted(() -> assertNothingLeft(daemon, before));
            assertThat(daemon.virsh("test:///default").run("list", "--all").succeeded())
                    .doesNotContain("crowd");
            assertThat(daemon.log()).doesNotContain("level=ERROR").doesNotContain("incident");
        }
    }

    private static void assertNothingLeft(Daemon daemon, ProcessFigures before) {
        ProcessFigures now = ProcessFigures.of(daemon.pid());
        assertThat(now.descriptors()).isLessThanOrEqualTo(before.descriptors() + SPARE_DESCRIPTORS);
        assertThat(now.threads()).isLessThanOrEqualTo(before.threads() + SPARE_THREADS);
    }

    private static String crowd(Daemon daemon, int connections, int threads, int seconds)
            throws URISyntaxException {
        return Programs.run(
                        DEADLINE,
                        "/usr/bin/python3",
                        script().toString(),
                        daemon.virsh("test:///default").uri(),
                        Integer.toString(connections),
                        Integer.toString(threads),
                        Integer.toString(seconds))
                .succeeded();
    }

    private static Path script() throws URISyntaxException {
        return Path.of(
                Objects.requireNonNull(
                                LibvirtPythonCrowdTest.class.getResource("/crowd.py"),
                                "the script is not part of the tests")
                        .toURI());
    }
}
