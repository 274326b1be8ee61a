package org.ostler.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/// docs/daemon.md lists every key and option exactly as the daemon has them.
class DocumentedKeysTest {
    private static String documentation() throws IOException {
        return Files.readString(
                Path.of(System.getProperty("ostler.root", "..")).resolve("docs/daemon.md"));
    }

    @Test
    void everyKeyIsDocumentedWithItsDefault() throws IOException {
        String table =
                ConfigKeys.ALL.stream()
                        .map(
                                key ->
                                        "| `"
                                                + key.name()
                                                + "` | "
                                                + key.expected()
                                                + " | "
                                                + key.unset()
                                                + " | "
                                                + key.meaning()
                                                + " |")
                        .collect(Collectors.joining("\n"));
        assertThat(documentation()).contains("\n" + table + "\n\n");
    }

    @Test
    void usageIsDocumented() throws IOException {
        assertThat(documentation()).contains("```\n" + Options.USAGE + "```\n");
    }
}
