package org.ostler.daemon.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

class DriverProcessTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir Path directory;

    /// A driver that is a shell script: it writes its pid to `starts` and then does as told.
    private DriverProcess process(String script) {
        return new DriverProcess(
                new DriverProcess.Launch(
                        "fake",
                        () ->
                                List.of(
                                        "/bin/sh",
                                        "-c",
                                        "echo $$ >> "
                                                + directory.resolve("starts")
                                                + "; "
                                                + script),
                        directory.resolve("socket"),
                        directory.resolve("record")));
    }

    private List<Long> starts() throws IOException {
        return Files.readAllLines(directory.resolve("starts")).stream().map(Long::valueOf).toList();
    }

    private static boolean ends(long pid) throws Exception {
        return ProcessHandle.of(pid).isEmpty()
                || ProcessHandle.of(pid).get().onExit().get(10, TimeUnit.SECONDS) != null;
    }

    @Test
    void childThatIsReadyServesUntilClosed() throws Exception {
        DriverProcess process = process("echo ready; cat >/dev/null");
        long start = process.awaitReady(SOON);

        assertThat(process.serves(start)).isTrue();
        assertThat(process.awaitReady(SOON)).isEqualTo(start);
        assertThat(ProcessIdentity.read(directory.resolve("record")))
                .map(ProcessIdentity::pid)
                .contains(starts().getFirst());

        process.close();
        assertThat(process.serves(start)).isFalse();
        assertThat(ends(starts().getFirst())).isTrue();
        assertThat(starts()).hasSize(1);
    }

    @Test
    void killedChildIsStartedAgain() throws Exception {
        try (DriverProcess process = process("echo ready; cat >/dev/null")) {
            long first = process.awaitReady(SOON);
            ProcessHandle.of(starts().getFirst()).orElseThrow().destroyForcibly();

            long deadline = System.nanoTime() + SOON.toNanos();
            long second = first;
            while (second == first && System.nanoTime() < deadline) {
                second = process.awaitReady(SOON);
                Thread.onSpinWait();
            }
            assertThat(second).isEqualTo(first + 1);
            assertThat(process.serves(first)).isFalse();
            assertThat(starts()).hasSize(2);
        }
    }

    @Test
    void absentDriverIsStartedAgainOnlyWhenAskedFor() throws Exception {
        try (DriverProcess process = process("echo absent this host does not run Xen; exit 5")) {
            for (int asked = 1; asked <= 2; asked++) {
                Fault fault = catchThrowableOfType(Fault.class, () -> process.awaitReady(SOON));
                assertThat(fault.code()).isEqualTo(FaultCode.NO_CONNECT);
                assertThat(fault).hasMessageContaining("this host does not run Xen");
                assertThat(starts()).hasSize(asked);
            }
        }
    }

    @Test
    void lastWordsOfChildThatDiesAreInTheFault() {
        try (DriverProcess process = process("echo no memory >&2; exit 3")) {
            Fault fault =
                    catchThrowableOfType(
                            Fault.class, () -> process.awaitReady(Duration.ofMillis(500)));
            assertThat(fault).hasMessageContaining("exit code 3");
            assertThat(fault.retryable()).isTrue();
        }
    }

    @Test
    void childThatIgnoresTheEndOfItsInputIsEndedBySignal() throws Exception {
        DriverProcess process = process("echo ready; exec sleep 600");
        process.awaitReady(SOON);
        process.close();
        assertThat(ends(starts().getFirst())).isTrue();
    }

    @Test
    void orphanOfAnEarlierDaemonIsEndedFirst() throws Exception {
        Process orphan = new ProcessBuilder("sleep", "600").start();
        ProcessIdentity.of(orphan.pid()).orElseThrow().write(directory.resolve("record"));

        Orphan.await(directory.resolve("record"), Duration.ofMillis(200));

        assertThat(orphan.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void processThatOnlyReusesThePidIsLeftAlone() throws Exception {
        Process other = new ProcessBuilder("sleep", "600").start();
        try {
            ProcessIdentity now = ProcessIdentity.of(other.pid()).orElseThrow();
            new ProcessIdentity(now.pid(), now.startTicks() - 1).write(directory.resolve("record"));

            Orphan.await(directory.resolve("record"), Duration.ofMillis(50));

            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void sameProgramIsStartedWithOtherArguments() throws Exception {
        assertThat(
                        SelfCommand.with(
                                "/jdk/bin/java",
                                List.of(
                                        "java",
                                        "-Xmx256m",
                                        "-XX:AOTCacheOutput=x",
                                        "-p",
                                        "lib",
                                        "-m",
                                        "org.ostler.daemon/org.ostler.daemon.Main",
                                        "--driver",
                                        "xen"),
                                List.of("--driver-process", "xen")))
                .containsExactly(
                        "/jdk/bin/java",
                        "-Xmx256m",
                        "-p",
                        "lib",
                        "-m",
                        "org.ostler.daemon/org.ostler.daemon.Main",
                        "--driver-process",
                        "xen");
    }
}
