package org.ostler.wire;

import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// The time that connections live by. One timer thread serves all connections of a program; what
/// runs on it never blocks.
///
/// @param timers gives the timer that runs keepalive and deadlines, always the same one; asked when
///   there is something to run
/// @param nanoTime nanoseconds from an arbitrary origin, never going back
public record ConnectionClock(
        Supplier<? extends ScheduledExecutorService> timers, LongSupplier nanoTime) {
    /// The system's time.
    public static ConnectionClock system(ScheduledExecutorService timer) {
        return system(() -> timer);
    }

    /// The system's time, with a timer that is made when it is first needed.
    public static ConnectionClock system(Supplier<? extends ScheduledExecutorService> timers) {
        return new ConnectionClock(timers, new SystemTime());
    }

    ScheduledExecutorService timer() {
        return timers.get();
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
