package org.ostler.engine;

import org.jspecify.annotations.Nullable;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Whether the driver has seen all of the host once; changes wait for it.
///
/// Thread-safe. It is completed once, by the thread that runs [org.ostler.engine.spi.Driver#start].
final class FirstLook {
    private final Refusal refusal;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable Fault failure;

    FirstLook(Refusal refusal) {
        this.refusal = refusal;
    }

    /// The driver has seen everything.
    void complete() {
        over.countDown();
    }

    /// The driver cannot look at the host.
    void fail(Fault why) {
        failure = why;
        over.countDown();
    }

    /// Waits until the look is over.
    ///
    /// @return whether it is
    boolean await(Duration atMost) throws InterruptedException {
        return over.await(EventLog.nanos(atMost), TimeUnit.NANOSECONDS);
    }

    /// Whether it is over and the driver has seen everything.
    boolean succeeded() {
        return over.getCount() == 0 && failure == null;
    }

    /// Waits until that domain has been looked at, or all of them.
    ///
    /// @throws Fault when that takes too long (retryable), or has failed
    void awaitFor(Cell cell, Duration atMost) throws InterruptedException {
        if (cell.reported() && over.getCount() > 0) {
            return;
        }
        if (!await(atMost)) {
            throw refusal.later(
                    FaultCode.OPERATION_TIMEOUT,
                    "Timed out during operation: the driver has not finished its first look at the"
                            + " host");
        }
        Fault failed = failure;
        if (failed != null && !cell.reported()) {
            throw failed;
        }
    }
}
