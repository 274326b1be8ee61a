package org.ostler.daemon;

import org.ostler.daemon.config.Settings;
import org.ostler.daemon.driver.Drivers;
import org.ostler.daemon.rpc.FrontContext;
import org.ostler.daemon.rpc.RpcFront;
import org.ostler.wire.ConnectionAdmission;
import org.ostler.wire.ConnectionClock;
import org.ostler.wire.ConnectionLimits;
import org.ostler.wire.ConnectionServices;
import org.ostler.wire.FrameBuffers;
import org.ostler.wire.KeepaliveSettings;
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
    private static final Executor VIRTUAL_THREADS =
            task -> Thread.ofVirtual().name("call").start(task);

    private final OpenSockets sockets;
    private final Drivers drivers;
    private final RpcFront front;
    private final ScheduledExecutorService timer;

    /// Does nothing until [#start].
    Server(Settings settings, OpenSockets sockets, Drivers drivers) {
        this.sockets = sockets;
        this.drivers = drivers;
        this.timer =
                Executors.newSingleThreadScheduledExecutor(
                        task -> Thread.ofPlatform().daemon().name("timer").unstarted(task));
        Settings.Limits limits = settings.limits();
        this.front =
                new RpcFront(
                        new FrontContext(drivers, VIRTUAL_THREADS, keepalive(limits), Version.TEXT),
                        new ConnectionAdmission(
                                limits.clients(),
                                limits.unauthenticated() == 0
                                        ? limits.clients()
                                        : limits.unauthenticated()),
                        ConnectionLimits.DEFAULT.withRequests(
                                limits.callsPerClient(), limits.callsPerClient()),
                        new ConnectionServices(
                                new FrameBuffers(),
                                ConnectionClock.system(timer),
                                VIRTUAL_THREADS));
    }

    private static Optional<KeepaliveSettings> keepalive(Settings.Limits limits) {
        return limits.keepaliveSeconds() <= 0
                ? Optional.empty()
                : Optional.of(
                        new KeepaliveSettings(
                                Duration.ofSeconds(limits.keepaliveSeconds()),
                                limits.keepaliveCount()));
    }

    /// Opens the drivers and accepts clients.
    void start() {
        drivers.start();
        for (OpenSockets.OpenSocket socket : sockets.all()) {
            front.listen(
                    new UnixTransportListener(socket.listener()),
                    socket.readOnly(),
                    socket.driver());
        }
    }

    /// Ends in good order.
    ///
    /// @param patience how long calls in progress may take
    void stop(Duration patience) throws InterruptedException {
        try {
            front.stop(patience);
        } finally {
            drivers.close();
            sockets.close();
            timer.shutdownNow();
        }
    }

    Drivers drivers() {
        return drivers;
    }

    int clients() {
        return front.clients();
    }
}
