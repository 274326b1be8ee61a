package org.ostler.bench;

import java.util.Arrays;
import java.util.Collection;

/// Durations that were measured, in nanoseconds, in ascending order. Immutable.
public final class Samples {
    private final long[] sorted;

    private Samples(long[] sorted) {
        this.sorted = sorted;
    }

    /// A copy of the first `count` values.
    static Samples of(long[] nanos, int count) {
        long[] copy = Arrays.copyOf(nanos, count);
        Arrays.sort(copy);
        return new Samples(copy);
    }

    /// All values of several.
    static Samples all(Collection<Samples> several) {
        long[] together =
                several.stream().flatMapToLong(samples -> Arrays.stream(samples.sorted)).toArray();
        return of(together, together.length);
    }

    /// How many there are.
    public int count() {
        return sorted.length;
    }

    /// The smallest value that at least this part of all values does not exceed (the nearest-rank
    /// definition), so that it is one that really occurred.
    ///
    /// @param part from 0 to 1: 0.5 is the median
    /// @throws IllegalStateException when there are none
    public long quantile(double part) {
        if (sorted.length == 0) {
            throw new IllegalStateException("nothing was measured");
        }
        int rank = (int) Math.ceil(part * sorted.length);
        return sorted[Math.clamp(rank - 1L, 0, sorted.length - 1)];
    }

    /// [#quantile] of a half, in microseconds.
    public double medianMicros() {
        return quantile(0.5) / 1e3;
    }

    /// [#quantile] of a half, in milliseconds.
    public double medianMillis() {
        return quantile(0.5) / 1e6;
    }

    /// The median of a few rounds' figures: the middle one, or the mean of the middle two.
    ///
    /// @throws IllegalArgumentException when there are none
    static double median(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no values");
        }
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
