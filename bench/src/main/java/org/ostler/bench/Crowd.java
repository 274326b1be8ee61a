package org.ostler.bench;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// Several who do something at once, each in a platform thread of its own, all beginning together.
final class Crowd {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private Crowd() {}

    /// Runs them all and waits for the last one.
    ///
    /// @return nanoseconds from the common start until the last one was done
    /// @throws IOException the first failure of one, once all have ended; or that they did not end
    ///   within five minutes
    static long together(List<? extends Stopwatch.Work> works) throws IOException {
        CountDownLatch ready = new CountDownLatch(works.size());
        CountDownLatch go = new CountDownLatch(1);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (Stopwatch.Work work : works) {
            threads.add(
                    Thread.ofPlatform()
                            .daemon()
                            .name("crowd-" + threads.size())
                            .start(() -> take(part(work, ready, go), failure)));
        }
        try {
            if (!ready.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("the threads did not start");
            }
            long begun = System.nanoTime();
            go.countDown();
            for (Thread thread : threads) {
                if (!thread.join(PATIENCE)) {
                    throw new IOException(thread.getName() + " is not done after " + PATIENCE);
                }
            }
            long wall = System.nanoTime() - begun;
            rethrow(failure.get());
            return wall;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Stopwatch.Work part(
            Stopwatch.Work work, CountDownLatch ready, CountDownLatch go) {
        return () -> {
            ready.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
            work.run();
        };
    }

    private static void take(Stopwatch.Work work, AtomicReference<@Nullable Throwable> failure) {
        try {
            work.run();
        } catch (IOException | RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    private static void rethrow(@Nullable Throwable failure) throws IOException {
        if (failure != null) {
            throw new IOException("one of several failed: " + failure.getMessage(), failure);
        }
    }
}
