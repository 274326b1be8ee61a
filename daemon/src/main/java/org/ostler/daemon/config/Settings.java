package org.ostler.daemon.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// All that the daemon is told, from options, file and surroundings. Immutable.
///
/// @param system whether it serves the whole host (root) or one user's session
/// @param packagedSockets whether the sockets are made under every name that clients look for,
///   rather than in a directory of somebody's choice
/// @param drivers the drivers to serve; the first one that this host can run is what an address
///   without a name leads to
public record Settings(
        boolean system,
        Directories directories,
        boolean packagedSockets,
        SocketSettings sockets,
        Limits limits,
        LogSettings log,
        List<String> drivers,
        Optional<String> qemuUser,
        Optional<String> qemuGroup,
        Duration stopTimeout) {
    public Settings {
        drivers = List.copyOf(drivers);
    }

    /// Who may use the sockets.
    ///
    /// @param group the read-write socket's group; empty: `libvirt` where it exists
    /// @param readWritePermissions permission bits
    /// @param readOnlyPermissions permission bits
    public record SocketSettings(
            Optional<String> group, int readWritePermissions, int readOnlyPermissions) {}

    /// What clients may use at most.
    ///
    /// @param clients connections at once
    /// @param unauthenticated connections at once that have not authenticated; 0 for no limit
    /// @param backlog connections that wait to be accepted
    /// @param callsPerClient calls of one connection in progress at once
    /// @param keepaliveSeconds seconds of silence before a client is asked; -1 for never
    /// @param keepaliveCount questions that may stay unanswered
    public record Limits(
            int clients,
            int unauthenticated,
            int backlog,
            int callsPerClient,
            int keepaliveSeconds,
            int keepaliveCount) {}

    /// What is logged, how and where.
    ///
    /// @param level 1 everything, 2 what happens, 3 warnings, 4 errors
    /// @param json whether lines are JSON objects
    /// @param file where lines go; empty for standard error
    public record LogSettings(int level, boolean json, Optional<Path> file) {}

    /// Reads the configuration file, the named one or the usual one if it is there, and combines it
    /// with the options.
    ///
    /// @throws ConfigException with everything that is wrong in the file
    public static Settings load(Options options, Surroundings surroundings) throws ConfigException {
        Optional<Path> file =
                options.config()
                        .or(() -> Optional.of(surroundings.configFile()).filter(Files::exists));
        return combine(
                options,
                file.isPresent() ? ConfigFile.read(file.get()) : ConfigFile.EMPTY,
                surroundings);
    }

    static Settings combine(Options options, ConfigFile file, Surroundings surroundings) {
        List<String> drivers =
                options.drivers().isEmpty() ? file.get(ConfigKeys.DRIVERS) : options.drivers();
        return new Settings(
                surroundings.root(),
                Directories.of(options, file, surroundings),
                options.socketDir().isEmpty(),
                new SocketSettings(
                        file.get(ConfigKeys.UNIX_SOCK_GROUP),
                        file.get(ConfigKeys.UNIX_SOCK_RW_PERMS),
                        file.get(ConfigKeys.UNIX_SOCK_RO_PERMS)),
                new Limits(
                        whole(file, ConfigKeys.MAX_CLIENTS),
                        whole(file, ConfigKeys.MAX_ANONYMOUS_CLIENTS),
                        whole(file, ConfigKeys.MAX_QUEUED_CLIENTS),
                        whole(file, ConfigKeys.MAX_CLIENT_REQUESTS),
                        whole(file, ConfigKeys.KEEPALIVE_INTERVAL),
                        whole(file, ConfigKeys.KEEPALIVE_COUNT)),
                new LogSettings(
                        whole(file, ConfigKeys.LOG_LEVEL),
                        file.get(ConfigKeys.LOG_FORMAT).equals("json"),
                        file.get(ConfigKeys.LOG_FILE)),
                drivers,
                file.get(ConfigKeys.QEMU_USER),
                file.get(ConfigKeys.QEMU_GROUP),
                Duration.ofSeconds(file.get(ConfigKeys.STOP_TIMEOUT)));
    }

    private static int whole(ConfigFile file, ConfigKey<Long> key) {
        return Math.toIntExact(file.get(key));
    }
}
