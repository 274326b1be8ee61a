package org.ostler.cli.output;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The forms in which results are written.
public enum Format {
    /// For people.
    TABLE,
    /// RFC 8259; streams have one object on each line.
    JSON,
    /// YAML 1.2; streams have a document for each.
    YAML,
    /// Only the name or id of each result, one on each line.
    NAME;

    /// The words that choose one.
    public static List<String> words() {
        return Arrays.stream(values()).map(Format::word).toList();
    }

    /// The word that chooses it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The form of that word.
    public static Optional<Format> of(String word) {
        return Arrays.stream(values()).filter(format -> format.word().equals(word)).findFirst();
    }
}
