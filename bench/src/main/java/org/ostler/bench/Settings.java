package org.ostler.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How to measure, and where.
///
/// @param scenarios names of those to run; empty for all
/// @param rounds how often each side has its turn
/// @param time how long something short is repeated within a turn
/// @param quick whether a rough look is enough; its figures are not written down
/// @param write whether the page is written
/// @param places where things are
record Settings(
        List<String> scenarios,
        int rounds,
        Duration time,
        boolean quick,
        boolean write,
        Places places) {
    private static final int ROUNDS = 5;
    private static final int ROUNDS_MAX = 1000;
    private static final int QUICK_ROUNDS = 1;
    private static final Duration TIME = Duration.ofSeconds(1);
    private static final Duration QUICK_TIME = Duration.ofMillis(300);

    /// @param work this run's folder, on a real disk
    /// @param dist Ostler as it was built
    /// @param page SPECIFICATION.md
    /// @param version what is measured, for the table
    record Places(Path work, Path dist, Path page, String version) {}

    Path work() {
        return places.work();
    }

    /// Reads a command line.
    ///
    /// @throws IllegalArgumentException with a sentence for the user
    static Settings of(List<String> arguments, Scenarios known) {
        Set<String> switches = new HashSet<>();
        Map<String, String> values = new HashMap<>();
        List<String> scenarios = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            switch (word) {
                case "--quick", "--write", "--no-write" -> switches.add(word);
                case "--rounds", "--work", "--dist", "--page", "--version" -> {
                    if (++i == arguments.size()) {
                        throw new IllegalArgumentException(word + " needs a value");
                    }
                    values.put(word, arguments.get(i));
                }
                default -> {
                    if (known.named(word).isEmpty()) {
                        throw new IllegalArgumentException(
                                "there is no scenario or option " + word);
                    }
                    scenarios.add(word);
                }
            }
        }
        boolean quick = switches.contains("--quick");
        return new Settings(
                List.copyOf(scenarios),
                values.containsKey("--rounds") ? rounds(values) : quick ? QUICK_ROUNDS : ROUNDS,
                quick ? QUICK_TIME : TIME,
                quick,
                writes(switches, scenarios.isEmpty()),
                places(values));
    }

    /// A whole run that took its time is written down, others only where that is asked for.
    private static boolean writes(Set<String> switches, boolean all) {
        if (switches.contains("--no-write")) {
            return false;
        }
        return switches.contains("--write") || (all && !switches.contains("--quick"));
    }

    private static int rounds(Map<String, String> values) {
        String text = values.getOrDefault("--rounds", "");
        if (!text.matches("[1-9]\\d{0,2}")) {
            throw new IllegalArgumentException(
                    "--rounds takes a number from 1 to " + (ROUNDS_MAX - 1) + ", not " + text);
        }
        return Integer.parseInt(text);
    }

    private static Places places(Map<String, String> values) {
        return new Places(
                path(values, "--work"),
                path(values, "--dist"),
                path(values, "--page"),
                values.getOrDefault("--version", ""));
    }

    private static Path path(Map<String, String> values, String option) {
        String text = values.get(option);
        if (text == null) {
            throw new IllegalArgumentException(
                    option + " is missing; start this program by tools/bench");
        }
        return Path.of(text).toAbsolutePath();
    }
}
