package org.ostler.cli;

import java.util.Collection;
import java.util.Optional;

/// Finds the known word that a mistyped one was probably meant to be.
final class NearestWord {
    private NearestWord() {}

    /// The word that differs least, if no more than a third of its letters do; two letters that
    /// changed places count as one.
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

    /// The same as the end of a sentence; empty where there is none.
    static String hint(Collection<String> known, String mistyped) {
        return among(known, mistyped).map(word -> "; did you mean '" + word + "'?").orElse("");
    }

    /// How many letters must be put in, left out, changed or exchanged with their neighbour.
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(change, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
