package org.ostler.client;

import java.time.Duration;

/// What happens when a connection is lost. Handles, event streams and jobs stay good over any
/// number of connections; what is under way when one is cut fails, with a fault that says whether
/// it may have been carried out.
///
/// @param mode who makes the next connection
/// @param firstPause between the first failed attempt and the second; each further one is twice as
///   long, give or take a quarter, so that many clients of one server do not come back together
/// @param longestPause beyond which pauses do not grow
/// @param giveUpAfter time without a connection after which no further attempt is made
public record Reconnect(
        Mode mode, Duration firstPause, Duration longestPause, Duration giveUpAfter) {
    /// Who makes the next connection.
    public enum Mode {
        /// Nobody: after a loss everything fails.
        NEVER,
        /// The next call; it fails when it cannot.
        WHEN_NEEDED,
        /// A thread in the background, at once and then again and again. A call that finds no
        /// connection makes an attempt itself, unless one has just failed.
        AT_ONCE
    }

    /// After a loss everything fails, with the reason of the loss.
    public static final Reconnect NEVER = without(Mode.NEVER);

    /// The next call that needs a connection makes it.
    public static final Reconnect WHEN_NEEDED = without(Mode.WHEN_NEEDED);

    public Reconnect {
        if (firstPause.toMillis() < 1
                || longestPause.compareTo(firstPause) < 0
                || giveUpAfter.isNegative()) {
            throw new IllegalArgumentException(
                    "pauses must be of a millisecond at least and must not shrink");
        }
    }

    private static Reconnect without(Mode mode) {
        return new Reconnect(
                mode, Duration.ofMillis(100), Duration.ofSeconds(10), Duration.ofDays(36_500));
    }

    /// In the background, with pauses from 100 ms to 10 s, until that much time has passed.
    public static Reconnect atOnce(Duration giveUpAfter) {
        return new Reconnect(
                Mode.AT_ONCE, Duration.ofMillis(100), Duration.ofSeconds(10), giveUpAfter);
    }

    /// The pause after so many failed attempts.
    ///
    /// @param failed at least 1
    /// @param dice from 0 to 1
    Duration pause(int failed, double dice) {
        double doubled = (double) firstPause.toNanos() * Math.pow(2, Math.min(failed - 1, 40));
        double nanos = Math.min(doubled, (double) longestPause.toNanos());
        return Duration.ofNanos(Math.round(nanos * (0.75 + dice / 2)));
    }
}
