package org.ostler.daemon;

import org.ostler.api.log.LateLogger;
import org.ostler.daemon.config.ConfigException;
import org.ostler.daemon.config.Options;
import org.ostler.daemon.config.Settings;
import org.ostler.daemon.config.Settings.LogSettings;
import org.ostler.daemon.config.Surroundings;
import org.ostler.daemon.config.UsageException;
import org.ostler.daemon.driver.ParentWatch;
import org.ostler.daemon.log.Logs;
import org.ostler.posix.LinkAhead;
import org.ostler.posix.ServiceNotifier;
import org.ostler.posix.Users;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// Where `ostler daemon` begins: command line, configuration, log, then the [Daemon] until it is
/// told to stop.
public final class Main {
    private static final Duration LOG_FLUSH = Duration.ofSeconds(2);

    private Main() {}

    /// Runs the daemon; see [Options#USAGE]. Does not return before a signal ends it.
    public static void main(String[] arguments) {
        if (Boolean.getBoolean(Training.PROPERTY)) {
            Training.load();
        }
        LinkAhead.start();
        int exitCode = run(List.of(arguments));
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    private static int run(List<String> arguments) {
        try {
            Options options = Options.parse(arguments);
            if (options.help()) {
                System.out.print(Options.USAGE);
                return 0;
            }
            if (options.version()) {
                System.out.println("ostler " + Version.TEXT);
                return 0;
            }
            serve(options, Settings.load(options, surroundings()));
            return 0;
        } catch (UsageException e) {
            return refuse(
                    e.getMessage() + "\nostler daemon --help tells the options",
                    StartFailure.USAGE);
        } catch (ConfigException e) {
            return refuse(e.getMessage(), StartFailure.USAGE);
        } catch (StartFailure e) {
            return refuse(e.getMessage(), e.exitCode());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return StartFailure.REFUSED;
        }
    }

    private static int refuse(@org.jspecify.annotations.Nullable String why, int exitCode) {
        System.err.println("ostler daemon: " + why);
        return exitCode;
    }

    private static Surroundings surroundings() {
        return new Surroundings(
                isRoot(),
                Path.of(Objects.requireNonNullElse(System.getProperty("user.home"), "/")),
                System.getenv());
    }

    /// `/proc/self` belongs to the effective user (proc(5)). Asking the C library instead would
    /// wait here until the first function is linked, which goes on beside all that comes before the
    /// sockets.
    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException e) {
            return Users.effectiveUid() == 0;
        }
    }

    private static void serve(Options options, Settings settings)
            throws StartFailure, InterruptedException {
        DriverCatalog catalog = new DriverCatalog(settings, options.inherited());
        if (options.driverProcess().isPresent()) {
            // The daemon reads this process's standard error and puts it into its own log.
            Logs logs = logs(new LogSettings(settings.log().level(), false, Optional.empty()));
            serveOne(options.driverProcess().get(), settings, catalog, logs);
        } else {
            Logs logs = logs(settings.log());
            Daemon daemon =
                    Daemon.start(
                            settings,
                            catalog.sources(),
                            ServiceNotifier.of(System.getenv()),
                            new Administration(logs, () -> System.exit(0)));
            atEnd(daemon::stop, logs);
        }
        // Everything is done by other threads; a signal ends the program.
        new CountDownLatch(1).await();
    }

    /// One driver alone, until the daemon that started this process is gone.
    private static void serveOne(
            Options.DriverProcessOptions options,
            Settings settings,
            DriverCatalog catalog,
            Logs logs)
            throws StartFailure, InterruptedException {
        DriverProcessServer server =
                DriverProcessServer.start(
                        settings,
                        catalog.inProcess(options.driver()),
                        options.socket(),
                        System.out);
        atEnd(() -> stop(server, settings.stopTimeout()), logs);
        ParentWatch.start(System.in, () -> System.exit(0));
    }

    private static void stop(DriverProcessServer server, Duration patience) {
        try {
            server.stop(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void atEnd(Runnable stop, Logs logs) {
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("stop")
                                .unstarted(
                                        () -> {
                                            stop.run();
                                            logs.flush(LOG_FLUSH);
                                        }));
    }

    private static Logs logs(LogSettings settings) throws StartFailure {
        Logs logs = Logs.provider();
        LateLogger.source(logs::logger);
        try {
            logs.open(settings);
            return logs;
        } catch (IOException e) {
            throw new StartFailure(StartFailure.REFUSED, "cannot write the log: " + e);
        }
    }
}
