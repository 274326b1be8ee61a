package org.ostler.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/// Repeats something and notes how long each time took.
///
/// Owned by the thread that measures.
final class Stopwatch {
    private static final int SAMPLES_MAX = 4_000_000;

    private long[] nanos = new long[4096];
    private int count;

    /// What is measured.
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /// Measures again and again, for that long, at least once.
    static Samples during(Duration time, Work work) throws IOException {
        Stopwatch watch = new Stopwatch();
        long begun = System.nanoTime();
        long last = begun;
        do {
            work.run();
            long now = System.nanoTime();
            watch.note(now - last);
            last = now;
        } while (last - begun < time.toNanos() && watch.count < SAMPLES_MAX);
        return watch.samples();
    }

    /// Measures that many times.
    static Samples times(int times, Work work) throws IOException {
        Stopwatch watch = new Stopwatch();
        for (int i = 0; i < times; i++) {
            watch.note(nanosOf(work));
        }
        return watch.samples();
    }

    /// How long it takes once.
    static long nanosOf(Work work) throws IOException {
        long begun = System.nanoTime();
        work.run();
        return System.nanoTime() - begun;
    }

    void note(long duration) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = duration;
    }

    Samples samples() {
        return Samples.of(nanos, count);
    }
}
