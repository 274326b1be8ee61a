package org.ostler.client;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.posix.Fd;
import org.ostler.wire.ClientConnection;
import org.ostler.wire.ClientReply;
import org.ostler.wire.ClientSettings;
import org.ostler.wire.ConnectionException;
import org.ostler.wire.ConnectionServices;
import org.ostler.wire.Transport;
import org.ostler.wire.protocol.AuthPolkitRet;
import org.ostler.wire.protocol.ConnectOpenArgs;
import org.ostler.wire.protocol.ConnectSupportsFeatureArgs;
import org.ostler.wire.protocol.Nothing;
import org.ostler.wire.protocol.OstlerProcedures;
import org.ostler.wire.protocol.RemoteProcedures;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Reaches the server, proves who we are, sees whether it is Ostler, and opens a hypervisor.
/// Immutable.
///
/// @param uri the hypervisor; empty leaves the choice to the server
record Connector(Dialer dialer, String address, String uri, Options options) {
    private static final int AUTH_NONE = 0;
    private static final int AUTH_POLKIT = 2;
    private static final int FEATURE_KEEPALIVE = 10;
    private static final int OPEN_READ_ONLY = 1;

    /// A connection on which everything can be called.
    ///
    /// @param pushes told of what the server pushes
    /// @throws Fault [FaultCode#NO_CONNECT] when the server cannot be reached; otherwise what it
    ///   says
    OpenConnection connect(ConnectionServices services, Pushes pushes) throws InterruptedException {
        Transport transport;
        try {
            transport = dialer.dial(options.connectTimeout());
        } catch (IOException e) {
            throw LinkFaults.unreachable(address, e);
        }
        Subscriptions subscriptions = new Subscriptions(options.eventBuffer(), pushes);
        ClientConnection raw =
                new ClientConnection(
                        "ostler-client",
                        transport,
                        ClientSettings.DEFAULT.withOutstanding(options.outstanding()),
                        services,
                        subscriptions);
        boolean open = false;
        try {
            raw.start();
            OpenConnection connection = greet(raw, subscriptions);
            connection.whenEnded(_ -> subscriptions.end());
            open = true;
            return connection;
        } catch (ConnectionException e) {
            throw LinkFaults.unreachable(address, e);
        } finally {
            if (!open) {
                raw.close();
            }
        }
    }

    private OpenConnection greet(ClientConnection raw, Subscriptions subscriptions)
            throws ConnectionException, InterruptedException {
        OpenConnection stranger = new OpenConnection(address, raw, subscriptions, false);
        Duration timeout = options.connectTimeout();
        authenticate(stranger, timeout);
        int watched =
                stranger.call(
                                RemoteProcedures.CONNECT_SUPPORTS_FEATURE,
                                new ConnectSupportsFeatureArgs(FEATURE_KEEPALIVE),
                                timeout)
                        .supported();
        if (watched != 0) {
            startKeepalive(raw);
        }
        boolean ostler = isOstler(raw, timeout);
        stranger.call(
                RemoteProcedures.CONNECT_OPEN,
                new ConnectOpenArgs(
                        uri.isEmpty() ? Optional.empty() : Optional.of(uri),
                        options.readOnly() ? OPEN_READ_ONLY : 0),
                timeout);
        return new OpenConnection(address, raw, subscriptions, ostler);
    }

    private void startKeepalive(ClientConnection raw) {
        if (options.keepalive().isPresent()) {
            raw.startKeepalive(options.keepalive().get());
        }
    }

    private void authenticate(OpenConnection connection, Duration timeout)
            throws ConnectionException, InterruptedException {
        List<Integer> ways =
                connection.call(RemoteProcedures.AUTH_LIST, Nothing.NOTHING, timeout).types();
        if (ways.isEmpty() || ways.contains(AUTH_NONE)) {
            return;
        }
        if (!ways.contains(AUTH_POLKIT)) {
            throw Fault.of(
                    FaultCode.AUTH_FAILED,
                    FaultDomain.AUTH,
                    "authentication failed: "
                            + address
                            + " asks for SASL, which this client does not have");
        }
        AuthPolkitRet answer =
                connection.call(RemoteProcedures.AUTH_POLKIT, Nothing.NOTHING, timeout);
        if (answer.complete() == 0) {
            throw Fault.of(
                    FaultCode.AUTH_FAILED,
                    FaultDomain.AUTH,
                    "authentication failed: polkit did not allow it at " + address);
        }
    }

    /// Whether the server has Ostler's own program; a libvirtd answers with an error.
    private static boolean isOstler(ClientConnection raw, Duration timeout)
            throws ConnectionException, InterruptedException {
        ClientReply reply =
                raw.call(
                        OstlerProcedures.PROGRAM,
                        OstlerProcedures.HELLO.number(),
                        ByteBuffer.allocate(0),
                        timeout);
        Fd.closeAll(reply.descriptors());
        return !reply.failed();
    }
}
