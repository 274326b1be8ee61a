package org.ostler.driver.qemu;

import java.time.Duration;

/// A point of time by which something must have happened; by the monotonic clock.
///
/// @param nanos the value of [System#nanoTime()] at that point
record Deadline(long nanos) {

    /// The point `timeout` from now.
    static Deadline in(Duration timeout) {
        return new Deadline(System.nanoTime() + timeout.toNanos());
    }

    /// The time left, zero when there is none.
    Duration left() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }

    boolean passed() {
        return nanos - System.nanoTime() <= 0;
    }
}
