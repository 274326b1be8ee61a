package org.ostler.wire;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// A timer whose time passes only when a test says so; tasks run on the test's thread.
final class ManualTimer extends AbstractExecutorService implements ScheduledExecutorService {
    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private long now;

    ConnectionClock clock() {
        return new ConnectionClock(() -> this) {
            @Override
            long now() {
                return ManualTimer.this.now();
            }
        };
    }

    synchronized long now() {
        return now;
    }

    /// Whether something waits for its time.
    synchronized boolean hasTasks() {
        return !tasks.isEmpty();
    }

    /// Lets time pass and runs what becomes due, each at its own time.
    void advance(Duration by) {
        long end = now() + by.toNanos();
        for (Task next = due(end); next != null; next = due(end)) {
            next.run();
        }
        synchronized (this) {
            now = end;
        }
    }

    private synchronized @Nullable Task due(long end) {
        Task next = tasks.peek();
        if (next == null || next.at > end) {
            return null;
        }
        now = Math.max(now, next.at);
        return tasks.remove();
    }

    private final class Task extends FutureTask<@Nullable Void>
            implements ScheduledFuture<@Nullable Void> {
        private final long at;

        Task(Runnable work, long at) {
            super(work, null);
            this.at = at;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(at - now(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(at, ((Task) other).at);
        }
    }

    @Override
    public synchronized ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
        Task task = new Task(work, now + unit.toNanos(delay));
        tasks.add(task);
        return task;
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> work, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable w, long i, long p, TimeUnit u) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable w, long i, long d, TimeUnit u) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void execute(Runnable work) {
        work.run();
    }

    @Override
    public void shutdown() {
        tasks.clear();
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown();
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
