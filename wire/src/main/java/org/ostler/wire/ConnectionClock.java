package org.ostler.wire;

import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/// The time that connections live by. One timer thread serves all connections of a program; what
/// runs on it never blocks. Immutable.
public class ConnectionClock {
    private final Supplier<? extends ScheduledExecutorService> timers;

    /// @param timers gives the timer that runs keepalive and deadlines, always the same one; asked
    ///   when there is something to run
    ConnectionClock(Supplier<? extends ScheduledExecutorService> timers) {
        this.timers = timers;
    }

    /// The system's time.
    public static ConnectionClock system(ScheduledExecutorService timer) {
        return system(() -> timer);
    }

    /// The system's time, with a timer that is made when it is first needed.
    public static ConnectionClock system(Supplier<? extends ScheduledExecutorService> timers) {
        return new ConnectionClock(timers);
    }

    ScheduledExecutorService timer() {
        return timers.get();
    }

    /// Nanoseconds from an arbitrary origin, never going back.
    long now() {
        return System.nanoTime();
    }
}
