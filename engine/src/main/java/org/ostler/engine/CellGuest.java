package org.ostler.engine;

import org.ostler.api.DomainStatus;
import org.ostler.api.Event;
import org.ostler.api.Lifecycle;
import org.ostler.api.StateReason;
import org.ostler.engine.spi.Canonical;
import org.ostler.engine.spi.Guest;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/// A domain as its driver sees it: turns what is reported into steps of its [Cell]. Stateless.
final class CellGuest implements Guest {
    private final Cell cell;
    private final CellContext context;

    CellGuest(Cell cell, CellContext context) {
        this.cell = cell;
        this.context = context;
    }

    Cell cell() {
        return cell;
    }

    @Override
    public DomainStatus status() {
        return cell.version().status();
    }

    @Override
    public Canonical canonical() {
        Description present = cell.version().present();
        if (present == null) {
            throw context.refusal().noSuchDomain(cell.uuid(), cell.name());
        }
        return present.canonical();
    }

    @Override
    public Optional<String> live() {
        return Optional.ofNullable(cell.version().live());
    }

    @Override
    public Path logFile() {
        return context.logDirectory().resolve(FileNames.escape(cell.name()) + ".log");
    }

    @Override
    public void launching(String live) {
        cell.report(
                true,
                draft -> {
                    draft.live = live;
                    return true;
                });
    }

    @Override
    public void started(
            int id, StateReason reason, Canonical canonical, String live, Lifecycle... steps) {
        cell.report(
                false,
                draft -> {
                    if (draft.running == null) {
                        draft.basis = draft.pending != null ? draft.pending : draft.stored;
                    }
                    draft.run(OptionalInt.of(id), reason, canonical, live);
                    return true;
                },
                steps);
    }

    /// A guest that another tool made.
    void discovered(
            OptionalInt id,
            StateReason reason,
            Canonical canonical,
            String live,
            Lifecycle... steps) {
        cell.report(
                false,
                draft -> {
                    if (draft.running != null || draft.live != null) {
                        return false;
                    }
                    draft.managed = false;
                    draft.run(id, reason, canonical, live);
                    return true;
                },
                steps);
    }

    @Override
    public void moved(int id, StateReason reason, Lifecycle... steps) {
        cell.report(
                false,
                draft -> {
                    boolean meant = draft.isAbout(id);
                    draft.reason = reason;
                    return meant;
                },
                steps);
    }

    @Override
    public void updated(int id, Canonical canonical, String live) {
        cell.report(
                false,
                draft -> {
                    boolean meant = draft.isAbout(id);
                    draft.running = new Description(canonical, OptionalInt.of(id));
                    draft.live = live;
                    return meant;
                });
    }

    @Override
    public void stopped(OptionalInt id, StateReason reason, Lifecycle... steps) {
        cell.report(
                false,
                draft -> {
                    boolean meant =
                            id.isPresent()
                                    ? draft.isAbout(id.getAsInt())
                                    : draft.running != null || draft.live != null;
                    draft.stop(reason);
                    return meant;
                },
                steps);
        cell.removeIfEmpty();
    }

    @Override
    public void happened(Event event) {
        context.events().append(event);
    }

    @Override
    public String toString() {
        return cell.name() + " (" + cell.uuid() + ")";
    }
}
