package org.ostler.daemon.config;

import java.util.Collection;
import java.util.Optional;

/// Finds the known word that a mistyped one was probably meant to be.
final class NearestWord {
    private NearestWord() {}

    /// The word with the fewest differing letters, if at most a third of them differ.
    static Optional<String> among(Collection<String> known, String mistyped) {
        int best = Math.max(1, mistyped.length() / 3) + 1;
        Optional<String> nearest = Optional.empty();
        for (String word : known) {
            int distance = distance(word, mistyped);
            if (distance < best) {
                best = distance;
                nearest = Optional.of(word);
            }
        }
        return nearest;
    }

    /// How many letters must be put in, left out or changed (Levenshtein).
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, 1 + Math.min(row[j - 1], previous[j]));
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
