package org.ostler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Ctrl-C while a command waits for its job.
class InterruptTest {
    @TempDir private Path folder;

    /// Runs it until the start hangs, sends SIGINT, and waits for its end.
    private Ran interrupted(String... words) throws IOException, InterruptedException {
        Path hangs = folder.resolve("hangs");
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        List<String> arguments = new ArrayList<>(List.of(hangs.toString()));
        arguments.addAll(List.of(words));
        Process process =
                new ProcessBuilder(TestJvm.command("org.ostler.cli.HangingProgram", arguments))
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        try {
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> Files.exists(hangs) || !process.isAlive());
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    @Test
    void jobGoesOnAndItIsSaidHowToCancelIt() throws Exception {
        assertThat(interrupted("start", "g1").failed(ExitCode.INTERRUPTED))
                .matches("\nstart 'g1' goes on; to end it: ostler cancel [0-9a-f-]{36}\n");
    }

    @Test
    void jobIsCancelledWhereThatIsWanted() throws Exception {
        assertThat(interrupted("start", "--cancel-on-interrupt", "g1").failed(ExitCode.INTERRUPTED))
                .isEqualTo("\ncancelling: start 'g1'\nstart 'g1' was cancelled\n");
    }
}
