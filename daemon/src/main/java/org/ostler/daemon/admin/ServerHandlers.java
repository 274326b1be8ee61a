package org.ostler.daemon.admin;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.daemon.rpc.FlagBits;
import org.ostler.wire.ConnectionAdmission;
import org.ostler.wire.protocol.AdminConnectListServersArgs;
import org.ostler.wire.protocol.AdminConnectListServersRet;
import org.ostler.wire.protocol.AdminConnectLookupServerArgs;
import org.ostler.wire.protocol.AdminConnectLookupServerRet;
import org.ostler.wire.protocol.AdminProcedures;
import org.ostler.wire.protocol.AdminServerGetClientLimitsArgs;
import org.ostler.wire.protocol.AdminServerGetClientLimitsRet;
import org.ostler.wire.protocol.AdminServerGetThreadpoolParametersArgs;
import org.ostler.wire.protocol.AdminServerGetThreadpoolParametersRet;
import org.ostler.wire.protocol.AdminServerSetClientLimitsArgs;
import org.ostler.wire.protocol.Nothing;
import org.ostler.wire.protocol.TypedParam;
import org.ostler.wire.protocol.TypedValue.UIntValue;
import org.ostler.wire.protocol.WireAdminServer;

import java.util.List;

/// The daemon's servers: which there are, how many clients each takes.
final class ServerHandlers {
    // Names of libvirt-admin.h.
    private static final String CLIENTS_MAX = "nclients_max";
    private static final String CLIENTS = "nclients";
    private static final String UNAUTHENTICATED_MAX = "nclients_unauth_max";
    private static final String UNAUTHENTICATED = "nclients_unauth";

    /// As many as the configuration takes.
    private static final long LIMIT_MAX = 100_000;

    private ServerHandlers() {}

    static void register(AdminTable table) {
        table.serve(AdminProcedures.CONNECT_LIST_SERVERS, ServerHandlers::list);
        table.serve(AdminProcedures.CONNECT_LOOKUP_SERVER, ServerHandlers::lookup);
        table.serve(AdminProcedures.SERVER_GET_THREADPOOL_PARAMETERS, ServerHandlers::threadpool);
        table.refuse(
                AdminProcedures.SERVER_SET_THREADPOOL_PARAMETERS,
                "there is no pool of threads to set: every call has a thread of its own");
        table.serve(AdminProcedures.SERVER_GET_CLIENT_LIMITS, ServerHandlers::limits);
        table.serve(AdminProcedures.SERVER_SET_CLIENT_LIMITS, ServerHandlers::setLimits);
        table.refuse(
                AdminProcedures.SERVER_UPDATE_TLS_FILES,
                "no server of this daemon speaks TLS, so there are no TLS files to read again");
    }

    private static AdminConnectListServersRet list(
            AdminSession session, AdminConnectListServersArgs args) {
        FlagBits.requireNone(args.flags(), AdminProcedures.CONNECT_LIST_SERVERS);
        List<WireAdminServer> all =
                session.context().servers().stream()
                        .map(server -> new WireAdminServer(server.name()))
                        .toList();
        return new AdminConnectListServersRet(
                args.needResults() != 0 ? all : List.of(), all.size());
    }

    private static AdminConnectLookupServerRet lookup(
            AdminSession session, AdminConnectLookupServerArgs args) {
        FlagBits.requireNone(args.flags(), AdminProcedures.CONNECT_LOOKUP_SERVER);
        return new AdminConnectLookupServerRet(
                new WireAdminServer(session.context().server(args.name()).name()));
    }

    /// There is no pool: a call that may wait gets a virtual thread, which ends with it. So the
    /// least is none, the most is what the limits of clients and of their calls allow, the current
    /// number is that of the calls in progress, and nothing queues.
    private static AdminServerGetThreadpoolParametersRet threadpool(
            AdminSession session, AdminServerGetThreadpoolParametersArgs args) {
        FlagBits.requireNone(args.flags(), AdminProcedures.SERVER_GET_THREADPOOL_PARAMETERS);
        AdminServer server = session.context().server(args.srv().name());
        long most = (long) server.admission().limits().clients() * server.callsPerClient();
        return new AdminServerGetThreadpoolParametersRet(
                List.of(
                        TypedParam.ofUInt("minWorkers", 0),
                        TypedParam.ofUInt("maxWorkers", (int) most),
                        TypedParam.ofUInt("nWorkers", server.clients().callsInProgress()),
                        TypedParam.ofUInt("freeWorkers", 0),
                        TypedParam.ofUInt("prioWorkers", 0),
                        TypedParam.ofUInt("jobQueueDepth", 0)));
    }

    private static AdminServerGetClientLimitsRet limits(
            AdminSession session, AdminServerGetClientLimitsArgs args) {
        FlagBits.requireNone(args.flags(), AdminProcedures.SERVER_GET_CLIENT_LIMITS);
        ConnectionAdmission admission = session.context().server(args.srv().name()).admission();
        ConnectionAdmission.Limits limits = admission.limits();
        return new AdminServerGetClientLimitsRet(
                List.of(
                        TypedParam.ofUInt(CLIENTS_MAX, limits.clients()),
                        TypedParam.ofUInt(CLIENTS, admission.clients()),
                        TypedParam.ofUInt(UNAUTHENTICATED_MAX, limits.unauthenticated()),
                        TypedParam.ofUInt(UNAUTHENTICATED, admission.unauthenticated())));
    }

    private static Nothing setLimits(AdminSession session, AdminServerSetClientLimitsArgs args) {
        FlagBits.requireNone(args.flags(), AdminProcedures.SERVER_SET_CLIENT_LIMITS);
        ConnectionAdmission admission = session.context().server(args.srv().name()).admission();
        ConnectionAdmission.Limits limits = admission.limits();
        int clients = limits.clients();
        int unauthenticated = limits.unauthenticated();
        for (TypedParam param : args.params()) {
            switch (param.field()) {
                case CLIENTS_MAX -> clients = limit(param);
                case UNAUTHENTICATED_MAX -> unauthenticated = limit(param);
                default -> throw invalid("parameter '" + param.field() + "' cannot be set here");
            }
        }
        if (clients < unauthenticated) {
            throw invalid(
                    "%d clients in all are fewer than %d that wait for authentication"
                            .formatted(clients, unauthenticated));
        }
        admission.limit(new ConnectionAdmission.Limits(clients, unauthenticated));
        return Nothing.NOTHING;
    }

    private static int limit(TypedParam param) {
        if (!(param.value() instanceof UIntValue number)) {
            throw invalid("parameter '" + param.field() + "' is an unsigned number");
        }
        if (number.unsigned() < 1 || number.unsigned() > LIMIT_MAX) {
            throw invalid(
                    "parameter '%s' is from 1 to %d, not %d"
                            .formatted(param.field(), LIMIT_MAX, number.unsigned()));
        }
        return number.value();
    }

    private static Fault invalid(String detail) {
        return Fault.of(FaultCode.INVALID_ARG, FaultDomain.ADMIN, "invalid argument: " + detail);
    }
}
