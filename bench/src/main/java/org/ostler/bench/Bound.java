package org.ostler.bench;

import java.util.Optional;

/// What a figure should be, so that a machine can say whether it is.
public sealed interface Bound {
    /// Ostler's figure divided by libvirtd's is at most this.
    record RatioAtMost(double ratio) implements Bound {}

    /// Ostler's figure divided by libvirtd's is at least this.
    record RatioAtLeast(double ratio) implements Bound {}

    /// Ostler's figure itself is at most this, in the figure's unit.
    record AtMost(double value, String unit) implements Bound {}

    /// Nothing is asked of the figure; it is there to be known.
    record None() implements Bound {}

    /// Whether it is kept; empty where nothing is asked, or where the ratio that it speaks of is
    /// not known.
    ///
    /// @param ostler the figure, in its unit
    /// @param ratio of it to libvirtd's, if that was measured
    default Optional<Boolean> keptBy(double ostler, Optional<Double> ratio) {
        return switch (this) {
            case RatioAtMost(double most) -> ratio.map(r -> r <= most);
            case RatioAtLeast(double least) -> ratio.map(r -> r >= least);
            case AtMost(double most, String _) -> Optional.of(ostler <= most);
            case None() -> Optional.empty();
        };
    }

    /// As tables show it: `≤ 0.65 ×`, `≤ 20 ms`, or nothing.
    default String text() {
        return switch (this) {
            case RatioAtMost(double ratio) -> "≤ " + Numbers.plain(ratio) + " ×";
            case RatioAtLeast(double ratio) -> "≥ " + Numbers.plain(ratio) + " ×";
            case AtMost(double value, String unit) -> "≤ " + Numbers.plain(value) + " " + unit;
            case None() -> "";
        };
    }
}
