package org.ostler.engine;

import org.jspecify.annotations.Nullable;
import org.ostler.api.DomainRef;
import org.ostler.api.Event;
import org.ostler.api.Fault;
import org.ostler.api.Lifecycle;
import org.ostler.api.log.LateLogger;
import org.ostler.engine.spi.Canonical;
import org.ostler.engine.spi.Guest;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/// One domain: the holder of its versions.
///
/// Readers take the latest version from a volatile and never wait. Writers (the job whose turn it
/// is in [#lane], and the driver's reports from any thread) make the next version under `writing`:
/// they record it under the run directory, publish it, and append its events, as one step. Nothing
/// that can wait for a guest happens under that lock.
///
/// A cell is in the registry as long as something is left of its domain or somebody holds a claim
/// on it ([#retain]); what is said to a cell that has left is dropped.
final class Cell {
    private static final Logger LOG = LateLogger.of(Cell.class);
    private static final int REMOVED = -1;

    private final UUID uuid;
    private final String name;
    private final CellContext context;
    private final Guest guest;
    private final Lane lane = new Lane();
    private final AtomicInteger claims = new AtomicInteger();
    private final ReentrantLock writing = new ReentrantLock();
    private volatile DomainVersion version;
    private volatile @Nullable String doubt;
    private volatile boolean reported;

    Cell(UUID uuid, String name, CellContext context) {
        this.uuid = uuid;
        this.name = name;
        this.context = context;
        this.version = new Draft().finish(uuid, name, 0);
        this.guest = new CellGuest(this, context);
    }

    UUID uuid() {
        return uuid;
    }

    String name() {
        return name;
    }

    /// The domain as its driver sees it.
    Guest guest() {
        return guest;
    }

    Lane lane() {
        return lane;
    }

    DomainVersion version() {
        return version;
    }

    boolean visible() {
        return version.visible();
    }

    /// Why nobody knows what state the guest is in; null where it is known.
    @Nullable String doubt() {
        return doubt;
    }

    /// Nobody knows what became of a call; changes are refused until the driver reports.
    void doubt(String why) {
        doubt = why;
    }

    /// Whether the driver has said anything of it since the engine began.
    boolean reported() {
        return reported;
    }

    // ---- claims

    /// Keeps the cell in the registry until [#release].
    ///
    /// @return false when it has left the registry already
    boolean retain() {
        int before = claims.get();
        while (before != REMOVED) {
            if (claims.compareAndSet(before, before + 1)) {
                return true;
            }
            before = claims.get();
        }
        return false;
    }

    /// Gives one claim back; the last one takes an empty cell out of the registry.
    void release() {
        claims.decrementAndGet();
        removeIfEmpty();
    }

    void removeIfEmpty() {
        writing.lock();
        try {
            if (version.empty() && claims.compareAndSet(0, REMOVED)) {
                context.registry().remove(this);
            }
        } finally {
            writing.unlock();
        }
    }

    // ---- what the engine changes; the caller has the turn in the lane, or is alone

    /// The definition has been stored.
    void define(Canonical canonical) {
        Lifecycle step = visible() ? Lifecycle.DEFINED_UPDATED : Lifecycle.DEFINED_ADDED;
        change(
                draft -> {
                    draft.stored = new Description(canonical, OptionalInt.empty());
                    draft.visible = true;
                    return true;
                },
                step);
    }

    /// The definition has been removed.
    void undefine() {
        change(
                draft -> {
                    draft.stored = null;
                    draft.autostart = false;
                    draft.visible = draft.running != null;
                    return true;
                },
                Lifecycle.UNDEFINED_REMOVED);
    }

    /// The mark for autostart has been stored or removed.
    void autostart(boolean on) {
        change(
                draft -> {
                    draft.autostart = on;
                    return true;
                });
    }

    /// A start or create begins.
    ///
    /// @param pending what is about to run; null for the stored definition
    void begin(@Nullable Canonical pending, boolean autodestroy) {
        change(
                draft -> {
                    draft.pending =
                            pending == null ? null : new Description(pending, OptionalInt.empty());
                    draft.autodestroy = autodestroy;
                    return true;
                });
    }

    /// A start or create has ended, one way or the other.
    ///
    /// @param clean whether nothing is left of it where it does not run
    void settle(boolean clean) {
        change(
                draft -> {
                    draft.pending = null;
                    if (clean && draft.running == null) {
                        draft.live = null;
                        draft.autodestroy = false;
                    }
                    return true;
                });
    }

    // ---- one step

    /// Works on the next version; false to drop the step.
    @FunctionalInterface
    interface Step {
        boolean apply(Draft draft);
    }

    /// Takes a step that the driver reports.
    ///
    /// @param must whether the step fails where it cannot be recorded; otherwise what happened
    ///   happened, recorded or not
    void report(boolean must, Step step, Lifecycle... events) {
        if (take(must, step, events)) {
            reported = true;
            doubt = null;
        }
    }

    /// Takes a step of the engine's.
    void change(Step step, Lifecycle... events) {
        take(false, step, events);
    }

    private boolean take(boolean must, Step step, Lifecycle... events) {
        writing.lock();
        try {
            DomainVersion before = version;
            Draft draft = new Draft(before);
            if (claims.get() == REMOVED || !step.apply(draft)) {
                return false;
            }
            DomainVersion after = draft.finish(uuid, name, before.status().version() + 1);
            record(before, after, must);
            context.registry().rebind(this, before.status().id(), after.status().id());
            version = after;
            for (Lifecycle event : events) {
                context.events()
                        .append(new Event.DomainLifecycle(ref(event, before, after), event));
            }
            return true;
        } finally {
            writing.unlock();
        }
    }

    private void record(DomainVersion before, DomainVersion after, boolean must) {
        try {
            context.records().update(before, after);
        } catch (Fault notRecorded) {
            if (must) {
                throw notRecorded;
            }
            LOG.log(
                    Level.ERROR,
                    "the state of domain '" + name + "' is not recorded: " + notRecorded.sentence(),
                    notRecorded);
        }
    }

    /// A guest that has stopped has no number any more; what led to it happened while it had one.
    private static DomainRef ref(Lifecycle event, DomainVersion before, DomainVersion after) {
        boolean ended = before.status().active() && !after.status().active();
        boolean stop = event.type() == Lifecycle.STOPPED_SHUTDOWN.type();
        return (ended && !stop ? before : after).status().ref();
    }
}
