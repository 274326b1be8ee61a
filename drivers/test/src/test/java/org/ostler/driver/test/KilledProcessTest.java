package org.ostler.driver.test;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.api.Domain;
import org.ostler.engine.Engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// A real process on a real disk is killed at random moments.
class KilledProcessTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int ROUNDS = 6;
    private static final int CHANGES_MAX = 120;

    /// What each domain was when that was last acknowledged; without those that are gone.
    private final Map<String, String> acknowledged = new TreeMap<>();

    @Test
    void everyAcknowledgedChangeIsThereAfterEachKill(@TempDir Path directory)
            throws IOException, InterruptedException {
        Random random = new Random(11);
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, String> asked = runAndKill(directory, random);
            Map<String, String> found = found(directory);
            Map<String, String> expected = new TreeMap<>(acknowledged);
            asked.forEach((name, state) -> put(expected, name, state));
            assertThat(found).as("round %d", round).isIn(acknowledged, expected);
            acknowledged.clear();
            acknowledged.putAll(found);
            try (var aside = Files.list(directory.resolve("state/quarantine"))) {
                assertThat(aside).isEmpty();
            }
        }
    }

    /// Lets the program make some changes and kills it.
    ///
    /// @return the change that was asked for and not acknowledged
    private Map<String, String> runAndKill(Path directory, Random random)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command(directory, random.nextInt()))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        int lines = 1 + random.nextInt(CHANGES_MAX);
        Map<String, String> asked = new HashMap<>();
        try (BufferedReader output = process.inputReader()) {
            String line = output.readLine();
            while (line != null) {
                take(line, asked);
                if (--lines == 0) {
                    // By its handle, which leaves what it has said before to be read.
                    process.toHandle().destroyForcibly();
                }
                line = output.readLine();
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(lines).as("the program has lived until it was killed").isNotPositive();
        assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return asked;
    }

    private void take(String line, Map<String, String> asked) {
        String[] words = line.split(" ", 3);
        if (words.length < 3 || !words[2].matches("gone|(on|off):title-[0-9]+")) {
            return;
        }
        if (words[0].equals("?")) {
            asked.put(words[1], words[2]);
        } else {
            asked.remove(words[1]);
            put(acknowledged, words[1], words[2]);
        }
    }

    private static void put(Map<String, String> states, String name, String state) {
        if (state.equals("gone")) {
            states.remove(name);
        } else {
            states.put(name, state);
        }
    }

    private static Map<String, String> found(Path directory) throws InterruptedException {
        Map<String, String> found = new TreeMap<>();
        try (Engine host = TestHypervisor.openOnDisk(new TestDriver(), directory)) {
            assertThat(host.awaitFirstLook(LONG)).isTrue();
            for (Domain domain : host.domains()) {
                found.put(domain.name(), Hammer.state(domain));
            }
        }
        return found;
    }

    private static List<String> command(Path directory, int seed) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.addAll(
                List.of(Hammer.class.getName(), directory.toString(), Integer.toString(seed)));
        return command;
    }
}
