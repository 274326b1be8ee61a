package org.ostler.daemon.driver;

import java.time.Duration;

/// How long to wait before a process that ended is started again: doubling from 100 ms to 30 s, and
/// from the beginning once it has run for a minute. Used by one thread.
final class BackOff {
    private static final long FIRST_MILLIS = 100;
    private static final long LAST_MILLIS = 30_000;
    private static final Duration PROVEN = Duration.ofMinutes(1);

    private long nextMillis = FIRST_MILLIS;

    /// The wait after an end.
    ///
    /// @param ran how long the process had run
    Duration after(Duration ran) {
        if (ran.compareTo(PROVEN) >= 0) {
            nextMillis = FIRST_MILLIS;
        }
        Duration wait = Duration.ofMillis(nextMillis);
        nextMillis = Math.min(LAST_MILLIS, nextMillis * 2);
        return wait;
    }
}
