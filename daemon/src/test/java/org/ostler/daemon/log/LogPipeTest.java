package org.ostler.daemon.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

class LogPipeTest {
    private static List<String> written(
            LogFormat format, java.util.function.Consumer<PipeLogger> work) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LogPipe pipe = new LogPipe();
        work.accept(new PipeLogger("org.ostler.X", pipe));
        pipe.open(Level.INFO, format, out);
        pipe.flush(Duration.ofSeconds(10));
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void lineLoggedBeforeTheLogIsOpenIsWritten() {
        assertThat(written(LogFormat.TEXT, log -> log.log(Level.INFO, "at {0}", "/run")))
                .singleElement()
                .asString()
                .matches("\\S+Z level=INFO logger=org.ostler.X msg=\"at /run\" thread=\"\\S+\"");
    }

    @Test
    void whateverIsLoggedIsOneLine() {
        assertThat(
                        written(
                                LogFormat.JSON,
                                log ->
                                        log.log(
                                                Level.ERROR,
                                                "a \"b\"\nc",
                                                new IllegalStateException("x"))))
                .singleElement()
                .asString()
                .contains("\"msg\":\"a \\\"b\\\"\\nc\"")
                .contains("\"trace\":\"java.lang.IllegalStateException: x\\n\\tat");
    }

    @Test
    void levelBelowTheThresholdIsNotWritten() {
        assertThat(written(LogFormat.TEXT, log -> log.log(Level.DEBUG, "hidden"))).isEmpty();
    }

    @Test
    void linesThatDoNotFitAreCountedInsteadOfHoldingUpTheCaller() {
        List<String> lines =
                written(
                        LogFormat.TEXT,
                        log -> {
                            for (int i = 0; i < 5000; i++) {
                                log.log(Level.INFO, "line {0}", i);
                            }
                        });
        assertThat(lines).hasSize(4097).anyMatch(line -> line.contains("904 log lines were lost"));
    }

    @Test
    void linesGoElsewhereOnceThatIsSaid() {
        ByteArrayOutputStream before = new ByteArrayOutputStream();
        ByteArrayOutputStream after = new ByteArrayOutputStream();
        LogPipe pipe = new LogPipe();
        PipeLogger log = new PipeLogger("org.ostler.X", pipe);
        pipe.open(Level.INFO, LogFormat.TEXT, before);
        log.log(Level.INFO, "one");
        pipe.flush(Duration.ofSeconds(10));
        pipe.change(Level.WARNING, LogFormat.JSON, after);
        log.log(Level.INFO, "two");
        log.log(Level.WARNING, "three");
        pipe.flush(Duration.ofSeconds(10));
        assertThat(before.toString(StandardCharsets.UTF_8)).contains("one").doesNotContain("three");
        assertThat(after.toString(StandardCharsets.UTF_8))
                .contains("\"msg\":\"three\"")
                .doesNotContain("two");
    }

    @Test
    void parametersReplaceTheirPlaces() {
        assertThat(PipeLogger.filled("{1} isn''t {0}, {2} {x}", new Object[] {"b", 7}))
                .isEqualTo("7 isn't b, {2} {x}");
    }
}
