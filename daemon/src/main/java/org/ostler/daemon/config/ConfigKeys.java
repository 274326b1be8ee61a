package org.ostler.daemon.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every key of the daemon's configuration file. Those that mean the same as in libvirtd.conf have
/// its names; docs/daemon.md lists them all, which a test checks.
public final class ConfigKeys {
    /// The names of the drivers, in the order in which an address without a name tries them.
    public static final List<String> DRIVER_NAMES = List.of("qemu", "xen", "test");

    private static final String FROM_PERMISSIONS =
            "Who may connect is decided by the socket's permissions; nothing more is asked.";

    static final ConfigKey<Optional<Path>> UNIX_SOCK_DIR =
            ConfigKey.path(
                    "unix_sock_dir",
                    "`/run/libvirt`, or `$XDG_RUNTIME_DIR/libvirt` for other users than root",
                    "Where the sockets are made.");
    static final ConfigKey<Optional<String>> UNIX_SOCK_GROUP =
            ConfigKey.text(
                    "unix_sock_group",
                    "`libvirt` where that group exists",
                    "The group that the read-write socket belongs to.");
    static final ConfigKey<Integer> UNIX_SOCK_RW_PERMS =
            ConfigKey.permissions(
                    "unix_sock_rw_perms", 0660, "The permissions of the read-write socket.");
    static final ConfigKey<Integer> UNIX_SOCK_RO_PERMS =
            ConfigKey.permissions(
                    "unix_sock_ro_perms", 0666, "The permissions of the read-only socket.");
    static final ConfigKey<String> AUTH_UNIX_RW =
            ConfigKey.choice("auth_unix_rw", List.of("none"), "none", FROM_PERMISSIONS);
    static final ConfigKey<String> AUTH_UNIX_RO =
            ConfigKey.choice("auth_unix_ro", List.of("none"), "none", FROM_PERMISSIONS);
    static final ConfigKey<Long> MAX_CLIENTS =
            ConfigKey.number(
                    "max_clients", 1, 100_000, 5000, "Connections that may be open at once.");
    static final ConfigKey<Long> MAX_QUEUED_CLIENTS =
            ConfigKey.number(
                    "max_queued_clients",
                    1,
                    65_535,
                    1000,
                    "Connections that may wait to be accepted, for each socket.");
    static final ConfigKey<Long> MAX_ANONYMOUS_CLIENTS =
            ConfigKey.number(
                    "max_anonymous_clients",
                    0,
                    100_000,
                    20,
                    "Connections that may be open at once without having authenticated, where"
                            + " authentication is asked for; 0 sets no limit.");
    static final ConfigKey<Long> MAX_CLIENT_REQUESTS =
            ConfigKey.number(
                    "max_client_requests",
                    1,
                    1000,
                    32,
                    "Calls of one connection that may be in progress at once; keepalive is answered"
                            + " beyond it.");
    static final ConfigKey<Long> KEEPALIVE_INTERVAL =
            ConfigKey.number(
                    "keepalive_interval",
                    -1,
                    3600,
                    5,
                    "Seconds of silence after which a client is asked whether it is there; -1 asks"
                            + " never.");
    static final ConfigKey<Long> KEEPALIVE_COUNT =
            ConfigKey.number(
                    "keepalive_count",
                    1,
                    1000,
                    5,
                    "How many such questions may stay unanswered before the connection is closed.");
    static final ConfigKey<Long> LOG_LEVEL =
            ConfigKey.number(
                    "log_level",
                    1,
                    4,
                    2,
                    "What is logged: 1 everything, 2 what happens, 3 warnings, 4 errors.");
    static final ConfigKey<String> LOG_FORMAT =
            ConfigKey.choice(
                    "log_format",
                    List.of("text", "json"),
                    "text",
                    "How a log line is written: `key=value` pairs, or a JSON object.");
    static final ConfigKey<Optional<Path>> LOG_FILE =
            ConfigKey.path(
                    "log_file",
                    "standard error",
                    "The file that the log is appended to; it may be truncated while in use.");
    static final ConfigKey<List<String>> DRIVERS =
            ConfigKey.choices(
                    "drivers",
                    DRIVER_NAMES,
                    "The drivers to serve; one that this host cannot run is named in the log and"
                            + " left out.");
    static final ConfigKey<Optional<Path>> STATE_DIR =
            ConfigKey.path(
                    "state_dir",
                    "`/var/lib/ostler`, or `~/.local/share/ostler` for other users than root",
                    "Where definitions are kept.");
    static final ConfigKey<Optional<Path>> RUN_DIR =
            ConfigKey.path(
                    "run_dir",
                    "`/run/ostler`, or `$XDG_RUNTIME_DIR/ostler` for other users than root",
                    "Where the state of running guests is kept.");
    static final ConfigKey<Optional<Path>> LOG_DIR =
            ConfigKey.path(
                    "log_dir",
                    "`/var/log/ostler`, or `~/.local/state/ostler/log` for other users than root",
                    "Where each guest's log is written.");
    static final ConfigKey<Optional<Path>> CACHE_DIR =
            ConfigKey.path(
                    "cache_dir",
                    "`/var/cache/ostler`, or `~/.cache/ostler` for other users than root",
                    "Where things are kept that can be made anew.");
    static final ConfigKey<Optional<String>> QEMU_USER =
            ConfigKey.text(
                    "qemu_user",
                    "the first of `libvirt-qemu`, `qemu`, `nobody` that exists",
                    "The user that QEMU runs as when the daemon is root's.");
    static final ConfigKey<Optional<String>> QEMU_GROUP =
            ConfigKey.text(
                    "qemu_group",
                    "that user's group",
                    "The group that QEMU runs as when the daemon is root's.");
    static final ConfigKey<Long> STOP_TIMEOUT =
            ConfigKey.number(
                    "stop_timeout",
                    0,
                    600,
                    10,
                    "Seconds that calls in progress are given to finish when the daemon is told to"
                            + " stop.");

    /// All of them, in the order of the documentation.
    public static final List<ConfigKey<?>> ALL =
            List.of(
                    DRIVERS,
                    UNIX_SOCK_DIR,
                    UNIX_SOCK_GROUP,
                    UNIX_SOCK_RW_PERMS,
                    UNIX_SOCK_RO_PERMS,
                    AUTH_UNIX_RW,
                    AUTH_UNIX_RO,
                    MAX_CLIENTS,
                    MAX_QUEUED_CLIENTS,
                    MAX_ANONYMOUS_CLIENTS,
                    MAX_CLIENT_REQUESTS,
                    KEEPALIVE_INTERVAL,
                    KEEPALIVE_COUNT,
                    LOG_LEVEL,
                    LOG_FORMAT,
                    LOG_FILE,
                    STATE_DIR,
                    RUN_DIR,
                    LOG_DIR,
                    CACHE_DIR,
                    QEMU_USER,
                    QEMU_GROUP,
                    STOP_TIMEOUT);

    private static final String NO_POOL =
            "has no meaning here: every call that may block has a virtual thread of its own";
    private static final String UNIX_ONLY =
            "has no meaning here: this version listens on unix sockets only; use ssh for other"
                    + " hosts";
    private static final String NO_ADMIN = "has no meaning here: there is no admin socket";

    /// Keys that libvirtd's own files have and this daemon has not, with what to do instead.
    static final Map<String, String> FOREIGN =
            Map.ofEntries(
                    Map.entry("min_workers", NO_POOL),
                    Map.entry("max_workers", NO_POOL),
                    Map.entry("prio_workers", NO_POOL),
                    Map.entry("listen_tls", UNIX_ONLY),
                    Map.entry("listen_tcp", UNIX_ONLY),
                    Map.entry("listen_addr", UNIX_ONLY),
                    Map.entry("tls_port", UNIX_ONLY),
                    Map.entry("tcp_port", UNIX_ONLY),
                    Map.entry("auth_tls", UNIX_ONLY),
                    Map.entry("auth_tcp", UNIX_ONLY),
                    Map.entry("unix_sock_admin_perms", NO_ADMIN),
                    Map.entry("admin_max_clients", NO_ADMIN),
                    Map.entry("log_outputs", "is log_file and log_format here"),
                    Map.entry("log_filters", "is log_level here"),
                    Map.entry("user", "is qemu_user here"),
                    Map.entry("group", "is qemu_group here"));

    private ConfigKeys() {}
}
