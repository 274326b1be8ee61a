package org.ostler.engine;

import org.ostler.api.Progress;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// Works out how fast a job goes, and how long it still takes, from what its handler reports.
///
/// The rate is smoothed over about five seconds. Used by the job's own thread.
final class ProgressMeter {
    private static final double SMOOTHING_SECONDS = 5;
    private static final double INTERVAL_SECONDS_MIN = 0.2;

    private Instant time;
    private long done;
    private double perSecond = Double.NaN;

    ProgressMeter(Instant start) {
        this.time = start;
    }

    /// The same progress with its rate and estimate, where the handler left them out.
    Progress complete(Progress told, Instant now) {
        measure(told.done(), now);
        OptionalLong rate = told.perSecond();
        if (rate.isEmpty() && !Double.isNaN(perSecond)) {
            rate = OptionalLong.of(Math.round(perSecond));
        }
        Optional<Duration> remaining = told.remaining();
        if (remaining.isEmpty() && told.total() > 0 && rate.orElse(0) > 0) {
            long left = Math.max(0, told.total() - told.done());
            remaining = Optional.of(Duration.ofMillis(left * 1000 / rate.getAsLong()));
        }
        return new Progress(told.done(), told.total(), told.unit(), rate, remaining);
    }

    private void measure(long doneNow, Instant now) {
        double seconds = Duration.between(time, now).toNanos() / 1e9;
        if (doneNow < done) {
            done = doneNow;
            time = now;
            perSecond = Double.NaN;
            return;
        }
        if (seconds < INTERVAL_SECONDS_MIN) {
            return;
        }
        double latest = (doneNow - done) / seconds;
        double weight = 1 - Math.exp(-seconds / SMOOTHING_SECONDS);
        perSecond = Double.isNaN(perSecond) ? latest : perSecond + weight * (latest - perSecond);
        done = doneNow;
        time = now;
    }
}
