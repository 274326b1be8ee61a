package org.ostler.engine;

import org.ostler.api.log.LateLogger;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;

/// Where files go that cannot be used: moved aside with the reason beside them, never deleted.
///
/// Used by one thread, while the engine begins.
final class Quarantine {
    private static final Logger LOG = LateLogger.of(Quarantine.class);

    private final Storage storage;
    private final Path directory;
    private final Clock clock;

    Quarantine(Storage storage, Path directory, Clock clock) {
        this.storage = storage;
        this.directory = directory;
        this.clock = clock;
    }

    /// Moves a file aside.
    ///
    /// @param reason a sentence
    void take(Path file, String reason) throws IOException {
        String name = file.getFileName().toString();
        Path aside = directory.resolve(name);
        for (int i = 2; storage.read(aside).isPresent(); i++) {
            aside = directory.resolve(name + "." + i);
        }
        LOG.log(Level.ERROR, "{0} cannot be used and is moved to {1}: {2}", file, aside, reason);
        storage.write(
                aside.resolveSibling(aside.getFileName() + ".reason"),
                (clock.instant() + " " + file + "\n" + reason + "\n")
                        .getBytes(StandardCharsets.UTF_8),
                true);
        storage.move(file, aside);
        storage.syncDirectory(directory);
    }
}
