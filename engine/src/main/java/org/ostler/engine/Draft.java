package org.ostler.engine;

import org.jspecify.annotations.Nullable;
import org.ostler.api.DomainStatus;
import org.ostler.api.StateReason;
import org.ostler.engine.spi.Canonical;
import org.ostler.model.DomainSpec;

import java.util.OptionalInt;
import java.util.UUID;

/// The next version of a domain while it is being worked out. Used by one thread, under its cell's
/// lock.
final class Draft {
    boolean visible;
    OptionalInt id = OptionalInt.empty();
    StateReason reason = StateReason.SHUTOFF_UNKNOWN;
    boolean managed = true;
    boolean autostart;
    boolean autodestroy;
    @Nullable Description stored;
    @Nullable Description running;
    @Nullable Description pending;
    @Nullable Description basis;
    @Nullable String live;

    /// The first version.
    Draft() {}

    /// The same as that version.
    Draft(DomainVersion version) {
        visible = version.visible();
        id = version.status().id();
        reason = version.status().reason();
        managed = version.status().managed();
        autostart = version.status().autostart();
        autodestroy = version.autodestroy();
        stored = version.stored();
        running = version.running();
        pending = version.pending();
        basis = version.basis();
        live = version.live();
    }

    /// Whether the running guest has that number.
    boolean isAbout(int number) {
        return id.isPresent() && id.getAsInt() == number;
    }

    /// The guest runs.
    void run(OptionalInt number, StateReason why, Canonical canonical, String record) {
        id = number;
        reason = why;
        running = new Description(canonical, id);
        live = record;
        visible = true;
    }

    /// The guest does not run any more.
    void stop(StateReason why) {
        id = OptionalInt.empty();
        reason = why;
        running = null;
        basis = null;
        live = null;
        autodestroy = false;
        managed = true;
        visible = stored != null;
    }

    /// The finished version.
    DomainVersion finish(UUID uuid, String name, long number) {
        @Nullable Description present =
                running != null ? running : pending != null ? pending : stored;
        @Nullable Summary summary = present == null ? null : present.summary();
        DomainStatus status =
                new DomainStatus(
                        uuid,
                        name,
                        id,
                        reason,
                        stored != null,
                        managed,
                        autostart,
                        false,
                        differs(),
                        summary == null ? 0 : summary.maxMemoryKib(),
                        summary == null ? 0 : summary.memoryKib(),
                        summary == null ? 0 : summary.vcpus(),
                        number);
        return new DomainVersion(
                status, visible, stored, running, pending, basis, live, autodestroy);
    }

    private boolean differs() {
        return running != null
                && stored != null
                && (basis == null || (basis != stored && !spec(basis).equals(spec(stored))));
    }

    private static DomainSpec spec(Description description) {
        return description.canonical().spec();
    }
}
