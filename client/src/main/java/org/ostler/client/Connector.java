package org.ostler.client;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.wire.ClientConnection;
import org.ostler.wire.ClientSettings;
import org.ostler.wire.ConnectionException;
import org.ostler.wire.ConnectionServices;
import org.ostler.wire.Transport;

import java.io.IOException;

/// Reaches the server, and opens a hypervisor there ([Greeting]). Immutable.
///
/// @param uri the hypervisor; empty leaves the choice to the server
record Connector(Dialer dialer, String address, String uri, Options options) {
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
            // Who reads for himself needs no other reader yet: the two would be in each other's way
            // while a fresh JVM still loads what both need.
            boolean later = raw.callersRead() && !Thread.currentThread().isVirtual();
            if (!later) {
                raw.start();
            }
            OpenConnection connection = greet(raw, subscriptions);
            if (later) {
                raw.start();
            }
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
        Greeting greeting = new Greeting(address, raw, options.connectTimeout());
        greeting.authenticate();
        if (greeting.watchesSilence() && options.keepalive().isPresent()) {
            raw.startKeepalive(options.keepalive().get());
        }
        boolean ostler = greeting.isOstler();
        greeting.open(uri, options.readOnly());
        return new OpenConnection(address, raw, subscriptions, ostler);
    }
}
