package org.ostler.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// The sentences about the domain format that no table of the model knows, read from `explain.txt`.
/// Immutable.
final class ExplainTexts {
    private final Map<String, Text> texts = new HashMap<>();

    /// What is said of a place.
    ///
    /// @param purpose what it is for, as a sentence
    /// @param chooser who chooses where it is not written; may be empty
    record Text(String purpose, String chooser) {}

    /// The texts that come with the program.
    ///
    /// @throws IOException when they cannot be read
    ExplainTexts() throws IOException {
        try (InputStream in =
                        Objects.requireNonNull(
                                ExplainTexts.class.getResourceAsStream("explain.txt"));
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(this::add);
        }
    }

    private void add(String line) {
        String[] parts = line.split("\\|", -1);
        texts.put(parts[0].strip(), new Text(parts[1].strip(), parts[2].strip()));
    }

    /// The places that there is a text for, as `explain.txt` writes them.
    Set<String> places() {
        return texts.keySet();
    }

    /// What is said of a place: of it alone, or of all that end so, the longest end first.
    Optional<Text> of(String path) {
        Text own = texts.get(path);
        String end = path;
        while (own == null && end.indexOf('/', 1) > 0) {
            end = end.substring(end.indexOf('/', 1));
            own = texts.get("*" + end);
        }
        return Optional.ofNullable(own);
    }
}
