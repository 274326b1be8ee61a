package org.ostler.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/// All domains of a host, by identity, name and number.
///
/// Thread-safe without a lock of its own. A cell enters by its name and then by its identity, and
/// leaves the other way round, so that whoever finds a name taken by the same identity only has to
/// look again. A cell's name never changes. Names come in order, so that lists need no sorting.
final class Registry {
    /// How long a claim waits before it looks again for a cell that is just leaving.
    private static final long RETRY_NANOS = 10_000;

    private final Map<UUID, Cell> byUuid = new ConcurrentHashMap<>();
    private final ConcurrentNavigableMap<String, Cell> byName = new ConcurrentSkipListMap<>();
    private final Map<Integer, Cell> byId = new ConcurrentHashMap<>();
    private final Refusal refusal;

    Registry(Refusal refusal) {
        this.refusal = refusal;
    }

    /// The cell of that identity and name, with a claim on it; a new one where there is none.
    ///
    /// @throws org.ostler.api.Fault when the name or the identity belongs to another domain
    Cell claim(UUID uuid, String name, CellContext context) {
        while (true) {
            Cell known = byUuid.get(uuid);
            if (known != null) {
                if (!known.name().equals(name)) {
                    throw refusal.uuidTaken(known.name(), uuid);
                }
                if (known.retain()) {
                    return known;
                }
                LockSupport.parkNanos(RETRY_NANOS);
                continue;
            }
            Cell fresh = new Cell(uuid, name, context);
            fresh.retain();
            Cell namesake = byName.putIfAbsent(name, fresh);
            if (namesake != null) {
                if (!namesake.uuid().equals(uuid)) {
                    throw refusal.nameTaken(name, namesake.uuid());
                }
                LockSupport.parkNanos(RETRY_NANOS);
                continue;
            }
            if (byUuid.putIfAbsent(uuid, fresh) == null) {
                return fresh;
            }
            byName.remove(name, fresh);
        }
    }

    /// Takes a cell out; called by the cell itself.
    void remove(Cell cell) {
        byUuid.remove(cell.uuid(), cell);
        byName.remove(cell.name(), cell);
    }

    /// The cell's guest has another number now.
    void rebind(Cell cell, OptionalInt before, OptionalInt after) {
        if (before.equals(after)) {
            return;
        }
        if (after.isPresent()) {
            byId.put(after.getAsInt(), cell);
        }
        if (before.isPresent()) {
            byId.remove(before.getAsInt(), cell);
        }
    }

    Optional<Cell> find(UUID uuid) {
        return Optional.ofNullable(byUuid.get(uuid));
    }

    Optional<Cell> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Optional<Cell> find(int id) {
        return Optional.ofNullable(byId.get(id));
    }

    /// Whether another domain has that name.
    boolean takenByAnother(String name, UUID uuid) {
        Cell namesake = byName.get(name);
        return namesake != null && !namesake.uuid().equals(uuid);
    }

    /// All cells, by name, also those that callers do not see yet.
    Collection<Cell> all() {
        return byName.values();
    }

    /// Something of each domain that callers see, by name.
    <T> List<T> list(Function<Cell, T> view) {
        List<T> list = new ArrayList<>(byUuid.size());
        for (Cell cell : byName.values()) {
            if (cell.visible()) {
                list.add(view.apply(cell));
            }
        }
        return list;
    }
}
