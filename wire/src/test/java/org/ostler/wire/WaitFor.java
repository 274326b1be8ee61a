package org.ostler.wire;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Bounded waits on what cannot notify.
final class WaitFor {
    private WaitFor() {}

    static void condition(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("the condition never came");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
