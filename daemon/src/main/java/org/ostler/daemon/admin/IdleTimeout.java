package org.ostler.daemon.admin;

import org.ostler.api.log.LateLogger;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/// Ends the daemon when nobody has needed it for some time: no client is connected and no guest
/// runs, as libvirtd's timeout has it.
///
/// Looks once a second, on a thread that may block, and one look at a time. Switched off until
/// [#set]. Thread-safe.
public final class IdleTimeout {
    private static final System.Logger LOG = LateLogger.of(IdleTimeout.class);

    private final ScheduledExecutorService timer;
    private final Executor tasks;
    private final BooleanSupplier needed;
    private final Runnable end;
    private final AtomicBoolean ticking = new AtomicBoolean();
    private final AtomicBoolean looking = new AtomicBoolean();

    // Guarded by this object.
    private long timeoutNanos;
    private long idleSinceNanos;

    /// @param needed whether somebody needs the daemon now; may block
    /// @param end ends the daemon; called once
    public IdleTimeout(
            ScheduledExecutorService timer, Executor tasks, BooleanSupplier needed, Runnable end) {
        this.timer = timer;
        this.tasks = tasks;
        this.needed = needed;
        this.end = end;
    }

    /// How long nobody must have needed the daemon from now on; 0: it never ends by itself.
    public void set(long seconds) {
        synchronized (this) {
            timeoutNanos = Duration.ofSeconds(seconds).toNanos();
            idleSinceNanos = System.nanoTime();
        }
        if (seconds > 0 && ticking.compareAndSet(false, true)) {
            var _ = timer.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
        }
    }

    private void tick() {
        if (enabled() && looking.compareAndSet(false, true)) {
            tasks.execute(this::look);
        }
    }

    private synchronized boolean enabled() {
        return timeoutNanos > 0;
    }

    private void look() {
        boolean over = false;
        try {
            over = isOver(needed.getAsBoolean());
        } finally {
            if (!over) {
                looking.set(false);
            }
        }
        if (over) {
            LOG.log(System.Logger.Level.INFO, "nobody needs this daemon any more: it ends");
            end.run();
        }
    }

    private synchronized boolean isOver(boolean neededNow) {
        long now = System.nanoTime();
        if (neededNow) {
            idleSinceNanos = now;
        }
        return timeoutNanos > 0 && now - idleSinceNanos >= timeoutNanos;
    }
}
