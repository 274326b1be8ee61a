package org.ostler.driver.test;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Layer;
import org.ostler.api.Operation;
import org.ostler.api.Origin;
import org.ostler.engine.spi.JobControl;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// What is to go wrong: the *n*th call of an operation fails, takes longer, hangs, or loses its
/// answer.
///
/// Calls are counted from the moment when the misfortune is planned; 1 is the next one. Plans can
/// be made at any time, from any thread; several for the same call take effect in the order of
/// planning.
public final class Faults {
    /// The longest that a hang lasts when nobody ends it.
    public static final Duration HANG_AT_MOST = Duration.ofMinutes(10);

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Operation, Long> calls = new EnumMap<>(Operation.class);
    private final List<Planned> plans = new ArrayList<>();

    /// Nothing goes wrong.
    public Faults() {}

    /// The nth call fails with that fault, and changes nothing.
    public Faults fail(Operation operation, int nth, Fault fault) {
        plan(operation, nth, new Fail(fault));
        return this;
    }

    /// The nth call fails as if the layer below had said so, and changes nothing.
    ///
    /// @param words that layer's words
    public Faults fail(Operation operation, int nth, String words) {
        return fail(
                operation,
                nth,
                Fault.builder(
                                FaultCode.OPERATION_FAILED,
                                FaultDomain.TEST,
                                "operation failed: " + words)
                        .origin(Origin.of(Layer.DRIVER, operation.id(), "", "", words))
                        .build());
    }

    /// The nth call takes effect, but its answer is lost: the caller is told that the outcome is
    /// unknown, until [TestDriver#lookAgain].
    public Faults loseAnswer(Operation operation, int nth) {
        plan(operation, nth, new LoseAnswer());
        return this;
    }

    /// The nth call takes longer. Cancelling its job ends the delay.
    public Faults delay(Operation operation, int nth, Duration duration) {
        plan(operation, nth, new Wait(new Hang(), duration));
        return this;
    }

    /// The nth call hangs until it is released or its job is cancelled.
    public Hang hang(Operation operation, int nth) {
        Hang hang = new Hang();
        plan(operation, nth, new Wait(hang, HANG_AT_MOST));
        return hang;
    }

    private void plan(Operation operation, int nth, Effect effect) {
        if (nth < 1) {
            throw new IllegalArgumentException("calls are counted from 1, not from " + nth);
        }
        lock.lock();
        try {
            plans.add(new Planned(operation, calls.getOrDefault(operation, 0L) + nth, effect));
        } finally {
            lock.unlock();
        }
    }

    /// Counts a call, and lets happen what was planned for it before it takes effect.
    ///
    /// @return what is to happen when it has taken effect
    Runnable meet(Operation operation, JobControl job) throws InterruptedException {
        Runnable afterwards = () -> {};
        for (Effect effect : due(operation)) {
            switch (effect) {
                case Fail fail -> throw fail.fault();
                case Wait wait -> wait.hang().await(operation, job, wait.atMost());
                case LoseAnswer ignored ->
                        afterwards =
                                () -> {
                                    throw lostAnswer(operation);
                                };
            }
        }
        return afterwards;
    }

    private static Fault lostAnswer(Operation operation) {
        return Fault.builder(
                        FaultCode.OPERATION_TIMEOUT,
                        FaultDomain.TEST,
                        "Timed out during operation: no answer to " + operation.id())
                .origin(Origin.of(Layer.DRIVER, operation.id(), "", "", "no answer"))
                .outcomeUnknown()
                .build();
    }

    private List<Effect> due(Operation operation) {
        List<Effect> due = new ArrayList<>();
        lock.lock();
        try {
            long call = calls.merge(operation, 1L, Long::sum);
            Iterator<Planned> all = plans.iterator();
            while (all.hasNext()) {
                Planned planned = all.next();
                if (planned.operation() == operation && planned.call() == call) {
                    due.add(planned.effect());
                    all.remove();
                }
            }
        } finally {
            lock.unlock();
        }
        return due;
    }

    /// A call that hangs. Thread-safe.
    public static final class Hang {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        private Hang() {}

        /// Waits until the call has come and hangs.
        ///
        /// @return whether it has, within the time
        public boolean awaitReached(Duration atMost) throws InterruptedException {
            return reached.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        }

        /// Lets the call go on.
        public void release() {
            released.countDown();
        }

        private void await(Operation operation, JobControl job, Duration atMost)
                throws InterruptedException {
            job.onCancel(this::release);
            reached.countDown();
            boolean ended = released.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
            if (!ended && atMost.equals(HANG_AT_MOST)) {
                throw lostAnswer(operation);
            }
        }
    }

    private sealed interface Effect {}

    private record Fail(Fault fault) implements Effect {}

    private record Wait(Hang hang, Duration atMost) implements Effect {}

    private record LoseAnswer() implements Effect {}

    private record Planned(Operation operation, long call, Effect effect) {}
}
