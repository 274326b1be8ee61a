package org.ostler.bench;

import java.util.Map;

/// Looking figures up.
final class Figures {
    private Figures() {}

    /// The figure for that key.
    static <K> Figure of(Map<K, Figure> figures, K key) {
        Figure figure = figures.get(key);
        if (figure == null) {
            throw new IllegalArgumentException("no figure for " + key);
        }
        return figure;
    }
}
