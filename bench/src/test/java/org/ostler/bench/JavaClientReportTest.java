package org.ostler.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import org.junit.jupiter.api.Test;

import java.io.IOException;

class JavaClientReportTest {
    @Test
    void reportIsFoundAmongOtherWords() throws IOException {
        JavaClientReport report = new JavaClientReport(81.5, 12_345, 67_890);
        assertThat(JavaClientReport.in("WARNING: something\n" + report.line() + "\n"))
                .isEqualTo(report);
    }

    @Test
    void programThatFailedIsQuoted() {
        assertThatIOException()
                .isThrownBy(() -> JavaClientReport.in("Exception: no libvirt\n"))
                .withMessageContaining("no libvirt");
    }
}
