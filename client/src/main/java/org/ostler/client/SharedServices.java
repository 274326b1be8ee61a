package org.ostler.client;

import org.jspecify.annotations.Nullable;
import org.ostler.wire.ConnectionClock;
import org.ostler.wire.ConnectionServices;
import org.ostler.wire.FrameBuffers;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Buffers, timer and tasks of one client and of all that were made from it by `as`; they end with
/// the last of them.
///
/// Timer and tasks are made when they are first needed: a program that opens a connection, makes a
/// few calls and ends needs neither. Thread-safe; the monitor guards both.
final class SharedServices implements Executor, Supplier<ScheduledThreadPoolExecutor> {
    private final ConnectionServices services =
            new ConnectionServices(new FrameBuffers(), ConnectionClock.system(this), this);

    /// Who uses them; the maker is the first.
    private final AtomicInteger users = new AtomicInteger(1);

    private @Nullable ScheduledThreadPoolExecutor timer;
    private @Nullable ExecutorService tasks;

    ConnectionServices services() {
        return services;
    }

    /// The timer. After the end, one that refuses everything.
    @Override
    public synchronized ScheduledThreadPoolExecutor get() {
        ScheduledThreadPoolExecutor there = timer;
        if (there == null) {
            there =
                    new ScheduledThreadPoolExecutor(
                            1, Thread.ofPlatform().daemon().name("ostler-client-timer").factory());
            there.setRemoveOnCancelPolicy(true);
            timer = there;
            if (users.get() == 0) {
                there.shutdownNow();
            }
        }
        return there;
    }

    /// Runs what may block, on a virtual thread.
    ///
    /// @throws RejectedExecutionException after the end
    @Override
    public void execute(Runnable task) {
        tasks().execute(task);
    }

    private synchronized ExecutorService tasks() {
        ExecutorService there = tasks;
        if (there == null) {
            there = Executors.newVirtualThreadPerTaskExecutor();
            tasks = there;
            if (users.get() == 0) {
                there.shutdown();
            }
        }
        return there;
    }

    /// One more user; false when the last one has gone already.
    boolean retain() {
        return users.getAndUpdate(n -> n == 0 ? 0 : n + 1) > 0;
    }

    /// One user less. Each user once.
    void release() {
        if (users.decrementAndGet() == 0) {
            end();
        }
    }

    private synchronized void end() {
        if (timer != null) {
            timer.shutdownNow();
        }
        if (tasks != null) {
            tasks.shutdown();
        }
    }
}
