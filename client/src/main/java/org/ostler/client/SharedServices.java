package org.ostler.client;

import org.ostler.wire.ConnectionClock;
import org.ostler.wire.ConnectionServices;
import org.ostler.wire.FrameBuffers;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;

/// Buffers, timer and tasks of one client and of all that were made from it by `as`; they end with
/// the last of them. Thread-safe.
final class SharedServices {
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().daemon().name("ostler-client-timer").factory());
    private final ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();
    private final ConnectionServices services =
            new ConnectionServices(new FrameBuffers(), ConnectionClock.system(timer), tasks);

    /// Who uses them; the maker is the first.
    private final AtomicInteger users = new AtomicInteger(1);

    SharedServices() {
        timer.setRemoveOnCancelPolicy(true);
    }

    ConnectionServices services() {
        return services;
    }

    /// One more user; false when the last one has gone already.
    boolean retain() {
        return users.getAndUpdate(n -> n == 0 ? 0 : n + 1) > 0;
    }

    /// One user less. Each user once.
    void release() {
        if (users.decrementAndGet() == 0) {
            timer.shutdownNow();
            tasks.shutdown();
        }
    }
}
