package org.ostler.driver.xen;

import org.ostler.api.log.LateLogger;
import org.ostler.engine.spi.Guests;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Keeps looking at the host: at once when xenstore tells that domains came or went, and every
/// [#INTERVAL] because it does not tell that one was paused.
///
/// One virtual thread, which owns the look; [#wake] may be called from any thread. A store that is
/// lost is connected to again with the next look.
final class XenWatcher implements AutoCloseable {
    /// How often the host is looked at when nothing is told.
    static final Duration INTERVAL = Duration.ofSeconds(1);

    /// How soon again when something is about to appear.
    static final Duration SOON = Duration.ofMillis(250);

    private static final Logger LOG = LateLogger.of(XenWatcher.class);
    private static final Duration END = Duration.ofSeconds(15);

    private final XenControl control;
    private final XenLook look;
    private final XenDiscovery discovery;
    private final Guests guests;
    private final Semaphore wakes;
    private final Thread thread = Thread.ofVirtual().name("xen-watcher").unstarted(this::run);

    // the thread alone, after the first look
    private CompletableFuture<IOException> watching =
            CompletableFuture.completedFuture(new IOException("not watched yet"));

    /// @param wakes a permit makes the next look come at once
    XenWatcher(
            XenControl control,
            XenLook look,
            XenDiscovery discovery,
            Guests guests,
            Semaphore wakes) {
        this.control = control;
        this.look = look;
        this.discovery = discovery;
        this.guests = guests;
        this.wakes = wakes;
    }

    /// Watches, looks once, and goes on looking on a thread of its own.
    ///
    /// @param limitMillis how long the domains found may take to be described
    void start(long limitMillis) throws InterruptedException {
        once();
        discovery.awaitFirst(limitMillis);
        discovery.announce();
        thread.start();
    }

    /// Makes the next look come at once.
    void wake() {
        wakes.release();
    }

    private void run() {
        try {
            while (true) {
                Duration pause = discovery.isWaiting() ? SOON : INTERVAL;
                boolean woken = wakes.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
                LOG.log(Level.TRACE, () -> woken ? "something changed" : "nothing was told");
                wakes.drainPermits();
                once();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void once() throws InterruptedException {
        try {
            if (watching.isDone()) {
                watching = control.watch(this::wake);
            }
            look.look();
            guests.reachable(true, "Xen answers");
        } catch (IOException e) {
            unreachable("xenstored cannot be used: " + XenFaults.words(e), e);
        } catch (LibxlException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            unreachable("Xen does not answer: " + XenFaults.words((Exception) e), e);
        } catch (RuntimeException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LOG.log(Level.ERROR, "a look at the host failed", e);
        }
    }

    private void unreachable(String reason, Exception e) {
        LOG.log(Level.WARNING, reason, e);
        guests.reachable(false, reason);
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            if (thread.isAlive() && !thread.join(END)) {
                LOG.log(Level.WARNING, "a look at the host does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
