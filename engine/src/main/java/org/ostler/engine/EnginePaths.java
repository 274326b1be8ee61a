package org.ostler.engine;

import java.nio.file.Path;
import java.util.Objects;

/// Where an engine keeps its files.
///
/// @param state what lasts: definitions; e.g. `/var/lib/ostler/qemu`
/// @param run what is about running guests, gone after a reboot of the host; e.g.
///   `/run/ostler/qemu`
/// @param log guests' logs; e.g. `/var/log/ostler/qemu`
/// @param cache what can be made anew; e.g. `/var/cache/ostler/qemu`
public record EnginePaths(Path state, Path run, Path log, Path cache) {
    public EnginePaths {
        Objects.requireNonNull(state);
        Objects.requireNonNull(run);
        Objects.requireNonNull(log);
        Objects.requireNonNull(cache);
    }

    /// Everything in one directory, in `state`, `run`, `log` and `cache`.
    public static EnginePaths under(Path directory) {
        return new EnginePaths(
                directory.resolve("state"),
                directory.resolve("run"),
                directory.resolve("log"),
                directory.resolve("cache"));
    }
}
