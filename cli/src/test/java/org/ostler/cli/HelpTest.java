package org.ostler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Help and documentation say what the table says.
class HelpTest {
    private static final Path ROOT = Path.of(System.getProperty("ostler.root", ".."));

    @Test
    void overviewNamesEveryCommand() {
        String overview = new Cli().run("--help").well();
        for (Command command : Commands.all()) {
            assertThat(overview).contains("\n  " + command.name() + " ", command.summary());
        }
        assertThat(new Cli().run().well()).isEqualTo(overview);
        assertThat(new Cli().run("help").well()).isEqualTo(overview);
        assertThat(overview.lines()).allMatch(line -> line.length() <= 96 && !line.endsWith(" "));
    }

    @Test
    void everyCommandHasHelpWithItsOptions() {
        for (Command command : Commands.all()) {
            String help = new Cli().run(command.name(), "--help").well();
            assertThat(help).startsWith("Usage: " + command.synopsis() + "\n");
            assertThat(help.lines()).allMatch(line -> line.length() <= 96 && !line.endsWith(" "));
            command.options().forEach(option -> assertThat(help).contains(option.usage()));
            assertThat(new Cli().run("help", command.name()).well()).isEqualTo(help);
        }
    }

    @Test
    void wrongCommandLineNamesTheHelpThatHelps() {
        assertThat(new Cli().run("strat").failed(ExitCode.USAGE))
                .isEqualTo(
                        "ostler: there is no command 'strat'; did you mean 'start'?; see: ostler"
                                + " --help\n");
        assertThat(new Cli().run("start").failed(ExitCode.USAGE))
                .isEqualTo("ostler: 'start' needs NAME...; see: ostler start --help\n");
        assertThat(new Cli().run("-v", "daemon").failed(ExitCode.USAGE))
                .contains("must be the first word");
    }

    @Test
    void versionIsTheProjects() throws IOException {
        assertThat(Files.readString(ROOT.resolve("pom.xml")))
                .contains("<version>" + Version.TEXT + "-SNAPSHOT</version>");
        assertThat(new Cli().run("--version").well()).startsWith("ostler " + Version.TEXT + " ");
        assertThat(new Cli().run("version", "-o", "name").well()).isEqualTo(Version.TEXT + "\n");
    }

    /// Where this fails: `./ostler help --markdown` prints what belongs between the marks.
    @Test
    void documentationIsTheTable() throws IOException {
        assertThat(Files.readString(ROOT.resolve("docs/cli.md")))
                .contains(
                        "<!-- made by: ostler help --markdown -->\n\n"
                                + new Cli().run("help", "--markdown").well()
                                + "\n<!-- end -->\n");
    }
}
