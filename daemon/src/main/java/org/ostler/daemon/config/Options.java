package org.ostler.daemon.config;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// The command line of `ostler daemon`. Immutable.
///
/// Read without a library, because every millisecond before the first socket counts.
public final class Options {
    /// What is printed for `--help`.
    public static final String USAGE =
            """
            Usage: ostler daemon [OPTION]...
            Keeps guests on this host and serves libvirt's clients.

              --config FILE       read this file; without it /etc/ostler/daemon.conf, or
                                  ~/.config/ostler/daemon.conf for other users than root, if it is there
              --socket-dir DIR    make libvirt-sock and libvirt-sock-ro in DIR, and no other socket
              --state-dir DIR     keep definitions in DIR; run, log and cache directories are in it too,
                                  unless they are named
              --run-dir DIR       keep the state of running guests in DIR
              --log-dir DIR       write guests' logs to DIR
              --driver NAME       serve only this driver (qemu, xen, test); may be given again
              --version           print the version
              --help              print this

            One driver in a process of its own, for the daemon that starts it:
              --driver-process NAME --socket PATH [--config FILE] [--state-dir DIR] [--run-dir DIR]
                                  [--log-dir DIR]

            Exit codes: 0 after --version or --help, 2 wrong options or configuration, 3 another daemon is
            there, 4 the host refused something at the start, 143 and 130 stopped by SIGTERM and SIGINT.
            """;

    private enum Name {
        CONFIG,
        SOCKET_DIR,
        STATE_DIR,
        RUN_DIR,
        LOG_DIR,
        DRIVER,
        DRIVER_PROCESS,
        SOCKET;

        private final String spelled =
                "--" + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private final Map<Name, String> values = new EnumMap<>(Name.class);
    private final List<String> drivers = new ArrayList<>();
    private boolean version;
    private boolean help;

    private Options() {}

    /// Reads a command line.
    ///
    /// @throws UsageException with everything that is wrong in it
    public static Options parse(List<String> arguments) throws UsageException {
        Options options = new Options();
        List<String> problems = new ArrayList<>();
        Deque<String> left = new ArrayDeque<>(arguments);
        while (!left.isEmpty()) {
            options.take(left.removeFirst(), left, problems);
        }
        options.checkTogether(problems);
        if (!problems.isEmpty() && !options.help) {
            throw new UsageException(problems);
        }
        return options;
    }

    private void take(String argument, Deque<String> left, List<String> problems) {
        switch (argument) {
            case "--version" -> version = true;
            case "--help", "-h" -> help = true;
            default -> {
                int equals = argument.indexOf('=');
                String spelled = equals < 0 ? argument : argument.substring(0, equals);
                Optional<Name> name = name(spelled);
                if (name.isEmpty()) {
                    problems.add(unknown(spelled));
                } else if (equals >= 0) {
                    put(name.get(), argument.substring(equals + 1), problems);
                } else if (left.isEmpty()) {
                    problems.add(spelled + " needs a value");
                } else {
                    put(name.get(), left.removeFirst(), problems);
                }
            }
        }
    }

    private static Optional<Name> name(String spelled) {
        for (Name name : Name.values()) {
            if (name.spelled.equals(spelled)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    private static String unknown(String spelled) {
        List<String> known = new ArrayList<>(List.of("--version", "--help"));
        for (Name name : Name.values()) {
            known.add(name.spelled);
        }
        return "unknown option "
                + spelled
                + NearestWord.among(known, spelled)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("");
    }

    private void put(Name name, String value, List<String> problems) {
        if (value.isEmpty()) {
            problems.add(name.spelled + " needs a value");
            return;
        }
        if (name == Name.DRIVER || name == Name.DRIVER_PROCESS) {
            checkDriver(name, value, problems);
        }
        if (name == Name.DRIVER) {
            drivers.add(value);
        } else if (values.putIfAbsent(name, value) != null) {
            problems.add(name.spelled + " was given twice");
        }
    }

    private static void checkDriver(Name name, String value, List<String> problems) {
        if (!ConfigKeys.DRIVER_NAMES.contains(value)) {
            problems.add(
                    "expected one of "
                            + ConfigKeys.DRIVER_NAMES.stream().collect(Collectors.joining(", "))
                            + " for "
                            + name.spelled
                            + ", found "
                            + value);
        }
    }

    private void checkTogether(List<String> problems) {
        boolean process = values.containsKey(Name.DRIVER_PROCESS);
        if (process != values.containsKey(Name.SOCKET)) {
            problems.add("--driver-process and --socket go together");
        }
        if (process && values.containsKey(Name.SOCKET_DIR)) {
            problems.add("--socket-dir has no meaning for a driver's own process");
        }
    }

    /// Whether only the version is asked for.
    public boolean version() {
        return version;
    }

    /// Whether only help is asked for.
    public boolean help() {
        return help;
    }

    /// The configuration file that was named.
    public Optional<Path> config() {
        return path(Name.CONFIG);
    }

    /// The driver that this process serves alone, on a private socket.
    public Optional<DriverProcessOptions> driverProcess() {
        return values.containsKey(Name.DRIVER_PROCESS)
                ? Optional.of(
                        new DriverProcessOptions(
                                Objects.requireNonNull(values.get(Name.DRIVER_PROCESS)),
                                path(Name.SOCKET).orElseThrow()))
                : Optional.empty();
    }

    /// The options that a driver's own process needs to have the same settings as this one.
    public List<String> inherited() {
        List<String> same = new ArrayList<>();
        for (Name name : List.of(Name.CONFIG, Name.STATE_DIR, Name.RUN_DIR, Name.LOG_DIR)) {
            path(name).ifPresent(path -> same.addAll(List.of(name.spelled, path.toString())));
        }
        return List.copyOf(same);
    }

    Optional<Path> socketDir() {
        return path(Name.SOCKET_DIR);
    }

    Optional<Path> stateDir() {
        return path(Name.STATE_DIR);
    }

    Optional<Path> runDir() {
        return path(Name.RUN_DIR);
    }

    Optional<Path> logDir() {
        return path(Name.LOG_DIR);
    }

    List<String> drivers() {
        return drivers.stream().distinct().toList();
    }

    private Optional<Path> path(Name name) {
        return Optional.ofNullable(values.get(name))
                .map(text -> Path.of(text).toAbsolutePath().normalize());
    }

    /// What a driver's own process is told.
    ///
    /// @param driver which driver
    /// @param socket where it listens
    public record DriverProcessOptions(String driver, Path socket) {}
}
