package org.ostler.daemon.driver;

import org.ostler.api.log.LateLogger;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// All drivers that the daemon serves, opened at the same time. Thread-safe.
public final class Drivers implements AutoCloseable {
    private static final System.Logger LOG = LateLogger.of(Drivers.class);

    /// How long the log waits for a driver before it says that it takes long.
    private static final Duration FIRST_LOOK = Duration.ofMinutes(2);

    private final List<DriverSlot> slots;

    /// These drivers, in the order in which an address without a name tries them.
    public Drivers(List<? extends DriverSource> sources) {
        slots = sources.stream().map(DriverSlot::new).toList();
    }

    /// Begins to open all of them, and logs each one that this host cannot run.
    public void start() {
        for (DriverSlot slot : slots) {
            slot.start();
            Thread.ofVirtual().name("watch " + slot.name()).start(() -> tell(slot));
        }
    }

    private static void tell(DriverSlot slot) {
        try {
            if (!slot.awaitOutcome(FIRST_LOOK)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "driver {0}: still being opened after {1} s",
                        slot.name(),
                        FIRST_LOOK.toSeconds());
            } else {
                slot.absent()
                        .ifPresent(
                                why ->
                                        LOG.log(
                                                System.Logger.Level.WARNING,
                                                "driver {0} is not there: {1}",
                                                slot.name(),
                                                why));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The driver of that name, if it is served.
    public Optional<DriverSlot> find(String name) {
        return slots.stream().filter(slot -> slot.name().equals(name)).findFirst();
    }

    /// All of them, in order.
    public List<DriverSlot> all() {
        return slots;
    }

    /// Closes all of them; guests go on.
    @Override
    public void close() {
        slots.forEach(DriverSlot::close);
    }
}
