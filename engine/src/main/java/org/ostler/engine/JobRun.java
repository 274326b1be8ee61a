package org.ostler.engine;

import org.jspecify.annotations.Nullable;
import org.ostler.api.Caller;
import org.ostler.api.Event;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Job;
import org.ostler.api.JobStatus;
import org.ostler.api.JobStatus.State;
import org.ostler.api.Layer;
import org.ostler.api.Progress;
import org.ostler.engine.spi.JobControl;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// One job, from waiting for its turn to its end.
///
/// Its own virtual thread runs it and is the only one that moves it on; cancelling comes from other
/// threads. Both write the fields below under `lock` and publish an immutable status, which readers
/// take without it. Entering the phase of the point of no return and cancelling exclude each other
/// by that lock: exactly one of them wins.
final class JobRun<T> implements Job<T>, JobControl, Runnable {
    private final long number;
    private final UUID id = UUID.randomUUID();
    private final JobRequest<T> request;
    private final JobRunner runner;
    private final Instant started;
    private final ProgressMeter meter;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock();

    private State state = State.WAITING;
    private String phase;
    private boolean beyondReturn;
    private Progress progress = Progress.NONE;
    private @Nullable Runnable cancelAction;
    private @Nullable Thread thread;
    private long version;
    private @Nullable Instant finished;
    private @Nullable Fault fault;
    private @Nullable T result;
    private volatile JobStatus status;

    JobRun(JobRequest<T> request, JobRunner runner, long number) {
        this.number = number;
        this.request = request;
        this.runner = runner;
        this.started = runner.clock().instant();
        this.meter = new ProgressMeter(started);
        this.phase = request.kind().phases().getFirst();
        this.status = snapshot();
    }

    @Override
    public UUID id() {
        return id;
    }

    /// Its place in the order in which jobs were asked for.
    long number() {
        return number;
    }

    @Override
    public JobStatus status() {
        return status;
    }

    // ---- the job's own thread

    @Override
    public void run() {
        boolean entered = false;
        try {
            entered = takeTurn();
            begin();
            succeed(request.work().run(this));
        } catch (Fault refused) {
            fail(refused);
        } catch (InterruptedException e) {
            fail(aborted("it was interrupted"));
        } catch (Throwable unexpected) {
            runner.unexpected(this, unexpected);
            fail(internal(unexpected));
        } finally {
            if (entered && request.lane() != null) {
                request.lane().leave();
            }
            request.afterwards().run();
            runner.ended(this);
            ended.countDown();
        }
    }

    private boolean takeTurn() throws InterruptedException {
        Lane lane = request.lane();
        lock.lock();
        try {
            thread = Thread.currentThread();
            if (state == State.CANCELLING) {
                if (lane != null) {
                    lane.unqueue();
                }
                throw new InterruptedException();
            }
        } finally {
            lock.unlock();
        }
        if (lane == null) {
            return false;
        }
        if (!lane.enter(this, runner.limits().turn())) {
            throw runner.turnDidNotCome(lane);
        }
        return true;
    }

    private void begin() throws InterruptedException {
        lock.lock();
        try {
            thread = null;
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

    @Override
    public Caller caller() {
        return request.owner();
    }

    @Override
    public void phase(String next) {
        if (!request.kind().phases().contains(next)) {
            throw new IllegalArgumentException(
                    "a " + request.kind().id() + " has no phase '" + next + "'");
        }
        lock.lock();
        try {
            if (state == State.CANCELLING) {
                throw aborted("it was cancelled");
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

    @Override
    public void progress(Progress told) {
        lock.lock();
        try {
            progress = meter.complete(told, runner.clock().instant());
            publish(false);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onCancel(Runnable action) {
        lock.lock();
        try {
            if (state == State.CANCELLING) {
                runner.aside("cancel of " + id, action);
            } else if (!beyondReturn) {
                cancelAction = action;
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean cancelled() {
        return status.state() == State.CANCELLING;
    }

    private void succeed(T value) {
        end(State.SUCCEEDED, value, null);
    }

    private void fail(Fault why) {
        lock.lock();
        try {
            if (state == State.CANCELLING && !why.outcomeUnknown()) {
                Fault reported = why.code() == FaultCode.OPERATION_ABORTED ? why : abortedOver(why);
                end(State.CANCELLED, null, reported);
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
            thread = null;
            finished = runner.clock().instant();
            publish(true);
        } finally {
            lock.unlock();
        }
    }

    // ---- other threads

    @Override
    public void cancel() {
        lock.lock();
        try {
            if (state.ended() || state == State.CANCELLING) {
                return;
            }
            Optional<String> why = blocked();
            if (why.isPresent()) {
                throw Fault.of(
                        FaultCode.OPERATION_INVALID,
                        FaultDomain.DOMAIN,
                        "Requested operation is not valid: the "
                                + request.kind().id()
                                + " cannot be cancelled: "
                                + why.get());
            }
            state = State.CANCELLING;
            publish(true);
            if (thread != null) {
                thread.interrupt();
            }
            if (cancelAction != null) {
                runner.aside("cancel of " + id, cancelAction);
                cancelAction = null;
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public T await(Duration atMost) {
        try {
            if (!ended.await(EventLog.nanos(atMost), TimeUnit.NANOSECONDS)) {
                throw runner.stillRunning(status, atMost);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw aborted("the wait for it was interrupted; it goes on");
        }
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
            runner.events().append(new Event.JobChanged(next));
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

    private Fault aborted(String why) {
        return Fault.of(
                FaultCode.OPERATION_ABORTED,
                FaultDomain.DOMAIN,
                "operation aborted: " + request.kind().id() + ": " + why);
    }

    private Fault abortedOver(Fault why) {
        return Fault.builder(
                        FaultCode.OPERATION_ABORTED,
                        FaultDomain.DOMAIN,
                        "operation aborted: "
                                + request.kind().id()
                                + ": it was cancelled: "
                                + why.sentence())
                .origins(why.origins())
                .build();
    }

    private Fault internal(Throwable unexpected) {
        return runner.refusal()
                .internal(
                        Layer.DRIVER,
                        request.kind().id(),
                        request.subject().map(subject -> subject.name()).orElse(""),
                        unexpected);
    }
}
