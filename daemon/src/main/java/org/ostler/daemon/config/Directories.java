package org.ostler.daemon.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where the daemon keeps what.
///
/// @param sockets where clients find it
/// @param state definitions; lasts
/// @param run the state of running guests; means nothing after a reboot of the host
/// @param log guests' logs
/// @param cache what can be made anew
public record Directories(Path sockets, Path state, Path run, Path log, Path cache) {

    /// The directories: an option wins over the file, the file over what is usual for that user. A
    /// state directory that was named as an option holds run, log and cache as well, so that one
    /// option makes an instance that touches nothing else.
    static Directories of(Options options, ConfigFile file, Surroundings surroundings) {
        Directories usual = surroundings.root() ? system() : session(surroundings);
        Optional<Path> named = options.stateDir();
        return new Directories(
                first(options.socketDir(), file.get(ConfigKeys.UNIX_SOCK_DIR), usual.sockets),
                first(named, file.get(ConfigKeys.STATE_DIR), usual.state),
                first(
                        options.runDir().or(() -> named.map(dir -> dir.resolve("run"))),
                        file.get(ConfigKeys.RUN_DIR),
                        usual.run),
                first(
                        options.logDir().or(() -> named.map(dir -> dir.resolve("log"))),
                        file.get(ConfigKeys.LOG_DIR),
                        usual.log),
                first(
                        named.map(dir -> dir.resolve("cache")),
                        file.get(ConfigKeys.CACHE_DIR),
                        usual.cache));
    }

    private static Path first(Optional<Path> option, Optional<Path> key, Path usual) {
        return option.or(() -> key).orElse(usual);
    }

    private static Directories system() {
        return new Directories(
                Path.of("/run/libvirt"),
                Path.of("/var/lib/ostler"),
                Path.of("/run/ostler"),
                Path.of("/var/log/ostler"),
                Path.of("/var/cache/ostler"));
    }

    /// The XDG base directories' places; without `XDG_RUNTIME_DIR` libvirt's clients look under the
    /// cache directory.
    private static Directories session(Surroundings surroundings) {
        Map<String, String> environment = surroundings.environment();
        Path home = surroundings.home();
        Path data = base(environment, "XDG_DATA_HOME", home.resolve(".local/share"));
        Path state = base(environment, "XDG_STATE_HOME", home.resolve(".local/state"));
        Path cache = base(environment, "XDG_CACHE_HOME", home.resolve(".cache"));
        Path runtime = base(environment, "XDG_RUNTIME_DIR", cache);
        return new Directories(
                runtime.resolve("libvirt"),
                data.resolve("ostler"),
                runtime.resolve("ostler"),
                state.resolve("ostler/log"),
                cache.resolve("ostler"));
    }

    private static Path base(Map<String, String> environment, String variable, Path fallback) {
        String value = environment.get(variable);
        return value == null || !value.startsWith("/") ? fallback : Path.of(value).normalize();
    }
}
