package org.ostler.engine;

import org.jspecify.annotations.Nullable;
import org.ostler.api.Domain;
import org.ostler.api.DomainStatus;
import org.ostler.api.Fault;
import org.ostler.api.Hypervisor;
import org.ostler.api.Layer;
import org.ostler.api.StateReason;
import org.ostler.api.log.LateLogger;
import org.ostler.engine.spi.Guest;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What happens after an engine has been opened: the driver's first look at the host, the end of
/// guests whose caller is gone, and the start of those that start together with the host.
///
/// Runs on virtual threads of its own; [#close] interrupts them and waits for their end, so that
/// nothing is written when the state has another owner.
final class Beginning implements AutoCloseable {
    private static final Logger LOG = LateLogger.of(Beginning.class);
    private static final Duration AUTOSTART_AT_MOST = Duration.ofMinutes(10);

    private final EngineCore core;
    private final GuestList guests;
    private final LiveStore live;
    private final FirstLook firstLook;
    private final Hypervisor self;
    private final Thread looking;
    private final Thread watching;

    Beginning(
            EngineCore core,
            GuestList guests,
            LiveStore live,
            FirstLook firstLook,
            Hypervisor self) {
        this.core = core;
        this.guests = guests;
        this.live = live;
        this.firstLook = firstLook;
        this.self = self;
        String scheme = core.driver().info().scheme();
        this.looking = Thread.ofVirtual().name("first-look-" + scheme).unstarted(this::look);
        this.watching =
                Thread.ofVirtual().name("first-look-watch-" + scheme).unstarted(this::watch);
    }

    void start() {
        looking.start();
        watching.start();
    }

    private void look() {
        try {
            core.driver().start(guests);
            giveUpUnfinished();
            firstLook.complete();
            endAbandoned();
            autostart();
        } catch (InterruptedException e) {
            firstLook.fail(core.refusal().closing());
        } catch (Fault fault) {
            fail(fault);
        } catch (RuntimeException unexpected) {
            LOG.log(Level.ERROR, "the driver's first look at the host failed", unexpected);
            fail(core.refusal().internal(Layer.DRIVER, "first look", "", unexpected));
        }
    }

    private void fail(Fault fault) {
        firstLook.fail(fault);
        guests.reachable(false, fault.sentence());
    }

    private void watch() {
        boolean late = false;
        try {
            Duration limit = core.jobs().limits().firstLook();
            while (!firstLook.await(limit)) {
                if (!late) {
                    late = true;
                    guests.reachable(
                            false,
                            "the driver has not finished its first look at the host within "
                                    + limit.toSeconds()
                                    + " s");
                }
            }
            if (late && firstLook.succeeded()) {
                guests.reachable(true, "the driver has finished its first look at the host");
            }
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "the engine closes before the first look is over");
        }
    }

    /// Launches that a crash cut off, and of which the driver said nothing.
    private void giveUpUnfinished() {
        for (Guest guest : guests.unfinished()) {
            LOG.log(
                    Level.WARNING,
                    "the driver does not say what became of the launch of {0}; it is given up",
                    guest);
            guest.stopped(OptionalInt.empty(), StateReason.SHUTOFF_FAILED);
        }
    }

    /// Guests that were to end with a connection; none has outlived the engine before this one.
    private void endAbandoned() {
        for (Cell cell : core.registry().all()) {
            if (cell.version().autodestroy() && cell.version().running() != null) {
                begin("destroy", cell.name(), () -> domain(cell).destroy(Set.of()));
            }
        }
    }

    private void autostart() throws InterruptedException {
        try {
            if (live.autostarted()) {
                return;
            }
            Queue<Domain> waiting = new ConcurrentLinkedQueue<>();
            for (DomainStatus status : self.statuses()) {
                if (status.autostart() && !status.active()) {
                    self.domain(status.uuid()).ifPresent(waiting::add);
                }
            }
            List<Thread> starters = new ArrayList<>();
            for (int i = 0;
                    i < Math.min(core.jobs().limits().autostartsAtOnce(), waiting.size());
                    i++) {
                starters.add(Thread.ofVirtual().name("autostart").start(() -> startAll(waiting)));
            }
            for (Thread starter : starters) {
                starter.join();
            }
            live.markAutostarted();
        } catch (ClosedByInterruptException e) {
            throw new InterruptedException();
        } catch (IOException e) {
            LOG.log(Level.ERROR, "guests are not started together with the host", e);
        }
    }

    private static void startAll(Queue<Domain> waiting) {
        @Nullable Domain next = waiting.poll();
        while (next != null) {
            Domain domain = next;
            begin("start", domain.name(), () -> domain.start(Set.of()).await(AUTOSTART_AT_MOST));
            next = waiting.poll();
        }
    }

    private Domain domain(Cell cell) {
        return self.domain(cell.uuid()).orElseThrow();
    }

    private static void begin(String what, String name, Runnable change) {
        try {
            change.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "cannot " + what + " domain '" + name + "'", e);
        }
    }

    @Override
    public void close() {
        looking.interrupt();
        watching.interrupt();
        try {
            if (!looking.join(core.jobs().limits().close())) {
                LOG.log(Level.WARNING, "the driver's first look at the host does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
