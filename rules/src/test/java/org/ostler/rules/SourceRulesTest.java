package org.ostler.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// House rules that no compiler checks, over every source file.
class SourceRulesTest {
    private static final int FILE_LINES_MAX = 400;
    private static final Pattern LEFT_FOR_LATER = Pattern.compile("\\b(TODO|FIXME|XXX|HACK)\\b");
    private static final Pattern SLEEP = Pattern.compile("Thread\\.sleep\\(");
    private static final Pattern DISABLED = Pattern.compile("@Disabled\\b");
    private static final Pattern SWALLOWED =
            Pattern.compile(
                    "catch \\((?:Exception|Throwable|RuntimeException) \\w+\\)\\s*\\{\\s*\\}");

    @Test
    void filesAreSmallEnoughToBeReadInOneGo() throws IOException {
        List<String> large = new ArrayList<>();
        for (Path file : sources()) {
            long lines = Files.readAllLines(file).size();
            if (lines > FILE_LINES_MAX) {
                large.add(House.root().relativize(file) + ": " + lines + " lines");
            }
        }
        assertThat(large).as("files over " + FILE_LINES_MAX + " lines").isEmpty();
    }

    @Test
    void nothingIsLeftForLater() throws IOException {
        assertThat(linesLike(LEFT_FOR_LATER)).isEmpty();
    }

    @Test
    void noTestSleepsAndNoneIsSwitchedOff() throws IOException {
        List<String> found = new ArrayList<>(linesLike(SLEEP));
        found.addAll(linesLike(DISABLED));
        assertThat(found).isEmpty();
    }

    @Test
    void noExceptionIsSwallowed() throws IOException {
        assertThat(linesLike(SWALLOWED)).isEmpty();
    }

    private static List<String> linesLike(Pattern pattern) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : sources()) {
            if (file.getFileName().toString().equals("SourceRulesTest.java")) {
                continue;
            }
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (pattern.matcher(lines.get(i)).find()) {
                    found.add(
                            House.root().relativize(file)
                                    + ":"
                                    + (i + 1)
                                    + ": "
                                    + lines.get(i).strip());
                }
            }
        }
        return found;
    }

    static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(House.root())) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .sorted()
                    .toList();
        }
    }
}
