package org.ostler.client;

import org.jspecify.annotations.Nullable;
import org.ostler.api.Fault;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One attempt to connect, made by one thread and waited for by any number of others.
///
/// Whoever makes it ends it once. Thread-safe.
final class Attempt {
    private final CountDownLatch over = new CountDownLatch(1);

    // One of both, or none where it was abandoned; written before the latch opens.
    private volatile @Nullable OpenConnection made;
    private volatile @Nullable Fault failure;

    void succeed(OpenConnection connection) {
        made = connection;
        over.countDown();
    }

    void fail(Fault fault) {
        failure = fault;
        over.countDown();
    }

    /// Lets those who wait see for themselves. Nothing when it has ended.
    void abandon() {
        over.countDown();
    }

    /// Waits for its end; false when that does not come in time.
    boolean await(long nanos) throws InterruptedException {
        return over.await(nanos, TimeUnit.NANOSECONDS);
    }

    /// What came of it; null when it was abandoned.
    ///
    /// @throws Fault what was against it
    @Nullable OpenConnection outcome() {
        Fault why = failure;
        if (why != null) {
            throw why;
        }
        return made;
    }
}
