package org.ostler.engine;

import org.jspecify.annotations.Nullable;
import org.ostler.api.Event;
import org.ostler.api.Fault;
import org.ostler.api.JobStatus;
import org.ostler.api.JobStatus.State;
import org.ostler.api.Progress;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/// Where one job stands.
///
/// The job's own thread moves it on; cancelling comes from other threads. Both change the fields
/// under `lock` and publish an immutable status, which readers take without it. Entering the phase
/// of the point of no return and cancelling exclude each other by that lock: exactly one of them
/// wins.
final class JobState<T> {
    private final UUID id = RandomUuids.next();
    private final JobRequest<T> request;
    private final Clock clock;
    private final EventLog events;
    private final Instant started;
    private final ProgressMeter meter;
    private final ReentrantLock lock = new ReentrantLock();

    private State state = State.WAITING;
    private String phase;
    private boolean beyondReturn;
    private Progress progress = Progress.NONE;
    private @Nullable Runnable cancelAction;
    private @Nullable Thread waiting;
    private long version;
    private @Nullable Instant finished;
    private @Nullable Fault fault;
    private @Nullable T result;
    private volatile JobStatus status;

    JobState(JobRequest<T> request, Clock clock, EventLog events) {
        this.request = request;
        this.clock = clock;
        this.events = events;
        this.started = clock.instant();
        this.meter = new ProgressMeter(started);
        this.phase = request.kind().phases().getFirst();
        this.status = snapshot();
    }

    JobStatus status() {
        return status;
    }

    // ---- the job's own thread

    /// The thread waits for its turn, and is interrupted when the job is cancelled meanwhile.
    ///
    /// @return false when it has been cancelled already
    boolean waits(Thread thread) {
        lock.lock();
        try {
            waiting = thread;
            return state != State.CANCELLING;
        } finally {
            lock.unlock();
        }
    }

    /// Its turn has come.
    ///
    /// @throws InterruptedException when it was cancelled while it waited
    void begin() throws InterruptedException {
        lock.lock();
        try {
            waiting = null;
            if (state == State.CANCELLING) {
                throw new InterruptedException();
            }
            state = State.RUNNING;
            beyondReturn = phase.equals(request.kind().pointOfNoReturn());
            publish(true);
        } finally {
            lock.unlock();
        }
    }

    /// Enters a phase.
    ///
    /// @throws Fault when it was cancelled
    void phase(String next) {
        if (!request.kind().phases().contains(next)) {
            throw new IllegalArgumentException(
                    "a " + request.kind().id() + " has no phase '" + next + "'");
        }
        lock.lock();
        try {
            if (state == State.CANCELLING) {
                throw JobFaults.aborted(request.kind(), "it was cancelled");
            }
            boolean moved = !phase.equals(next);
            phase = next;
            beyondReturn |= next.equals(request.kind().pointOfNoReturn());
            if (beyondReturn) {
                cancelAction = null;
            }
            publish(moved);
        } finally {
            lock.unlock();
        }
    }

    void progress(Progress told) {
        lock.lock();
        try {
            progress = meter.complete(told, clock.instant());
            publish(false);
        } finally {
            lock.unlock();
        }
    }

    /// Says what a cancel does at once.
    ///
    /// @return false when it has been cancelled already, so that the action is due now
    boolean onCancel(Runnable action) {
        lock.lock();
        try {
            if (state == State.CANCELLING) {
                return false;
            }
            cancelAction = beyondReturn ? null : action;
            return true;
        } finally {
            lock.unlock();
        }
    }

    void succeed(T value) {
        end(State.SUCCEEDED, value, null);
    }

    void fail(Fault why) {
        lock.lock();
        try {
            if (state == State.CANCELLING && !why.outcomeUnknown()) {
                end(State.CANCELLED, null, JobFaults.abortedOver(request.kind(), why));
            } else {
                end(State.FAILED, null, why);
            }
        } finally {
            lock.unlock();
        }
    }

    private void end(State last, @Nullable T value, @Nullable Fault why) {
        lock.lock();
        try {
            state = last;
            result = value;
            fault = why;
            cancelAction = null;
            waiting = null;
            finished = clock.instant();
            publish(true);
        } finally {
            lock.unlock();
        }
    }

    // ---- other threads

    /// Cancels it.
    ///
    /// @return what is due because of that
    /// @throws Fault with the reason, when it cannot be cancelled
    Optional<Runnable> cancel() {
        lock.lock();
        try {
            if (state.ended() || state == State.CANCELLING) {
                return Optional.empty();
            }
            Optional<String> why = blocked();
            if (why.isPresent()) {
                throw JobFaults.blocked(request.kind(), why.get());
            }
            state = State.CANCELLING;
            publish(true);
            if (waiting != null) {
                waiting.interrupt();
            }
            Optional<Runnable> due = Optional.ofNullable(cancelAction);
            cancelAction = null;
            return due;
        } finally {
            lock.unlock();
        }
    }

    /// What it resulted in; called when it has ended.
    ///
    /// @throws Fault what made it fail
    T outcome() {
        lock.lock();
        try {
            if (fault != null) {
                throw fault;
            }
            return Objects.requireNonNull(result);
        } finally {
            lock.unlock();
        }
    }

    // ---- publishing; under the lock

    private void publish(boolean tell) {
        version++;
        JobStatus next = snapshot();
        status = next;
        if (tell) {
            events.append(new Event.JobChanged(next));
        }
    }

    private JobStatus snapshot() {
        return new JobStatus(
                id,
                request.kind(),
                request.subject(),
                request.owner().description(),
                phase,
                state,
                progress,
                blocked(),
                started,
                Optional.ofNullable(finished),
                Optional.ofNullable(fault),
                version);
    }

    private Optional<String> blocked() {
        if (state.ended()) {
            return Optional.of("it has ended");
        }
        if (state != State.RUNNING) {
            return Optional.empty();
        }
        if (beyondReturn) {
            return Optional.of(
                    "it is past its point of no return, the phase '"
                            + request.kind().pointOfNoReturn()
                            + "'");
        }
        return request.cancellable()
                ? Optional.empty()
                : Optional.of("this driver cannot cancel it");
    }
}
