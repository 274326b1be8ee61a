package org.ostler.engine.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.api.Console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;

/// A console's log is followed while it grows, is cut, is set aside.
class ConsoleLogTailTest {
    @TempDir private Path folder;
    private final AtomicBoolean ended = new AtomicBoolean();

    private Path log(String text) throws IOException {
        return Files.writeString(
                folder.resolve("log"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void scrollbackReachesBackNotBeyondTheGuestsOwnBeginning() throws IOException {
        Path log = log("another guest's|mine");
        try (Console all = OpenConsole.watching(ConsoleLogTail.open(log, 16, 1000), () -> false);
                Console last = OpenConsole.watching(ConsoleLogTail.open(log, 16, 2), () -> false)) {
            assertThat(Heard.until(all, "ne")).isEqualTo("mine");
            assertThat(Heard.until(last, "ne")).isEqualTo("ne");
        }
    }

    @Test
    void logThatIsCutIsReadFromItsBeginning() throws IOException {
        Path log = log("a long first part");
        try (Console console = OpenConsole.watching(ConsoleLogTail.open(log, 1000), () -> false)) {
            Heard.until(console, "part");
            Files.writeString(log, "second");
            assertThat(Heard.until(console, "second")).isEqualTo("second");
        }
    }

    @Test
    void logThatIsSetAsideIsFollowedUntilTheNewOneBegins() throws IOException {
        Path log = log("one ");
        try (Console console = OpenConsole.watching(ConsoleLogTail.open(log, 1000), () -> false)) {
            Heard.until(console, "one ");
            Path aside = Files.move(log, folder.resolve("log.1"));
            Files.writeString(aside, "two ", StandardOpenOption.APPEND);
            assertThat(Heard.until(console, "two")).isEqualTo("two ");
            Files.writeString(log, "three");
            assertThat(Heard.until(console, "three")).isEqualTo("three");
        }
    }

    @Test
    void whatWasWrittenBeforeTheEndIsReadBeforeIt() throws IOException {
        Path log = log("last words");
        ended.set(true);
        try (Console console = OpenConsole.watching(ConsoleLogTail.open(log, 1000), ended::get)) {
            assertThat(Heard.toEnd(console)).isEqualTo("last words");
        }
    }
}
