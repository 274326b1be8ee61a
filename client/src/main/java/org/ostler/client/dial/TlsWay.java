package org.ostler.client.dial;

import org.ostler.api.Fault;
import org.ostler.wire.TcpTransport;
import org.ostler.wire.TlsTransport;
import org.ostler.wire.Transport;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/// Over TLS, both sides showing certificates.
///
/// The server's must be signed by the authority in the user's files and name the host of the URI
/// (subject alternative names; the common name where there are none), unless `no_verify` says that
/// anybody will do.
///
/// @param uri for messages
record TlsWay(
        HostUri host, int port, TlsFiles files, TlsPriority priority, boolean verify, String uri)
        implements Way {
    private static final int PORT = 16_514;

    static TlsWay of(HostUri uri, UriParameters parameters, LocalMachine machine) {
        boolean verify = !parameters.flag("no_verify");
        // An old flag that never had another effect.
        boolean _ = parameters.flag("no_sanity");
        Optional<String> priority = parameters.word("tls_priority");
        return new TlsWay(
                uri,
                uri.port().orElse(PORT),
                TlsFiles.find(parameters.word("pkipath"), machine),
                priority.map(text -> TlsPriority.parse(parameters.uri(), text))
                        .orElse(TlsPriority.USUAL),
                verify,
                parameters.uri());
    }

    @Override
    public Transport dial(Duration timeout) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        SSLEngine engine = engine();
        TcpTransport below = TcpWay.connect(host.hostOrThis(), port, timeout);
        return TlsTransport.client(
                below, engine, Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    }

    /// Reads the files each time, since certificates are renewed.
    ///
    /// @throws Fault when they cannot be used; it names the file
    private SSLEngine engine() {
        SSLContext context = TlsTrust.context(files, verify, uri);
        SSLEngine engine = context.createSSLEngine(host.hostOrThis(), port);
        engine.setUseClientMode(true);
        SSLParameters wanted = engine.getSSLParameters();
        priority.apply(wanted);
        if (verify) {
            wanted.setEndpointIdentificationAlgorithm("HTTPS");
        }
        engine.setSSLParameters(wanted);
        return engine;
    }

    @Override
    public String description() {
        return "tls://" + host.target(port);
    }
}
