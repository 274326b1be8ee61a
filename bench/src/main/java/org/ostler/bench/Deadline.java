package org.ostler.bench;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Does something unless it is closed in time. The waits of a measurement have no deadlines of
/// their own, for these would be measured, too; ending the daemons ends them all.
///
/// Thread-safe.
final class Deadline implements AutoCloseable {
    private final CountDownLatch closed = new CountDownLatch(1);

    Deadline(Duration time, Runnable late) {
        Thread.ofPlatform().daemon().name("deadline").start(() -> watch(time, late));
    }

    private void watch(Duration time, Runnable late) {
        try {
            if (!closed.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                late.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
