package org.ostler.bench;

import java.io.IOException;
import java.time.Duration;

/// How long each of several messages took to arrive, in turns: a number of them is expected, they
/// arrive in any order, and the next turn begins.
///
/// Thread-safe: one thread expects and awaits, others tell of arrivals.
final class Arrivals {
    private final Stopwatch times = new Stopwatch();
    private long begun;
    private int missing;
    private int gone;

    /// Begins a turn now.
    synchronized void expect(int count) {
        missing = count;
        begun = System.nanoTime();
    }

    /// One has arrived. One that nobody expects is not counted.
    synchronized void arrived() {
        if (missing > 0) {
            times.note(System.nanoTime() - begun);
            missing--;
            if (missing == 0) {
                notifyAll();
            }
        }
    }

    /// A receiver has gone.
    synchronized void gone() {
        gone++;
        notifyAll();
    }

    /// Waits for the end of the turn.
    ///
    /// @throws IOException when a receiver has gone, or not all arrived in time
    synchronized void await(Duration patience) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (missing > 0) {
                long millis = (end - System.nanoTime()) / 1_000_000;
                if (gone > 0 || millis <= 0) {
                    throw new IOException(
                            "%d messages are missing, %d receivers have gone"
                                    .formatted(missing, gone));
                }
                wait(millis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /// All times so far.
    synchronized Samples samples() {
        return times.samples();
    }
}
