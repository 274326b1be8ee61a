package org.ostler.daemon.admin;

import org.ostler.daemon.log.Logs;
import org.ostler.daemon.rpc.Clients;
import org.ostler.posix.Users;
import org.ostler.wire.ConnectionAdmission;
import org.ostler.wire.ConnectionLimits;
import org.ostler.wire.ConnectionServices;
import org.ostler.wire.FrameCheck;
import org.ostler.wire.ServerConnection;
import org.ostler.wire.ServerListener;
import org.ostler.wire.Transport;
import org.ostler.wire.TransportListener;
import org.ostler.wire.protocol.AdminProcedures;
import org.ostler.wire.protocol.Procedure;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// Serves libvirt's admin protocol on a socket of its own. Who may connect to it may do everything
/// on it: root, and the user whom the daemon belongs to.
public final class AdminFront implements AutoCloseable {
    /// What libvirt's tools call the server that administrators themselves are clients of.
    private static final String NAME = "admin";

    private static final int MAX_CLIENTS = 20;
    private static final AdminTable TABLE = handlers();

    private final AdminContext context;
    private final ConnectionAdmission admission = new ConnectionAdmission(MAX_CLIENTS, MAX_CLIENTS);
    private final ConnectionServices services;
    private final FrameCheck check =
            new FrameCheck(Map.of(AdminProcedures.PROGRAM, AdminProcedures.VERSION));
    private final Clients clients = new Clients();
    private final List<ServerListener> listeners = new CopyOnWriteArrayList<>();

    /// @param main the server that everybody else is a client of
    public AdminFront(AdminServer main, Logs logs, IdleTimeout idle, ConnectionServices services) {
        this.services = services;
        AdminServer own =
                new AdminServer(
                        NAME, clients, admission, ConnectionLimits.DEFAULT.requestsInFlight());
        this.context = new AdminContext(List.of(main, own), logs, idle, services.tasks());
    }

    private static AdminTable handlers() {
        AdminTable table = new AdminTable();
        DaemonHandlers.register(table);
        ServerHandlers.register(table);
        ClientHandlers.register(table);
        return table;
    }

    /// Whether a procedure of the admin program is served; the others are refused with a reason.
    public static boolean serves(Procedure<?, ?> procedure) {
        return procedure == AdminProcedures.CONNECT_OPEN
                || procedure == AdminProcedures.CONNECT_CLOSE
                || TABLE.find(procedure).isPresent();
    }

    /// Begins to accept administrators on a socket.
    public void listen(TransportListener socket) {
        ServerListener listener = new ServerListener(NAME, socket, admission, this::connect);
        listeners.add(listener);
        listener.start();
    }

    private ServerConnection connect(Transport transport) {
        AdminSession session = new AdminSession(context);
        ServerConnection connection =
                new ServerConnection(
                        clients.nextId(),
                        NAME,
                        transport,
                        ConnectionLimits.DEFAULT,
                        services,
                        check,
                        new AdminDispatcher(TABLE, session));
        session.attach(connection);
        clients.add(connection, () -> false);
        if (mayAdminister(transport)) {
            connection.markAuthenticated();
        } else {
            connection.close();
        }
        return connection;
    }

    /// The socket's permissions say so already, where the daemon made it; one that a service
    /// manager passed may have others.
    private static boolean mayAdminister(Transport transport) {
        return transport
                .peer()
                .credentials()
                .filter(who -> who.uid() == 0 || who.uid() == Users.effectiveUid())
                .isPresent();
    }

    /// Administrators that are connected now.
    public int clients() {
        return clients.count();
    }

    @Override
    public void close() {
        listeners.forEach(ServerListener::close);
        clients.closeAll();
    }
}
