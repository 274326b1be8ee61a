package org.ostler.daemon;

import org.ostler.api.log.LateLogger;
import org.ostler.daemon.config.Settings;
import org.ostler.daemon.driver.DriverSource;
import org.ostler.daemon.driver.Drivers;
import org.ostler.posix.PosixException;
import org.ostler.posix.ServiceNotifier;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The daemon of a host, or of one user's session, from its claim on the state to its end.
///
/// [#start] and [#stop] are called once each, in that order, by whatever thread.
final class Daemon {
    private static final System.Logger LOG = LateLogger.of(Daemon.class);

    private final Settings settings;
    private final Instance instance;
    private final OpenSockets sockets;
    private final Server server;
    private final ServiceNotifier manager;

    private Daemon(
            Settings settings,
            Instance instance,
            OpenSockets sockets,
            Server server,
            ServiceNotifier manager) {
        this.settings = settings;
        this.instance = instance;
        this.sockets = sockets;
        this.server = server;
        this.manager = manager;
    }

    /// Claims the state, makes the sockets, begins to open the drivers and accepts clients; returns
    /// when clients are accepted.
    static Daemon start(
            Settings settings,
            List<? extends DriverSource> sources,
            ServiceNotifier manager,
            Administration administration)
            throws StartFailure {
        Instance instance = Instance.claim(settings.directories());
        boolean started = false;
        try {
            OpenSockets sockets = OpenSockets.open(settings);
            // Not before the sockets are ours, for guests may be started; and at once, for all
            // else that is made here is made beside that.
            Drivers drivers = new Drivers(sources);
            drivers.start();
            Daemon daemon =
                    new Daemon(
                            settings,
                            instance,
                            sockets,
                            new Server(settings, sockets, drivers, Optional.of(administration)),
                            manager);
            daemon.server.start();
            daemon.announce();
            started = true;
            return daemon;
        } finally {
            if (!started) {
                instance.close();
            }
        }
    }

    private void announce() {
        LOG.log(
                System.Logger.Level.INFO,
                "ostler {0} serves {1} on {2}; state in {3}",
                Version.TEXT,
                String.join(", ", settings.drivers()),
                sockets.all().stream()
                        .map(socket -> socket.listener().path().toString())
                        .collect(Collectors.joining(", ")),
                settings.directories().state());
        tell("READY=1\nSTATUS=serving " + String.join(", ", settings.drivers()));
    }

    private void tell(String assignments) {
        try {
            manager.send(assignments);
        } catch (PosixException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the service manager cannot be told: {0}",
                    e.getMessage());
        }
    }

    /// Ends in good order; guests go on.
    void stop() {
        tell("STOPPING=1");
        LOG.log(
                System.Logger.Level.INFO,
                "stopping; {0} clients are connected, guests go on",
                server.clients());
        try {
            server.stop(settings.stopTimeout());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            instance.close();
            LOG.log(System.Logger.Level.INFO, "stopped");
        }
    }
}
