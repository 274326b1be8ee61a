package org.ostler.daemon.rpc;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Hypervisor;
import org.ostler.daemon.driver.DriverSlot;
import org.ostler.wire.WireErrors;
import org.ostler.wire.protocol.AuthListRet;
import org.ostler.wire.protocol.AuthPolkitRet;
import org.ostler.wire.protocol.ConnectGetHostnameRet;
import org.ostler.wire.protocol.ConnectGetLibVersionRet;
import org.ostler.wire.protocol.ConnectGetTypeRet;
import org.ostler.wire.protocol.ConnectGetUriRet;
import org.ostler.wire.protocol.ConnectGetVersionRet;
import org.ostler.wire.protocol.ConnectIsSecureRet;
import org.ostler.wire.protocol.ConnectOpenArgs;
import org.ostler.wire.protocol.ConnectSupportsFeatureArgs;
import org.ostler.wire.protocol.ConnectSupportsFeatureRet;
import org.ostler.wire.protocol.Nothing;
import org.ostler.wire.protocol.RemoteProcedures;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Authentication, opening and closing, and what a connection tells of itself.
final class ConnectHandlers {
    /// How long opening waits for a driver that is being opened itself.
    private static final Duration DRIVER_PATIENCE = Duration.ofSeconds(60);

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);
    private static final int AUTH_NONE = 0;
    private static final int OPEN_READ_ONLY = 1;

    // Feature numbers of libvirt's clients (notes on the protocol, connection set-up).
    private static final int FEATURE_TYPED_PARAM_STRING = 9;
    private static final int FEATURE_KEEPALIVE = 10;
    private static final int FEATURE_EVENT_CALLBACK = 14;
    private static final int FEATURE_CLOSE_CALLBACK = 15;
    private static final int FEATURE_NETWORK_UPDATE_ORDER = 16;

    private ConnectHandlers() {}

    static void register(HandlerTable table) {
        table.beforeOpen(
                RemoteProcedures.AUTH_LIST,
                HandlerTable.Mode.AT_ONCE,
                (session, _) -> new AuthListRet(List.of(AUTH_NONE)));
        table.beforeOpen(
                RemoteProcedures.AUTH_POLKIT,
                HandlerTable.Mode.AT_ONCE,
                (session, _) -> new AuthPolkitRet(1));
        table.beforeOpen(
                RemoteProcedures.AUTH_SASL_INIT,
                HandlerTable.Mode.AT_ONCE,
                (session, _) -> {
                    // Nobody was told that this is offered.
                    throw Fault.of(
                            FaultCode.AUTH_FAILED,
                            FaultDomain.RPC,
                            "authentication failed: authentication failed");
                });
        table.beforeOpen(
                RemoteProcedures.CONNECT_OPEN, HandlerTable.Mode.MAY_BLOCK, ConnectHandlers::open);
        table.answering(
                RemoteProcedures.CONNECT_CLOSE,
                HandlerTable.Mode.INLINE,
                false,
                (session, _, reply) -> reply.send(Nothing.NOTHING, () -> closeSoon(session)));
        table.beforeOpen(
                RemoteProcedures.CONNECT_SUPPORTS_FEATURE,
                HandlerTable.Mode.AT_ONCE,
                ConnectHandlers::feature);
        table.atOnce(
                RemoteProcedures.CONNECT_GET_TYPE,
                (session, _) -> new ConnectGetTypeRet(session.hypervisor().identity().type()));
        table.inline(
                RemoteProcedures.CONNECT_GET_VERSION,
                (session, _) -> new ConnectGetVersionRet(session.hypervisor().info().version()));
        table.atOnce(
                RemoteProcedures.CONNECT_GET_LIB_VERSION,
                (session, _) ->
                        new ConnectGetLibVersionRet(session.hypervisor().identity().libVersion()));
        table.atOnce(
                RemoteProcedures.CONNECT_GET_HOSTNAME,
                (session, _) ->
                        new ConnectGetHostnameRet(session.hypervisor().identity().hostname()));
        table.atOnce(
                RemoteProcedures.CONNECT_GET_URI,
                (session, _) -> new ConnectGetUriRet(session.address()));
        table.atOnce(RemoteProcedures.CONNECT_IS_SECURE, (session, _) -> new ConnectIsSecureRet(1));
        // The connection to the driver never closes before the client's own does: nothing to push.
        table.atOnce(
                RemoteProcedures.CONNECT_REGISTER_CLOSE_CALLBACK, (session, _) -> Nothing.NOTHING);
        table.atOnce(
                RemoteProcedures.CONNECT_UNREGISTER_CLOSE_CALLBACK,
                (session, _) -> Nothing.NOTHING);
    }

    private static void closeSoon(Session session) {
        session.front()
                .tasks()
                .execute(
                        () -> {
                            try {
                                session.connection().closeGently(CLOSE_PATIENCE);
                            } catch (InterruptedException e) {
                                session.connection().close();
                            }
                        });
    }

    private static ConnectSupportsFeatureRet feature(
            Session session, ConnectSupportsFeatureArgs args) {
        if (args.feature() == FEATURE_KEEPALIVE) {
            session.front().keepalive().ifPresent(session.connection()::startKeepalive);
            return new ConnectSupportsFeatureRet(1);
        }
        if (!session.isOpen()) {
            throw new RpcFault(WireErrors.notOpen());
        }
        boolean supported =
                switch (args.feature()) {
                    case FEATURE_TYPED_PARAM_STRING,
                            FEATURE_EVENT_CALLBACK,
                            FEATURE_CLOSE_CALLBACK,
                            FEATURE_NETWORK_UPDATE_ORDER ->
                            true;
                    default -> false;
                };
        return new ConnectSupportsFeatureRet(supported ? 1 : 0);
    }

    private static Nothing open(Session session, ConnectOpenArgs args) {
        if (session.isOpen()) {
            throw new RpcFault(WireErrors.alreadyOpen());
        }
        // Other bits concern the client itself; libvirtd ignores them too.
        boolean lookOnly = (args.flags() & OPEN_READ_ONLY) != 0;
        try {
            String name = args.name().orElse("");
            if (name.isEmpty()) {
                openFirst(session, lookOnly);
            } else {
                openNamed(session, name, lookOnly);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Faults.internal(FaultDomain.RPC, "the daemon is stopping");
        }
        return Nothing.NOTHING;
    }

    private static void openNamed(Session session, String name, boolean lookOnly)
            throws InterruptedException {
        HypervisorAddress address =
                HypervisorAddress.parse(name).orElseThrow(() -> HypervisorAddress.none(name, ""));
        DriverSlot slot =
                session.front()
                        .drivers()
                        .find(address.scheme())
                        .orElseThrow(() -> HypervisorAddress.none(name, ""));
        address.requireKnownPath();
        Hypervisor base;
        try {
            base = slot.hypervisor(DRIVER_PATIENCE);
        } catch (Fault fault) {
            throw fault.code() == FaultCode.NO_CONNECT
                    ? HypervisorAddress.none(name, fault.sentence())
                    : fault;
        }
        int query = name.indexOf('?');
        session.open(slot, base, query < 0 ? name : name.substring(0, query), lookOnly);
    }

    /// Without an address: the driver that the socket is for, or the first that this host can run.
    private static void openFirst(Session session, boolean lookOnly) throws InterruptedException {
        Optional<DriverSlot> preferred =
                session.preferredDriver().flatMap(session.front().drivers()::find);
        List<DriverSlot> candidates =
                preferred.isPresent() ? List.of(preferred.get()) : session.front().drivers().all();
        StringBuilder reasons = new StringBuilder();
        for (DriverSlot slot : candidates) {
            try {
                Hypervisor base = slot.hypervisor(DRIVER_PATIENCE);
                session.open(slot, base, base.identity().uri(), lookOnly);
                return;
            } catch (Fault fault) {
                reasons.append(reasons.isEmpty() ? "" : "; ").append(fault.sentence());
            }
        }
        throw HypervisorAddress.none("(null)", reasons.toString());
    }
}
