package org.ostler.engine;

import org.jspecify.annotations.Nullable;
import org.ostler.api.log.LateLogger;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/// Changes that are in the journal, and hold, but that the definitions' files do not say yet: they
/// follow a moment later, so that a definition which comes and goes costs no file.
///
/// A domain whose files cannot be written is stuck: that is tried again before its next change,
/// which is refused as long as it fails, and whenever other files are written.
///
/// Thread-safe: `owed` belongs to whoever changes a domain, for that domain; the files belong to
/// the holder of `writing`, one at a time, with what has been written and not been synced, and with
/// who is stuck.
final class Debts {
    /// How many domains may be waited for before changes write files themselves.
    static final int MAX = 1024;

    /// How many may be stuck before changes of all domains are refused.
    static final int STUCK_MAX = 64;

    private static final Logger LOG = LateLogger.of(Debts.class);

    private final DefinitionFiles files;
    private final Executor later;
    private final ConcurrentMap<String, Owed> owed = new ConcurrentHashMap<>();
    private final AtomicBoolean following = new AtomicBoolean();
    private final ReentrantLock writing = new ReentrantLock();
    private final Set<Path> unsynced = new HashSet<>();
    private final Set<String> stuck = ConcurrentHashMap.newKeySet();

    /// What one domain's files do not say.
    ///
    /// @param tried whether some of it may be in the files
    private record Owed(Outcome outcome, boolean tried) {
        Owed then(Owed newer) {
            return new Owed(outcome.then(newer.outcome), tried || newer.tried);
        }
    }

    /// @param later runs a task after the moment that files may lag behind
    Debts(DefinitionFiles files, Executor later) {
        this.files = files;
        this.later = later;
    }

    /// Before a change: writes files, where that is overdue.
    ///
    /// @throws IOException when it cannot be done: no more may be owed
    /// @throws org.ostler.api.Fault when no file can be called like that
    void admit(Change change) throws IOException {
        String name = change.name();
        files.checkName(name);
        if (stuck.size() >= STUCK_MAX || owed.size() >= MAX) {
            pay();
        } else if (stuck.contains(name)) {
            payOne(name);
        }
    }

    private void payOne(String name) throws IOException {
        writing.lock();
        try {
            pay(name);
        } finally {
            writing.unlock();
        }
    }

    /// A change is in the journal, and is to be in the files.
    void owe(Change change) {
        owed.merge(change.name(), new Owed(Outcome.of(change), false), Owed::then);
        if (!following.getAndSet(true)) {
            later.execute(this::follow);
        }
    }

    private void follow() {
        following.set(false);
        int before = stuck.size();
        try {
            pay();
        } catch (IOException e) {
            int now = stuck.size();
            if (now > before) {
                LOG.log(
                        Level.WARNING,
                        "what was stored last about {0} domains is in the journal alone for now:"
                                + " {1}",
                        now,
                        StorageFaults.words(e));
            }
        }
    }

    /// Writes all that is owed when this is called.
    void pay() throws IOException {
        writing.lock();
        try {
            @Nullable IOException first = null;
            for (String name : owed.keySet()) {
                try {
                    pay(name);
                } catch (IOException e) {
                    first = first == null ? e : first;
                }
            }
            if (first != null) {
                throw first;
            }
        } finally {
            writing.unlock();
        }
    }

    private void pay(String name) throws IOException {
        @Nullable Owed taken = owed.remove(name);
        if (taken == null || (taken.outcome.comesToNothing() && !taken.tried)) {
            return;
        }
        boolean paid = false;
        try {
            unsynced.addAll(files.apply(taken.outcome));
            stuck.remove(name);
            paid = true;
        } finally {
            if (!paid) {
                stuck.add(name);
                Owed again = new Owed(taken.outcome, true);
                owed.merge(name, again, (newer, older) -> older.then(newer));
            }
        }
    }

    /// Writes all that is owed when this is called, and brings it to the disk.
    void settle() throws IOException {
        Set<Path> written;
        writing.lock();
        try {
            pay();
            written = Set.copyOf(unsynced);
            unsynced.clear();
        } finally {
            writing.unlock();
        }
        boolean synced = false;
        try {
            files.sync(written);
            synced = true;
        } finally {
            if (!synced) {
                add(written);
            }
        }
    }

    private void add(Set<Path> again) {
        writing.lock();
        try {
            unsynced.addAll(again);
        } finally {
            writing.unlock();
        }
    }
}
