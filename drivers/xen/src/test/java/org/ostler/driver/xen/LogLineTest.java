package org.ostler.driver.xen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.OptionalInt;

class LogLineTest {
    @Test
    void lineOfLibxlIsTakenApart() {
        LogLine line =
                LogLine.parse(
                        "libxl: error: libxl_create.c:1640:domcreate_rebuild_done: Domain 12:cannot"
                                + " (re-)build domain: -3");
        assertThat(line.level()).isEqualTo(LogLine.Level.ERROR);
        assertThat(line.component()).isEqualTo("libxl");
        assertThat(line.source()).isEqualTo("libxl_create.c:1640:domcreate_rebuild_done");
        assertThat(line.domid()).isEqualTo(OptionalInt.of(12));
        assertThat(line.text()).isEqualTo("cannot (re-)build domain: -3");
    }

    @Test
    void lineOfTheDomainBuilderLosesItsNoise() {
        LogLine line =
                LogLine.parse(
                        "xc: error: panic: xg_dom_core.c:205: failed to open file '/nope': No such"
                                + " file or directory: Internal error");
        assertThat(line.component()).isEqualTo("xc");
        assertThat(line.source()).isEqualTo("xg_dom_core.c:205");
        assertThat(line.text()).isEqualTo("failed to open file '/nope': No such file or directory");
    }

    @Test
    void componentMayHoldColons() {
        assertThat(LogLine.parse("xencall:buffer: debug: cache current size:3").component())
                .isEqualTo("xencall:buffer");
    }

    @Test
    void lineOfAnotherFormIsKeptWhole() {
        LogLine line = LogLine.parse("something else: here");
        assertThat(line.text()).isEqualTo("something else: here");
        assertThat(line.level()).isEqualTo(LogLine.Level.INFO);
    }

    @Test
    void progressHasFigures() {
        assertThat(
                        LogLine.parse("xc: progress: Frames iteration 0 of 5: 1024/32768    3%")
                                .progress())
                .contains(new LibxlProgress("Frames iteration 0 of 5", 1024, 32768));
        assertThat(LogLine.parse("xc: detail: Frames: 11264/1044480    1%").progress())
                .contains(new LibxlProgress("Frames", 11264, 1044480));
        assertThat(LogLine.parse("xc: info: Frames: 1/2 50%").progress()).isEmpty();
    }

    @Test
    void messageOfAFailureHasTheDeepestWordsAndNotTheirEchoes() {
        var lines =
                List.of(
                        LogLine.parse(
                                "xc: error: panic: xg_dom_core.c:205: failed to open file"
                                        + " '/nope/vmlinux': No such file or directory: Internal"
                                        + " error"),
                        LogLine.parse(
                                "libxl: error: libxl_create.c:1640:domcreate_rebuild_done: Domain"
                                        + " 1:cannot (re-)build domain: -1"),
                        LogLine.parse(
                                "libxl: error: libxl_domain.c:1064:domain_destroy_cb: Domain"
                                        + " 1:Destruction of domain failed"));
        assertThat(new LibxlException("creating", "domain g1", -3, "ERROR_FAIL", lines))
                .hasMessage(
                        "libxl: creating domain g1 failed: failed to open file '/nope/vmlinux': No"
                                + " such file or directory (ERROR_FAIL, -3)");
    }
}
