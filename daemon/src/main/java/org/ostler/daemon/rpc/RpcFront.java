package org.ostler.daemon.rpc;

import org.ostler.api.Caller;
import org.ostler.posix.PeerCredentials;
import org.ostler.wire.ConnectionAdmission;
import org.ostler.wire.ConnectionLimits;
import org.ostler.wire.ConnectionServices;
import org.ostler.wire.FrameCheck;
import org.ostler.wire.ServerConnection;
import org.ostler.wire.ServerListener;
import org.ostler.wire.Transport;
import org.ostler.wire.TransportListener;
import org.ostler.wire.TransportPeer;
import org.ostler.wire.protocol.LxcProcedures;
import org.ostler.wire.protocol.OstlerProcedures;
import org.ostler.wire.protocol.QemuProcedures;
import org.ostler.wire.protocol.RemoteProcedures;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/// Serves libvirt's RPC on any number of sockets: accepts clients, gives each a [Session], and ends
/// them all in good order.
public final class RpcFront implements AutoCloseable {
    private static final long STOP_POLL_NANOS = Duration.ofMillis(10).toNanos();

    private final FrontContext context;
    private final ConnectionAdmission admission;
    private final ConnectionLimits limits;
    private final ConnectionServices services;
    private final HandlerTable table = handlers();
    private final FrameCheck check =
            new FrameCheck(
                    Map.of(
                            RemoteProcedures.PROGRAM, RemoteProcedures.VERSION,
                            QemuProcedures.PROGRAM, QemuProcedures.VERSION,
                            LxcProcedures.PROGRAM, LxcProcedures.VERSION,
                            OstlerProcedures.PROGRAM, OstlerProcedures.VERSION));
    private final Clients clients = new Clients();
    private final List<ServerListener> listeners = new CopyOnWriteArrayList<>();

    public RpcFront(
            FrontContext context,
            ConnectionAdmission admission,
            ConnectionLimits limits,
            ConnectionServices services) {
        this.context = context;
        this.admission = admission;
        this.limits = limits;
        this.services = services;
    }

    /// What is served, and by what.
    static HandlerTable handlers() {
        HandlerTable table = new HandlerTable();
        ConnectHandlers.register(table);
        NodeHandlers.register(table);
        DomainLookupHandlers.register(table);
        DomainReadHandlers.register(table);
        StatisticsHandlers.register(table);
        VcpuHandlers.register(table);
        NodeStatisticsHandlers.register(table);
        DomainLifecycleHandlers.register(table);
        DomainConfigHandlers.register(table);
        ConversionHandlers.register(table);
        JobHandlers.register(table);
        EventHandlers.register(table);
        ConsoleHandlers.register(table);
        OstlerHandlers.register(table);
        return table;
    }

    /// Begins to accept clients on a socket.
    ///
    /// @param readOnly whether they may only look
    /// @param driver the driver that an address without a name leads to; empty: the first there is
    public void listen(TransportListener socket, boolean readOnly, Optional<String> driver) {
        String role = readOnly ? "ro" : "rw";
        ServerListener listener =
                new ServerListener(
                        role,
                        socket,
                        admission,
                        transport -> connect(role, transport, readOnly, driver));
        listeners.add(listener);
        listener.start();
    }

    private ServerConnection connect(
            String role, Transport transport, boolean readOnly, Optional<String> driver) {
        Session session =
                new Session(context, new Caller(describe(transport.peer())), readOnly, driver);
        ServerConnection connection =
                new ServerConnection(
                        clients.nextId(),
                        role,
                        transport,
                        limits,
                        services,
                        check,
                        new CallDispatcher(table, session));
        session.attach(connection);
        clients.add(connection, session::readOnly);
        // Whoever may open the socket needs no further proof.
        connection.markAuthenticated();
        return connection;
    }

    private static String describe(TransportPeer peer) {
        return peer.credentials()
                .map((PeerCredentials who) -> "uid " + who.uid() + ", pid " + who.pid())
                .orElse(peer.description());
    }

    /// Clients that are connected now.
    public Clients clients() {
        return clients;
    }

    /// How many there may be.
    public ConnectionAdmission admission() {
        return admission;
    }

    /// Accepts nobody any more, gives calls in progress time to finish, then closes all
    /// connections.
    public void stop(Duration patience) throws InterruptedException {
        listeners.forEach(ServerListener::close);
        long deadline = System.nanoTime() + patience.toNanos();
        while (clients.callsInProgress() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(STOP_POLL_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        close();
    }

    @Override
    public void close() {
        listeners.forEach(ServerListener::close);
        clients.closeAll();
    }
}
