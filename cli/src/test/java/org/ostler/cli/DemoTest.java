package org.ostler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// The demo where there is no QEMU: the same story on the test driver, which is said plainly.
class DemoTest {
    @Test
    void withoutQemuTheTestDriverIsShownAndSaidToBeOne() throws InterruptedException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        assertThat(new Demo(DemoHosts.test(), out).run()).isZero();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("only pretends", "QEMU is not installed", "test guest is up")
                .contains("STARTED_BOOTED", "STOPPED_DESTROYED")
                .contains("./ostler daemon");
    }
}
