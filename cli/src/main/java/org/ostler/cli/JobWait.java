package org.ostler.cli;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.Job;
import org.ostler.api.JobStatus;
import org.ostler.api.Progress;
import org.ostler.cli.output.Printable;

import java.io.PrintStream;
import java.time.Duration;

/// Waits for a job: shows its progress on a terminal, and says on Ctrl-C that it goes on, or
/// cancels it.
final class JobWait {
    private static final Duration GLANCE = Duration.ofMillis(150);
    private static final Duration CANCEL = Duration.ofSeconds(15);
    private static final String CLEAR = "\r\033[K";

    private final PrintStream err;
    private final boolean progress;
    private final boolean cancelOnInterrupt;

    JobWait(Call call) {
        this.err = call.surroundings().err();
        this.progress = call.surroundings().errIsTerminal() && !call.quiet();
        this.cancelOnInterrupt = call.has("cancel-on-interrupt");
    }

    /// Waits until it has ended.
    ///
    /// @return its result
    /// @throws Fault what made it fail; [FaultCode#OPERATION_TIMEOUT] when it goes on, saying how
    ///   to find it again
    <T> T await(Job<T> job, String what, Duration atMost) {
        try (var _ = new OnInterrupt(() -> interrupted(job, what))) {
            return progress ? watched(job, what, atMost) : job.await(atMost);
        } catch (Fault fault) {
            throw fault.code() == FaultCode.OPERATION_TIMEOUT && !ended(job)
                    ? goesOn(fault, job)
                    : fault;
        }
    }

    private static boolean ended(Job<?> job) {
        return job.status().state().ended();
    }

    private static Fault goesOn(Fault timeout, Job<?> job) {
        return Fault.builder(
                        timeout.code(),
                        timeout.domain(),
                        timeout.sentence() + "; to end it: ostler cancel " + job.id())
                .retryable()
                .build();
    }

    private <T> T watched(Job<T> job, String what, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        try {
            while (true) {
                Duration left = Duration.ofNanos(deadline - System.nanoTime());
                boolean last = left.compareTo(GLANCE) <= 0;
                try {
                    return job.await(last ? (left.isPositive() ? left : Duration.ZERO) : GLANCE);
                } catch (Fault fault) {
                    JobStatus status = job.status();
                    if (last || status.state().ended()) {
                        throw fault;
                    }
                    err.print(CLEAR + Printable.line(line(what, status)));
                    err.flush();
                }
            }
        } finally {
            err.print(CLEAR);
            err.flush();
        }
    }

    /// `start 'g1': launch (2 of 4), 45 %`.
    static String line(String what, JobStatus status) {
        int phase = status.kind().phases().indexOf(status.phase());
        String place =
                phase < 0 ? "" : " (" + (phase + 1) + " of " + status.kind().phases().size() + ")";
        String doing =
                switch (status.state()) {
                    case WAITING -> "waits for another job";
                    case CANCELLING -> "is being cancelled";
                    case RUNNING, SUCCEEDED, FAILED, CANCELLED -> status.phase() + place;
                };
        String percent = percent(status.progress());
        return what + ": " + doing + (percent.isEmpty() ? "" : ", " + percent);
    }

    /// How much is done; empty where nobody can tell.
    static String percent(Progress progress) {
        return progress.total() <= 0
                ? ""
                : Math.clamp(100 * progress.done() / progress.total(), 0, 100) + " %";
    }

    private void interrupted(Job<?> job, String what) {
        err.println();
        if (!cancelOnInterrupt) {
            err.println(what + " goes on; to end it: ostler cancel " + job.id());
            err.flush();
            return;
        }
        err.println("cancelling: " + what);
        err.flush();
        err.println(cancelled(job, what));
        err.flush();
    }

    private static String cancelled(Job<?> job, String what) {
        try {
            job.cancel();
            var _ = job.await(CANCEL);
            return what + " had ended before it could be cancelled";
        } catch (Fault fault) {
            return fault.code() == FaultCode.OPERATION_ABORTED
                    ? what + " was cancelled"
                    : what + ": " + fault.sentence();
        }
    }
}
