package org.ostler.client.dial;

import org.ostler.api.Fault;
import org.ostler.api.log.LateLogger;
import org.ostler.wire.Transport;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/// Where a URI leads: the way to a server, and what is asked of it there. Immutable.
///
/// @param way reaches the server
/// @param driver the URI that the server is to open, without transport; empty leaves it to the
///   server
public record ServerAddress(Way way, String driver) {
    private static final Logger LOG = LateLogger.of(ServerAddress.class);

    /// Understands a URI; nothing is reached yet, but files that it names may be read.
    ///
    /// @param readOnly whether the connection may only look: it then goes to the socket for that
    /// @throws Fault what is wrong with the URI; the origin names the part or parameter
    public static ServerAddress of(String uri, boolean readOnly) {
        return of(uri, readOnly, LocalMachine.THIS);
    }

    static ServerAddress of(String uri, boolean readOnly, LocalMachine machine) {
        HostUri parts = HostUri.parse(uri);
        UriParameters parameters = new UriParameters(uri, parts.parameters());
        String driver = driver(parts, parameters);
        SocketMode mode = SocketMode.of(parameters);
        Way way =
                switch (parts.kind()) {
                    case UNIX -> UnixWay.of(parts, parameters, mode, machine, readOnly);
                    case TCP -> TcpWay.of(parts);
                    case TLS -> TlsWay.of(parts, parameters, machine);
                    case SSH, LIBSSH, LIBSSH2 ->
                            SshWay.of(parts, parameters, mode, driver, readOnly);
                    case EXT -> ExtWay.of(parameters);
                };
        for (String idle : parameters.idle()) {
            LOG.log(
                    Level.WARNING,
                    "parameter {0} means nothing for transport {1} and is passed over: {2}",
                    idle,
                    parts.kind().word(),
                    uri);
        }
        return new ServerAddress(way, driver);
    }

    /// What the server is asked to open: `name` if it is given, else the URI without what says how
    /// to get there.
    private static String driver(HostUri uri, UriParameters parameters) {
        return parameters
                .word("name")
                .orElseGet(
                        () -> {
                            if (uri.driver().equals("remote")) {
                                return "";
                            }
                            String rest = parameters.rest();
                            return uri.driver()
                                    + "://"
                                    + uri.path()
                                    + (rest.isEmpty() ? "" : "?" + rest);
                        });
    }

    /// Reaches the server.
    ///
    /// @param timeout the most that this may take
    public Transport dial(Duration timeout) throws IOException {
        return way.dial(timeout);
    }

    /// How messages call the server.
    public String description() {
        return way.description();
    }
}
