package org.ostler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The completion script, run by bash as it does at the Tab key.
class BashCompletionTest {
    private static final Path BASH = Path.of("/bin/bash");

    @TempDir private Path folder;

    @BeforeEach
    void makePrograms() throws IOException {
        assumeTrue(Files.isExecutable(BASH), "no bash");
        Files.writeString(folder.resolve("completion"), BashCompletion.script());
        Path ostler =
                Files.writeString(
                        folder.resolve("ostler"),
                        """
                        #!/bin/bash
                        echo "$*" >>"${0%/*}/asked"
                        printf '%s\\n' test 'two words' tea:pot
                        """);
        Files.setPosixFilePermissions(ostler, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// What bash offers at the end of that line.
    private List<String> offered(String line) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                BASH.toString(),
                                "--norc",
                                "-c",
                                """
                                . "$1"
                                COMP_WORDBREAKS=:=
                                COMP_LINE=$2 COMP_POINT=${#2}
                                _ostler ostler
                                printf '%s\\n' "${COMPREPLY[@]}"
                                """,
                                "bash",
                                folder.resolve("completion").toString(),
                                line)
                        .redirectErrorStream(true)
                        .directory(folder.toFile())
                        .start();
        String said =
                new String(process.getInputStream().readNBytes(1 << 20), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return said.lines().filter(word -> !word.isEmpty()).toList();
    }

    @Test
    void commandsAreOffered() throws Exception {
        assertThat(offered("ostler st")).containsExactly("start", "stop");
        assertThat(offered("ostler ")).hasSameSizeAs(Commands.all());
        assertThat(offered("ostler -c test:///default --quiet ca"))
                .containsExactly("cancel", "capabilities");
    }

    @Test
    void optionsAndTheirValuesAreOffered() throws Exception {
        assertThat(offered("ostler list --a")).containsExactly("--all");
        assertThat(offered("ostler start --pa")).containsExactly("--paused");
        assertThat(offered("ostler list -o ")).containsExactly("table", "json", "yaml", "name");
        assertThat(offered("ostler list --output=j")).containsExactly("json");
        assertThat(offered("ostler stop --mode a")).containsExactly("acpi", "agent");
        assertThat(offered("ostler log --lines ")).isEmpty();
    }

    @Test
    void domainsAreAskedForOverTheSameConnection() throws Exception {
        String ostler = folder.resolve("ostler").toString();
        assertThat(offered(ostler + " -c test:///default start te"))
                .containsExactly("test", "tea:pot");
        assertThat(offered(ostler + " show tw")).containsExactly("two\\ words");
        assertThat(offered(ostler + " show a tea:")).containsExactly("pot");
        assertThat(Files.readAllLines(folder.resolve("asked")))
                .containsExactly(
                        "-c test:///default --timeout 5 -o name list --inactive",
                        "--timeout 5 -o name list --all",
                        "--timeout 5 -o name list --all");
    }

    @Test
    void filesAndShellsAreOffered() throws Exception {
        assertThat(offered("ostler define comp")).containsExactly("completion");
        assertThat(offered("ostler completion ")).containsExactly("bash", "zsh", "fish");
        assertThat(offered("ostler list x")).isEmpty();
    }

    @Test
    void scriptsAreMadeForEachShell() {
        assertThat(new Cli().run("completion", "bash").well()).isEqualTo(BashCompletion.script());
        assertThat(new Cli().run("completion", "zsh").well()).contains("bashcompinit");
        assertThat(new Cli().run("completion", "fish").well())
                .contains("-a start -d 'Start defined domains'");
        new Cli().run("completion", "csh").failed(ExitCode.USAGE);
        assertThat(BashCompletion.script()).doesNotContainPattern("@[A-Z]+@");
    }
}
