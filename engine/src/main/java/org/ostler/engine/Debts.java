package org.ostler.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Changes that are in the journal, and hold, but whose files could not be written: that is tried
/// again before the next change of the same domain, and before the journal forgets them.
///
/// Thread-safe; a domain's files are touched under its entry in the map.
final class Debts {
    /// How many there may be before changes are refused.
    static final int MAX = 64;

    private static final Logger LOG = System.getLogger(Debts.class.getName());

    private final DefinitionFiles files;
    private final ConcurrentMap<String, Change> owed = new ConcurrentHashMap<>();

    Debts(DefinitionFiles files) {
        this.files = files;
    }

    /// Lets the files say what was prepared, at once or later.
    void apply(Change change) {
        try {
            files.apply(change);
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "what was stored about domain ''{0}'' is in the journal alone for now: {1}",
                    change.name(),
                    StorageFaults.words(e));
            owed.put(change.name(), change);
        }
    }

    /// Writes the files of that domain, if that is owed.
    ///
    /// @throws IOException when it cannot be done, or too much is owed altogether
    void pay(String name) throws IOException {
        if (owed.isEmpty()) {
            return;
        }
        if (owed.size() >= MAX) {
            pay();
        }
        try {
            owed.computeIfPresent(name, (key, change) -> paid(change));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// Writes all that is owed.
    void pay() throws IOException {
        try {
            for (String name : owed.keySet()) {
                owed.computeIfPresent(name, (key, change) -> paid(change));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @SuppressWarnings("NullAway") // null takes the entry out, which the annotated JDK knows not
    private Change paid(Change change) {
        try {
            files.rewrite(change);
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
