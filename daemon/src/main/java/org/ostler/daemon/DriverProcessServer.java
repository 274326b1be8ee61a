package org.ostler.daemon;

import org.ostler.api.Fault;
import org.ostler.daemon.config.Settings;
import org.ostler.daemon.driver.DriverSlot;
import org.ostler.daemon.driver.DriverSource;
import org.ostler.daemon.driver.Drivers;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One driver in a process of its own: opens it, serves it on a private socket, and says on
/// standard output how it went, in the words that [org.ostler.daemon.driver.DriverProcess] waits
/// for.
final class DriverProcessServer {
    private static final Duration OPENING = Duration.ofMinutes(2);

    private final Server server;

    private DriverProcessServer(Server server) {
        this.server = server;
    }

    /// Opens the driver and serves it.
    ///
    /// @param out where `ready`, or `absent` with the reason, is written
    /// @throws StartFailure where the driver is absent, or the socket cannot be made
    static DriverProcessServer start(
            Settings settings, DriverSource source, Path socket, PrintStream out)
            throws StartFailure, InterruptedException {
        OpenSockets sockets = OpenSockets.privately(socket);
        Drivers drivers = new Drivers(List.of(source));
        drivers.start();
        Server server = new Server(settings, sockets, drivers, Optional.empty());
        boolean ready = false;
        try {
            server.start();
            DriverSlot slot = drivers.all().getFirst();
            slot.hypervisor(OPENING);
            ready = true;
            out.println("ready");
            out.flush();
            return new DriverProcessServer(server);
        } catch (Fault absent) {
            out.println("absent " + absent.sentence().replace('\n', ' '));
            out.flush();
            throw new StartFailure(StartFailure.REFUSED, absent.sentence());
        } finally {
            if (!ready) {
                server.stop(Duration.ZERO);
            }
        }
    }

    void stop(Duration patience) throws InterruptedException {
        server.stop(patience);
    }
}
