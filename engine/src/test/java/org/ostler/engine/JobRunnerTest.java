package org.ostler.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.ostler.api.Caller;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Job;
import org.ostler.api.JobKind;
import org.ostler.api.JobStatus;
import org.ostler.api.JobStatus.State;
import org.ostler.api.Progress;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

class JobRunnerTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final Lane lane = new Lane();
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch entered = new CountDownLatch(1);

    private static JobRunner runner(EngineLimits limits) {
        return runner(limits, Clock.systemUTC());
    }

    private static JobRunner runner(EngineLimits limits, Clock clock) {
        return new JobRunner(
                clock, limits, new EventLog(clock, 1024), new Refusal(FaultDomain.TEST));
    }

    private <T> JobRequest<T> request(JobKind kind, JobRequest.Work<T> work) {
        return new JobRequest<>(
                kind, Optional.empty(), new Caller("uid 1000"), lane, true, work, () -> {});
    }

    private JobRequest<String> blocked(JobKind kind) {
        return request(
                kind,
                job -> {
                    entered.countDown();
                    release.await();
                    job.phase(kind.pointOfNoReturn());
                    return "done";
                });
    }

    @Test
    void jobEndsWithItsResultAndIsRemembered() {
        JobRunner runner = runner(EngineLimits.DEFAULT);
        Job<String> job = runner.submit(request(JobKind.START, control -> "done"));
        assertThat(job.await(LONG)).isEqualTo("done");
        assertThat(job.status().state()).isEqualTo(State.SUCCEEDED);
        assertThat(job.status().finished()).isPresent();
        assertThat(runner.jobs()).extracting(JobStatus::id).containsExactly(job.id());
        assertThat(runner.job(job.id())).isPresent();
    }

    @Test
    void changesOfOneDomainRunOneAfterTheOther() {
        JobRunner runner = runner(EngineLimits.DEFAULT);
        AtomicInteger inside = new AtomicInteger();
        List<Job<Integer>> jobs = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            jobs.add(
                    runner.submit(
                            request(
                                    JobKind.START,
                                    control -> {
                                        int now = inside.incrementAndGet();
                                        Thread.onSpinWait();
                                        inside.decrementAndGet();
                                        return now;
                                    })));
        }
        assertThat(jobs).allSatisfy(job -> assertThat(job.await(LONG)).isOne());
    }

    @Test
    void waitingIsOverAfterItsDeadlineAndNamesTheHolder() throws InterruptedException {
        JobRunner runner = runner(EngineLimits.DEFAULT.withTurn(SHORT));
        Job<String> holder = runner.submit(blocked(JobKind.START));
        entered.await();
        Job<String> waiting = runner.submit(request(JobKind.SUSPEND, control -> ""));
        Fault fault = catchThrowableOfType(Fault.class, () -> waiting.await(LONG));
        assertThat(fault.code()).isEqualTo(FaultCode.OPERATION_TIMEOUT);
        assertThat(fault.retryable()).isTrue();
        assertThat(fault.sentence())
                .contains("state change lock", "start", holder.id().toString(), "uid 1000");
        release.countDown();
        assertThat(holder.await(LONG)).isEqualTo("done");
    }

    @Test
    void lineOfADomainIsBounded() throws InterruptedException {
        EngineLimits limits = new EngineLimits(LONG, LONG, LONG, LONG, 2, 10, 10, 1);
        JobRunner runner = runner(limits);
        runner.submit(blocked(JobKind.START));
        entered.await();
        runner.submit(request(JobKind.START, control -> ""));
        runner.submit(request(JobKind.START, control -> ""));
        assertThatThrownBy(() -> runner.submit(request(JobKind.START, control -> "")))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("2 changes wait already");
        release.countDown();
    }

    @Test
    void waitingJobIsCancelledAtOnce() throws InterruptedException {
        JobRunner runner = runner(EngineLimits.DEFAULT);
        Job<String> holder = runner.submit(blocked(JobKind.START));
        entered.await();
        Job<String> waiting = runner.submit(request(JobKind.START, control -> ""));
        waiting.cancel();
        Fault fault = catchThrowableOfType(Fault.class, () -> waiting.await(LONG));
        assertThat(fault.code()).isEqualTo(FaultCode.OPERATION_ABORTED);
        assertThat(waiting.status().state()).isEqualTo(State.CANCELLED);
        release.countDown();
        assertThat(holder.await(LONG)).isEqualTo("done");
        assertThat(runner.submit(request(JobKind.START, control -> "next")).await(LONG))
                .isEqualTo("next");
    }

    @Test
    void cancelBeforeThePointOfNoReturnMakesTheNextPhaseThrow() throws InterruptedException {
        JobRunner runner = runner(EngineLimits.DEFAULT);
        CountDownLatch action = new CountDownLatch(1);
        Job<String> job =
                runner.submit(
                        request(
                                JobKind.START,
                                control -> {
                                    control.onCancel(action::countDown);
                                    entered.countDown();
                                    action.await();
                                    control.phase("run");
                                    return "not reached";
                                }));
        entered.await();
        assertThat(job.status().blocked()).isEmpty();
        job.cancel();
        assertThatThrownBy(() -> job.await(LONG)).isInstanceOf(Fault.class);
        assertThat(job.status().state()).isEqualTo(State.CANCELLED);
        job.cancel();
    }

    @Test
    void cancelAfterThePointOfNoReturnIsRefusedWithTheReason() throws InterruptedException {
        JobRunner runner = runner(EngineLimits.DEFAULT);
        Job<String> job =
                runner.submit(
                        request(
                                JobKind.START,
                                control -> {
                                    control.phase("run");
                                    entered.countDown();
                                    release.await();
                                    return "ran";
                                }));
        entered.await();
        Fault fault = catchThrowableOfType(Fault.class, job::cancel);
        assertThat(fault.code()).isEqualTo(FaultCode.OPERATION_INVALID);
        assertThat(fault.sentence()).contains("point of no return", "run");
        assertThat(job.status().blocked()).isPresent();
        release.countDown();
        assertThat(job.await(LONG)).isEqualTo("ran");
    }

    @Test
    void cancelAndThePointOfNoReturnExcludeEachOther() throws InterruptedException {
        JobRunner runner = runner(EngineLimits.DEFAULT);
        for (int i = 0; i < 300; i++) {
            CountDownLatch go = new CountDownLatch(1);
            Job<String> job =
                    runner.submit(
                            request(
                                    JobKind.START,
                                    control -> {
                                        go.countDown();
                                        control.phase("run");
                                        return "ran";
                                    }));
            go.await();
            boolean cancelled;
            try {
                job.cancel();
                cancelled = job.status().state() != State.SUCCEEDED;
            } catch (Fault tooLate) {
                cancelled = false;
            }
            try {
                assertThat(job.await(LONG)).isEqualTo("ran");
                assertThat(job.status().state()).isEqualTo(State.SUCCEEDED);
                assertThat(cancelled).isFalse();
            } catch (Fault aborted) {
                assertThat(job.status().state()).isEqualTo(State.CANCELLED);
                assertThat(cancelled).isTrue();
            }
        }
    }

    @Test
    void unexpectedExceptionBecomesAFaultThatTellsIt() {
        JobRunner runner = runner(EngineLimits.DEFAULT);
        Job<String> job =
                runner.submit(
                        request(
                                JobKind.START,
                                control -> {
                                    throw new IllegalStateException("the moon is new");
                                }));
        Fault fault = catchThrowableOfType(Fault.class, () -> job.await(LONG));
        assertThat(fault.code()).isEqualTo(FaultCode.INTERNAL_ERROR);
        assertThat(fault.sentence()).contains("the moon is new");
        assertThat(job.status().state()).isEqualTo(State.FAILED);
    }

    /// A clock that a test moves on.
    private static final class Watch extends Clock {
        private volatile Instant now = Instant.EPOCH;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private List<Job<String>> ended(JobRunner runner, int many) {
        List<Job<String>> jobs = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            Job<String> job = runner.submit(request(JobKind.START, control -> ""));
            job.await(LONG);
            jobs.add(job);
        }
        return jobs;
    }

    @Test
    void jobThatHasJustEndedIsFoundHoweverManyHaveEndedSince() {
        Watch watch = new Watch();
        JobRunner runner = runner(EngineLimits.DEFAULT.withHistory(5, 10), watch);
        Job<String> first = ended(runner, 500).getFirst();
        assertThat(runner.job(first.id())).isPresent();
        assertThat(runner.jobs()).hasSize(5);
        watch.now = Instant.EPOCH.plusSeconds(31);
        ended(runner, 1);
        assertThat(runner.job(first.id())).isEmpty();
    }

    @Test
    void jobsThatHaveJustEndedAreBounded() {
        JobRunner runner = runner(EngineLimits.DEFAULT.withHistory(5, 10), new Watch());
        Job<String> first = ended(runner, 4097).getFirst();
        assertThat(runner.job(first.id())).isEmpty();
    }

    @Test
    void historyIsBoundedAndNewestComesFirst() {
        Watch watch = new Watch();
        JobRunner runner = runner(EngineLimits.DEFAULT.withHistory(5, 10), watch);
        List<Job<String>> jobs = ended(runner, 11);
        watch.now = Instant.EPOCH.plusSeconds(31);
        jobs.addAll(ended(runner, 1));
        assertThat(runner.jobs())
                .extracting(JobStatus::id)
                .containsExactlyElementsOf(
                        jobs.reversed().subList(0, 5).stream().map(Job::id).toList());
        assertThat(runner.job(jobs.getFirst().id())).isEmpty();
    }

    @Test
    void changeOfADefinitionIsMadeByItsCallerUnlessItHasToWait() throws InterruptedException {
        JobRunner runner = runner(EngineLimits.DEFAULT);
        Thread caller = Thread.currentThread();
        Job<Thread> free =
                runner.submit(request(JobKind.DEFINE, control -> Thread.currentThread()));
        assertThat(free.status().state().ended()).isTrue();
        assertThat(free.await(LONG)).isSameAs(caller);
        Job<String> holder = runner.submit(blocked(JobKind.START));
        entered.await();
        Job<Thread> waiting =
                runner.submit(request(JobKind.UNDEFINE, control -> Thread.currentThread()));
        assertThat(waiting.status().state().ended()).isFalse();
        release.countDown();
        assertThat(holder.await(LONG)).isNotNull();
        assertThat(waiting.await(LONG)).isNotSameAs(caller);
    }

    @Test
    void callThatTakesTooLongIsToldThatTheJobGoesOn() throws InterruptedException {
        Job<String> job = runner(EngineLimits.DEFAULT).submit(blocked(JobKind.SUSPEND));
        Fault fault = catchThrowableOfType(Fault.class, () -> job.await(SHORT));
        assertThat(fault.code()).isEqualTo(FaultCode.OPERATION_TIMEOUT);
        assertThat(fault.sentence()).contains("goes on");
        release.countDown();
    }

    @Test
    void progressGetsARateAndAnEstimate() {
        Instant start = Instant.EPOCH;
        ProgressMeter meter = new ProgressMeter(start);
        Progress told = new Progress(500, 2000, "bytes", OptionalLong.empty(), Optional.empty());
        Progress complete = meter.complete(told, start.plusSeconds(5));
        assertThat(complete.perSecond()).hasValue(100);
        assertThat(complete.remaining()).contains(Duration.ofSeconds(15));
    }

    @Test
    void closingRefusesNewJobsAndWaitsForThoseThatRun() throws InterruptedException {
        JobRunner runner = runner(EngineLimits.DEFAULT);
        Job<String> job = runner.submit(blocked(JobKind.START));
        entered.await();
        Thread closer = Thread.ofVirtual().start(runner::close);
        assertThat(closer.isAlive()).isTrue();
        release.countDown();
        closer.join(LONG);
        assertThat(job.status().state()).isEqualTo(State.SUCCEEDED);
        assertThatThrownBy(() -> runner.submit(request(JobKind.START, control -> "")))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("closing");
    }
}
