package org.ostler.daemon;

import org.ostler.api.DomainStatus;
import org.ostler.api.Fault;
import org.ostler.api.log.LateLogger;
import org.ostler.daemon.admin.AdminFront;
import org.ostler.daemon.admin.AdminServer;
import org.ostler.daemon.admin.IdleTimeout;
import org.ostler.daemon.config.Settings;
import org.ostler.daemon.driver.DriverSlot;
import org.ostler.daemon.driver.Drivers;
import org.ostler.daemon.rpc.FrontContext;
import org.ostler.daemon.rpc.RpcFront;
import org.ostler.posix.PosixException;
import org.ostler.wire.ConnectionAdmission;
import org.ostler.wire.ConnectionClock;
import org.ostler.wire.ConnectionLimits;
import org.ostler.wire.ConnectionMemory;
import org.ostler.wire.ConnectionServices;
import org.ostler.wire.FrameBuffers;
import org.ostler.wire.IdleConnections;
import org.ostler.wire.KeepaliveSettings;
import org.ostler.wire.TransportListener;
import org.ostler.wire.UnixTransportListener;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/// Sockets, the RPC front and the drivers behind it, put together.
///
/// Ends in the reverse order: nobody new, calls in progress, connections, drivers, sockets.
final class Server {
    /// What libvirt's tools call the daemon's server.
    private static final String NAME = "libvirtd";

    private static final System.Logger LOG = LateLogger.of(Server.class);

    /// For frames of all clients together: two of the largest while one grows.
    private static final long FRAME_BYTES = 72L << 20;

    /// For calls of all clients together while they are served.
    private static final long CALL_BYTES = 64L << 20;

    private static final Executor VIRTUAL_THREADS =
            task -> Thread.ofVirtual().name("call").start(task);

    private final OpenSockets sockets;
    private final Drivers drivers;
    private final RpcFront front;
    private final Optional<AdminFront> admin;
    private final ScheduledExecutorService timer;
    private final Optional<IdleConnections> idle;

    /// Does nothing until [#start].
    ///
    /// @param administration empty where nobody administrates it
    Server(
            Settings settings,
            OpenSockets sockets,
            Drivers drivers,
            Optional<Administration> administration) {
        this.sockets = sockets;
        this.drivers = drivers;
        this.timer =
                Executors.newSingleThreadScheduledExecutor(
                        task -> Thread.ofPlatform().daemon().name("timer").unstarted(task));
        Settings.Limits limits = settings.limits();
        int clients = ClientRoom.of(limits.clients());
        this.idle = idleConnections();
        ConnectionServices services =
                new ConnectionServices(
                        new FrameBuffers(),
                        ConnectionClock.system(timer),
                        VIRTUAL_THREADS,
                        idle,
                        new ConnectionMemory(FRAME_BYTES, VIRTUAL_THREADS),
                        new ConnectionMemory(CALL_BYTES, VIRTUAL_THREADS));
        this.front =
                new RpcFront(
                        new FrontContext(drivers, VIRTUAL_THREADS, keepalive(limits), Version.TEXT),
                        new ConnectionAdmission(
                                clients,
                                limits.unauthenticated() == 0 ? clients : limits.unauthenticated()),
                        ConnectionLimits.DEFAULT.withRequests(
                                limits.callsPerClient(), limits.callsPerClient()),
                        services);
        this.admin = administration.map(all -> admin(all, limits.callsPerClient(), services));
    }

    private static Optional<IdleConnections> idleConnections() {
        try {
            return Optional.of(IdleConnections.start());
        } catch (PosixException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "every client takes a thread, for idle ones cannot be watched together: {0}",
                    e.getMessage());
            return Optional.empty();
        }
    }

    private AdminFront admin(
            Administration administration, int callsPerClient, ConnectionServices services) {
        return new AdminFront(
                new AdminServer(NAME, front.clients(), front.admission(), callsPerClient),
                administration.logs(),
                new IdleTimeout(timer, VIRTUAL_THREADS, this::isNeeded, administration.end()),
                services);
    }

    /// Whether a client is connected or a guest runs; a driver that cannot tell may have guests.
    private boolean isNeeded() {
        return clients() > 0
                || admin.map(AdminFront::clients).orElse(0) > 0
                || drivers.all().stream().filter(DriverSlot::open).anyMatch(Server::hasGuest);
    }

    private static boolean hasGuest(DriverSlot slot) {
        try {
            return slot.current().statuses().stream().anyMatch(DomainStatus::active);
        } catch (Fault unknown) {
            return true;
        }
    }

    private static Optional<KeepaliveSettings> keepalive(Settings.Limits limits) {
        return limits.keepaliveSeconds() <= 0
                ? Optional.empty()
                : Optional.of(
                        new KeepaliveSettings(
                                Duration.ofSeconds(limits.keepaliveSeconds()),
                                limits.keepaliveCount()));
    }

    /// Accepts clients.
    void start() {
        for (OpenSockets.OpenSocket socket : sockets.all()) {
            TransportListener listener = new UnixTransportListener(socket.listener());
            switch (socket.use()) {
                case EVERYTHING -> front.listen(listener, false, socket.driver());
                case LOOKING -> front.listen(listener, true, socket.driver());
                case ADMINISTRATION -> admin.ifPresent(one -> one.listen(listener));
            }
        }
    }

    /// Ends in good order.
    ///
    /// @param patience how long calls in progress may take
    void stop(Duration patience) throws InterruptedException {
        try {
            front.stop(patience);
        } finally {
            admin.ifPresent(AdminFront::close);
            idle.ifPresent(IdleConnections::close);
            drivers.close();
            sockets.close();
            timer.shutdownNow();
        }
    }

    Drivers drivers() {
        return drivers;
    }

    int clients() {
        return front.clients().count();
    }
}
