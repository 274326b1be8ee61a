package org.ostler.driver.qemu;

import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/// A bounded wait for a condition that nothing announces.
final class Eventually {
    private static final long LIMIT_NANOS = 40_000_000_000L;

    private Eventually() {}

    static void holds(Callable<Boolean> condition) throws Exception {
        long start = System.nanoTime();
        while (!condition.call()) {
            if (System.nanoTime() - start > LIMIT_NANOS) {
                throw new AssertionError("the condition did not hold within 40 s");
            }
            LockSupport.parkNanos(5_000_000);
        }
    }
}
