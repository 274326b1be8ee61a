package org.ostler.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// SPECIFICATION.md names tests that exist.
class SpecificationTest {
    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|Contract))(?:\\.(\\w+))?`");

    private static final int TESTS_MIN = 50;

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        Map<String, String> sources = testSources();
        List<String> missing = new ArrayList<>();
        int named = 0;
        Matcher test = NAMED.matcher(Files.readString(House.root().resolve("SPECIFICATION.md")));
        while (test.find()) {
            named++;
            String source = sources.get(test.group(1));
            if (source == null
                    || (test.group(2) != null && !source.contains("void " + test.group(2) + "("))) {
                missing.add(test.group());
            }
        }
        assertThat(missing).isEmpty();
        assertThat(named).isGreaterThan(TESTS_MIN);
    }

    /// Where two modules have a test of the same name, both texts count.
    private static Map<String, String> testSources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (Path file : SourceRulesTest.sources()) {
            String name = file.getFileName().toString().replace(".java", "");
            if (name.endsWith("Test") || name.endsWith("Contract")) {
                sources.merge(name, Files.readString(file), String::concat);
            }
        }
        return sources;
    }
}
