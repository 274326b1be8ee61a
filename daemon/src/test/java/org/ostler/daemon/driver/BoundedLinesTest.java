package org.ostler.daemon.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

class BoundedLinesTest {
    private static BoundedLines of(String text) {
        return new BoundedLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void linesComeOneByOneAndTheLastNeedsNoEnd() throws Exception {
        try (BoundedLines lines = of("ready\n\nabsent für alle")) {
            assertThat(lines.next()).contains("ready");
            assertThat(lines.next()).contains("");
            assertThat(lines.next()).contains("absent für alle");
            assertThat(lines.next()).isEmpty();
        }
    }

    @Test
    void restOfALongLineIsDropped() throws Exception {
        try (BoundedLines lines = of("x".repeat(BoundedLines.LINE_BYTES + 5000) + "\nnext")) {
            assertThat(lines.next().orElseThrow()).hasSize(BoundedLines.LINE_BYTES);
            assertThat(lines.next()).contains("next");
        }
    }
}
