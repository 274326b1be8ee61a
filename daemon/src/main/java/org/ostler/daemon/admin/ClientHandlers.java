package org.ostler.daemon.admin;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.log.LateLogger;
import org.ostler.daemon.rpc.Clients;
import org.ostler.daemon.rpc.FlagBits;
import org.ostler.posix.PeerCredentials;
import org.ostler.posix.PosixException;
import org.ostler.posix.Users;
import org.ostler.wire.TransportPeer;
import org.ostler.wire.protocol.AdminClientCloseArgs;
import org.ostler.wire.protocol.AdminClientGetInfoArgs;
import org.ostler.wire.protocol.AdminClientGetInfoRet;
import org.ostler.wire.protocol.AdminProcedures;
import org.ostler.wire.protocol.AdminServerListClientsArgs;
import org.ostler.wire.protocol.AdminServerListClientsRet;
import org.ostler.wire.protocol.AdminServerLookupClientArgs;
import org.ostler.wire.protocol.AdminServerLookupClientRet;
import org.ostler.wire.protocol.Nothing;
import org.ostler.wire.protocol.TypedParam;
import org.ostler.wire.protocol.WireAdminClient;
import org.ostler.wire.protocol.WireAdminServer;

import java.util.ArrayList;
import java.util.List;

/// Clients that are connected now: who they are, and how to be rid of one.
final class ClientHandlers {
    // Kinds of transport in libvirt-admin.h.
    private static final int UNIX = 0;
    private static final int TCP = 1;

    private ClientHandlers() {}

    static void register(AdminTable table) {
        table.serve(AdminProcedures.SERVER_LIST_CLIENTS, ClientHandlers::list);
        table.serve(AdminProcedures.SERVER_LOOKUP_CLIENT, ClientHandlers::lookup);
        table.serve(AdminProcedures.CLIENT_GET_INFO, ClientHandlers::info);
        table.serve(AdminProcedures.CLIENT_CLOSE, ClientHandlers::close);
    }

    private static AdminServerListClientsRet list(
            AdminSession session, AdminServerListClientsArgs args) {
        FlagBits.requireNone(args.flags(), AdminProcedures.SERVER_LIST_CLIENTS);
        AdminServer server = session.context().server(args.srv().name());
        List<WireAdminClient> all =
                server.clients().all().stream().map(client -> wire(server, client)).toList();
        return new AdminServerListClientsRet(args.needResults() != 0 ? all : List.of(), all.size());
    }

    private static AdminServerLookupClientRet lookup(
            AdminSession session, AdminServerLookupClientArgs args) {
        FlagBits.requireNone(args.flags(), AdminProcedures.SERVER_LOOKUP_CLIENT);
        AdminServer server = session.context().server(args.srv().name());
        return new AdminServerLookupClientRet(wire(server, client(server, args.id())));
    }

    private static WireAdminClient wire(AdminServer server, Clients.Client client) {
        return new WireAdminClient(
                new WireAdminServer(server.name()),
                client.id(),
                client.since().getEpochSecond(),
                client.connection().peer().credentials().isPresent() ? UNIX : TCP);
    }

    private static AdminClientGetInfoRet info(AdminSession session, AdminClientGetInfoArgs args) {
        FlagBits.requireNone(args.flags(), AdminProcedures.CLIENT_GET_INFO);
        AdminServer server = session.context().server(args.clnt().srv().name());
        Clients.Client client = client(server, args.clnt().id());
        TransportPeer peer = client.connection().peer();
        List<TypedParam> params = new ArrayList<>();
        params.add(TypedParam.ofBoolean("readonly", client.readOnly().getAsBoolean()));
        if (peer.credentials().isPresent()) {
            add(params, peer.credentials().get());
        } else {
            params.add(TypedParam.ofText("sock_addr", address(peer)));
        }
        return new AdminClientGetInfoRet(params);
    }

    /// A name that nobody knows, or that cannot be looked up now, is left out.
    private static void add(List<TypedParam> params, PeerCredentials who) {
        params.add(TypedParam.ofInt("unix_user_id", who.uid()));
        try {
            Users.user(who.uid())
                    .ifPresent(
                            user -> params.add(TypedParam.ofText("unix_user_name", user.name())));
        } catch (PosixException e) {
            unnamed("user " + who.uid(), e);
        }
        params.add(TypedParam.ofInt("unix_group_id", who.gid()));
        try {
            Users.group(who.gid())
                    .ifPresent(
                            group ->
                                    params.add(TypedParam.ofText("unix_group_name", group.name())));
        } catch (PosixException e) {
            unnamed("group " + who.gid(), e);
        }
        params.add(TypedParam.ofInt("unix_process_id", who.pid()));
    }

    private static void unnamed(String whom, PosixException e) {
        LateLogger.of(ClientHandlers.class)
                .log(System.Logger.Level.DEBUG, "the name of {0}: {1}", whom, e.getMessage());
    }

    /// `tcp:192.0.2.7:4711` without its first word.
    private static String address(TransportPeer peer) {
        return peer.description().substring(peer.description().indexOf(':') + 1);
    }

    private static Nothing close(AdminSession session, AdminClientCloseArgs args) {
        FlagBits.requireNone(args.flags(), AdminProcedures.CLIENT_CLOSE);
        AdminServer server = session.context().server(args.clnt().srv().name());
        Clients.Client client = client(server, args.clnt().id());
        if (client.connection() == session.connection()) {
            session.leave();
        } else {
            client.connection().close();
        }
        return Nothing.NOTHING;
    }

    private static Clients.Client client(AdminServer server, long id) {
        return server.clients()
                .find(id)
                .orElseThrow(
                        () ->
                                Fault.of(
                                        FaultCode.NO_CLIENT,
                                        FaultDomain.RPC,
                                        "Client not found: No client with matching ID '"
                                                + Long.toUnsignedString(id)
                                                + "'"));
    }
}
