package org.ostler.daemon.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// docs/procedures.md says of every procedure what the daemon does with it. With
/// `-Dostler.update.docs=true` it is written anew.
class ProcedurePageTest {
    private static final Path PAGE =
            Path.of(System.getProperty("ostler.root", "..")).resolve("docs/procedures.md");

    @Test
    void pageIsWhatDescriptionAndHandlersSay() throws IOException {
        if (Boolean.getBoolean("ostler.update.docs")) {
            Files.writeString(PAGE, ProcedurePage.text());
        }
        assertThat(Files.readString(PAGE)).isEqualTo(ProcedurePage.text());
    }
}
