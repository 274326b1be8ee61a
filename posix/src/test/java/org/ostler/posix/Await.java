package org.ostler.posix;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/// Bounded waits on what the kernel shows and cannot notify of.
final class Await {
    private Await() {}

    static void until(Callable<String> probe, String... wanted) throws Exception {
        Set<String> goals = Set.of(wanted);
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        String last = "";
        while (System.nanoTime() < end) {
            last = probe.call().strip();
            if (goals.contains(last)) {
                return;
            }
            LockSupport.parkNanos(1_000_000);
        }
        throw new AssertionError("never became " + goals + ", last was '" + last + "'");
    }
}
