package org.ostler.wire;

import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;

/// The time that connections live by. One timer thread serves all connections of a program; what
/// runs on it never blocks.
///
/// @param timer runs keepalive and deadlines
/// @param nanoTime nanoseconds from an arbitrary origin, never going back
public record ConnectionClock(ScheduledExecutorService timer, LongSupplier nanoTime) {
    /// The system's time.
    public static ConnectionClock system(ScheduledExecutorService timer) {
        return new ConnectionClock(timer, new SystemTime());
    }

    private static final class SystemTime implements LongSupplier {
        @Override
        public long getAsLong() {
            return System.nanoTime();
        }
    }

    long now() {
        return nanoTime.getAsLong();
    }
}
