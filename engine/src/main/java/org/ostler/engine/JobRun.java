package org.ostler.engine;

import org.jspecify.annotations.Nullable;
import org.ostler.api.Caller;
import org.ostler.api.DomainRef;
import org.ostler.api.Fault;
import org.ostler.api.Job;
import org.ostler.api.JobStatus;
import org.ostler.api.Layer;
import org.ostler.api.Progress;
import org.ostler.engine.spi.JobControl;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One job, from waiting for its turn to its end: what its thread does, what its handler may say,
/// and what others see of it. Where it stands is in its [JobState].
///
/// `run` belongs to the job's thread; the rest is thread-safe.
final class JobRun<T> implements Job<T>, JobControl, Runnable {
    private final long number;
    private final JobRequest<T> request;
    private final JobRunner runner;
    private final JobState<T> state;
    private final CountDownLatch ended = new CountDownLatch(1);

    JobRun(JobRequest<T> request, JobRunner runner, long number) {
        this.number = number;
        this.request = request;
        this.runner = runner;
        this.state = new JobState<>(request, runner.clock(), runner.events());
    }

    /// Its place in the order in which jobs were asked for.
    long number() {
        return number;
    }

    @Override
    public void run() {
        run(null);
    }

    /// Runs on the caller's thread, which has taken the job's turn.
    void runIn(Lane taken) {
        run(taken);
    }

    private void run(@Nullable Lane taken) {
        @Nullable Lane entered = taken;
        try {
            entered = taken == null ? takeTurn() : taken;
            state.begin();
            state.succeed(request.work().run(this));
        } catch (Fault refused) {
            state.fail(refused);
        } catch (InterruptedException e) {
            state.fail(JobFaults.aborted(request.kind(), "it was interrupted"));
        } catch (Throwable unexpected) {
            runner.unexpected(this, unexpected);
            state.fail(internal(unexpected));
        } finally {
            if (entered != null) {
                entered.leave();
            }
            request.afterwards().run();
            runner.ended(this);
            ended.countDown();
        }
    }

    private @Nullable Lane takeTurn() throws InterruptedException {
        @Nullable Lane lane = request.lane();
        boolean wanted = state.waits(Thread.currentThread());
        if (lane == null) {
            return null;
        }
        if (!wanted) {
            lane.unqueue();
            throw new InterruptedException();
        }
        if (!lane.enter(this, runner.limits().turn())) {
            throw runner.turnDidNotCome(lane);
        }
        return lane;
    }

    private Fault internal(Throwable unexpected) {
        return runner.refusal()
                .internal(
                        Layer.DRIVER,
                        request.kind().id(),
                        request.subject().map(DomainRef::name).orElse(""),
                        unexpected);
    }

    // ---- for its handler

    @Override
    public Caller caller() {
        return request.owner();
    }

    @Override
    public void phase(String next) {
        state.phase(next);
    }

    @Override
    public void progress(Progress told) {
        state.progress(told);
    }

    @Override
    public void onCancel(Runnable action) {
        if (!state.onCancel(action)) {
            runner.aside("cancel of " + id(), action);
        }
    }

    @Override
    public boolean cancelled() {
        return status().state() == JobStatus.State.CANCELLING;
    }

    // ---- for everybody

    @Override
    public UUID id() {
        return status().id();
    }

    @Override
    public JobStatus status() {
        return state.status();
    }

    @Override
    public void cancel() {
        state.cancel().ifPresent(action -> runner.aside("cancel of " + id(), action));
    }

    @Override
    public T await(Duration atMost) {
        try {
            if (!ended.await(EventLog.nanos(atMost), TimeUnit.NANOSECONDS)) {
                throw runner.stillRunning(status(), atMost);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JobFaults.aborted(request.kind(), "the wait for it was interrupted; it goes on");
        }
        return state.outcome();
    }
}
