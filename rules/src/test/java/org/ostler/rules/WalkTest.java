package org.ostler.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The walk through one call in ARCHITECTURE.md names files and methods that exist.
class WalkTest {
    /// ``[`Class.method`](path)`` or ``[`Class`](path)``.
    private static final Pattern STEP =
            Pattern.compile("\\[`(\\w+)(?:\\.(\\w+))?`]\\(([^)]+\\.java)\\)");

    private static final int STEPS_MIN = 30;

    @Test
    void everyFileAndMethodOfTheWalkExists() throws IOException {
        String page = Files.readString(House.root().resolve("ARCHITECTURE.md"));
        List<String> missing = new ArrayList<>();
        int steps = 0;
        Matcher step = STEP.matcher(page.substring(page.indexOf("## A newcomer's walk")));
        while (step.find()) {
            steps++;
            Path file = House.root().resolve(step.group(3));
            if (!Files.isRegularFile(file)
                    || !file.getFileName().toString().equals(step.group(1) + ".java")) {
                missing.add(step.group());
            } else if (step.group(2) != null
                    && !Files.readString(file).contains(" " + step.group(2) + "(")) {
                missing.add(step.group(1) + " has no method " + step.group(2));
            }
        }
        assertThat(missing).isEmpty();
        assertThat(steps).isGreaterThan(STEPS_MIN);
    }
}
