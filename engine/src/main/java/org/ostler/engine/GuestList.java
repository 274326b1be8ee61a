package org.ostler.engine;

import org.ostler.api.Event;
import org.ostler.api.JobKind;
import org.ostler.api.Lifecycle;
import org.ostler.api.StateReason;
import org.ostler.engine.spi.Canonical;
import org.ostler.engine.spi.Guest;
import org.ostler.engine.spi.Guests;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/// All domains as their driver sees them. Thread-safe.
final class GuestList implements Guests {
    private final Registry registry;
    private final CellContext context;
    private final DomainChanges changes;
    private final LiveStore live;
    private final HostView host;
    private final EnginePaths paths;
    private final Clock clock;
    private final AtomicBoolean reachable = new AtomicBoolean(true);

    GuestList(
            Registry registry,
            CellContext context,
            DomainChanges changes,
            LiveStore live,
            HostView host,
            EnginePaths paths,
            Clock clock) {
        this.registry = registry;
        this.context = context;
        this.changes = changes;
        this.live = live;
        this.host = host;
        this.paths = paths;
        this.clock = clock;
    }

    @Override
    public Optional<Guest> find(UUID uuid) {
        return registry.find(uuid).map(Cell::guest);
    }

    @Override
    public Optional<Guest> find(int id) {
        return registry.find(id).map(Cell::guest);
    }

    @Override
    public List<Guest> active() {
        List<Guest> active = new ArrayList<>();
        for (Cell cell : registry.all()) {
            if (cell.version().running() != null) {
                active.add(cell.guest());
            }
        }
        return active;
    }

    @Override
    public List<Guest> unfinished() {
        List<Guest> unfinished = new ArrayList<>();
        for (Cell cell : registry.all()) {
            DomainVersion version = cell.version();
            if (version.running() == null && version.live() != null) {
                unfinished.add(cell.guest());
            }
        }
        return unfinished;
    }

    @Override
    public Guest discovered(
            OptionalInt id,
            StateReason reason,
            Canonical canonical,
            String record,
            Lifecycle... steps) {
        UUID uuid = canonical.spec().uuid().orElseThrow();
        String name =
                registry.find(uuid)
                        .map(Cell::name)
                        .orElseGet(() -> freeName(canonical.spec().name(), uuid));
        Canonical shown =
                new Canonical(
                        canonical.spec().withName(name),
                        canonical.values(),
                        canonical.pins(),
                        canonical.remarks());
        Cell cell = registry.claim(uuid, name, context);
        try {
            ((CellGuest) cell.guest()).discovered(id, reason, shown, record, steps);
            return cell.guest();
        } finally {
            cell.release();
        }
    }

    /// Names are unique on a host: a guest of another tool that has the name of a definition is
    /// shown with the beginning of its identity behind it.
    private String freeName(String name, UUID uuid) {
        return registry.takenByAnother(name, uuid)
                ? name + "-" + uuid.toString().substring(0, 8)
                : name;
    }

    @Override
    public void submit(Guest guest, JobKind kind, Callable<Void> change, Runnable afterwards) {
        changes.submit(((CellGuest) guest).cell(), kind, change, afterwards);
    }

    @Override
    public void reachable(boolean now, String reason) {
        if (reachable.getAndSet(now) != now) {
            context.events().append(new Event.HostReachable(now, reason));
        }
    }

    @Override
    public void hostChanged() {
        host.forget();
    }

    @Override
    public int nextId() {
        return live.nextId();
    }

    @Override
    public Path runDirectory() {
        return paths.run();
    }

    @Override
    public Path stateDirectory() {
        return paths.state();
    }

    @Override
    public Path cacheDirectory() {
        return paths.cache();
    }

    @Override
    public Clock clock() {
        return clock;
    }
}
