package org.ostler.engine;

import org.jspecify.annotations.Nullable;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.Job;
import org.ostler.api.JobKind;
import org.ostler.api.JobStatus;
import org.ostler.api.log.LateLogger;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Runs jobs, each on a virtual thread of its own, and remembers the latest that have ended. What
/// most often takes no longer than waking a thread would is run by whoever asks for it.
///
/// One that ended a moment ago is found for that moment however many others have ended since, up to
/// a bound: whoever began it may be about to ask what became of it.
///
/// Thread-safe. `lock` guards the order of ended jobs and the count of running ones.
final class JobRunner {
    private static final Logger LOG = LateLogger.of(JobRunner.class);

    private static final Duration MOMENT = Duration.ofSeconds(30);
    private static final int ENDED_MAX = 4096;

    /// Changes of what is stored: their callers wait for them, and nothing else.
    private static final Set<JobKind> BRIEF =
            EnumSet.of(JobKind.DEFINE, JobKind.UNDEFINE, JobKind.CONFIGURE);

    private final Clock clock;
    private final EngineLimits limits;
    private final EventLog events;
    private final Refusal refusal;
    private final Map<UUID, JobRun<?>> known = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition allEnded = lock.newCondition();
    private final ArrayDeque<JobRun<?>> ended = new ArrayDeque<>();
    private final Map<UUID, Thread> running = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private boolean closing;

    JobRunner(Clock clock, EngineLimits limits, EventLog events, Refusal refusal) {
        this.clock = clock;
        this.limits = limits;
        this.events = events;
        this.refusal = refusal;
    }

    /// Begins a job; a brief one has ended when this returns, unless it has to wait for its turn.
    ///
    /// @throws Fault (retryable) when too many wait for that domain already, or the engine closes
    <T> Job<T> submit(JobRequest<T> request) {
        Lane lane = request.lane();
        if (lane != null && !lane.queue(limits.waitingPerDomain())) {
            throw refusal.later(
                    FaultCode.OPERATION_FAILED,
                    "operation failed: cannot acquire state change lock: "
                            + limits.waitingPerDomain()
                            + " changes wait already, behind "
                            + holder(lane));
        }
        JobRun<T> job = new JobRun<>(request, this, numbers.incrementAndGet());
        @Nullable Lane taken =
                lane != null && BRIEF.contains(request.kind()) && lane.enterAtOnce(job)
                        ? lane
                        : null;
        Thread thread =
                taken != null
                        ? Thread.currentThread()
                        : Thread.ofVirtual()
                                .name("job-" + request.kind().id() + "-" + job.id())
                                .unstarted(job);
        if (!known(job, thread)) {
            if (taken != null) {
                taken.leave();
            } else if (lane != null) {
                lane.unqueue();
            }
            throw refusal.closing();
        }
        if (taken != null) {
            job.runIn(taken);
        } else {
            thread.start();
        }
        return job;
    }

    private boolean known(JobRun<?> job, Thread thread) {
        lock.lock();
        try {
            if (!closing) {
                known.put(job.id(), job);
                running.put(job.id(), thread);
            }
            return !closing;
        } finally {
            lock.unlock();
        }
    }

    /// Those that run or wait and the latest that have ended, newest first.
    List<JobStatus> jobs() {
        List<JobRun<?>> jobs = new ArrayList<>(known.values());
        jobs.sort(Comparator.<JobRun<?>>comparingLong(JobRun::number).reversed());
        List<JobStatus> statuses = new ArrayList<>(jobs.size());
        int over = 0;
        for (JobRun<?> job : jobs) {
            JobStatus status = job.status();
            over += status.state().ended() ? 1 : 0;
            if (!status.state().ended() || over <= limits.jobsKept()) {
                statuses.add(status);
            }
        }
        return statuses;
    }

    /// One that [#jobs] lists, or that ended a moment ago.
    Optional<Job<?>> job(UUID id) {
        return Optional.ofNullable(known.get(id));
    }

    /// Takes no more jobs, and waits for those that run; what has not ended in time is interrupted.
    void close() {
        lock.lock();
        try {
            closing = true;
            long nanos = EventLog.nanos(limits.close());
            while (!running.isEmpty() && nanos > 0) {
                nanos = allEnded.awaitNanos(nanos);
            }
            running.forEach(
                    (id, thread) -> {
                        LOG.log(Level.WARNING, "job {0} has not ended; it is interrupted", id);
                        thread.interrupt();
                    });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    // ---- for the jobs

    Clock clock() {
        return clock;
    }

    EngineLimits limits() {
        return limits;
    }

    EventLog events() {
        return events;
    }

    Refusal refusal() {
        return refusal;
    }

    void ended(JobRun<?> job) {
        lock.lock();
        try {
            running.remove(job.id());
            ended.addLast(job);
            while (ended.size() > limits.jobsKept() && mayBeForgotten(ended.getFirst())) {
                known.remove(ended.removeFirst().id());
            }
            if (running.isEmpty()) {
                allEnded.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean mayBeForgotten(JobRun<?> job) {
        Instant moment = clock.instant().minus(MOMENT);
        return ended.size() > ENDED_MAX
                || job.status().finished().map(when -> when.isBefore(moment)).orElse(true);
    }

    /// Runs something that must not keep its caller waiting.
    void aside(String name, Runnable action) {
        Thread.ofVirtual()
                .name(name)
                .start(
                        () -> {
                            try {
                                action.run();
                            } catch (RuntimeException e) {
                                LOG.log(Level.WARNING, name + " failed", e);
                            }
                        });
    }

    void unexpected(JobRun<?> job, Throwable thrown) {
        LOG.log(Level.ERROR, "job " + job.id() + " met something unexpected", thrown);
    }

    Fault turnDidNotCome(Lane lane) {
        return refusal.later(
                FaultCode.OPERATION_TIMEOUT,
                "Timed out during operation: cannot acquire state change lock within "
                        + seconds(limits.turn())
                        + " (held by "
                        + holder(lane)
                        + ")");
    }

    Fault stillRunning(JobStatus status, Duration waited) {
        return refusal.later(
                FaultCode.OPERATION_TIMEOUT,
                "Timed out during operation: the "
                        + status.kind().id()
                        + " has not ended within "
                        + seconds(waited)
                        + " and goes on (job "
                        + status.id()
                        + ", phase "
                        + status.phase()
                        + ")");
    }

    private static String holder(Lane lane) {
        @Nullable JobRun<?> holder = lane.holder();
        if (holder == null) {
            return "a job that has just ended";
        }
        JobStatus status = holder.status();
        return "the job "
                + status.kind().id()
                + " "
                + status.id()
                + " of "
                + status.owner()
                + ", phase "
                + status.phase();
    }

    private static String seconds(Duration duration) {
        long millis = TimeUnit.NANOSECONDS.toMillis(EventLog.nanos(duration));
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
