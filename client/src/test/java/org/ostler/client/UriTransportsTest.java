package org.ostler.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.Hypervisor;
import org.ostler.client.ScriptedServer.Result;
import org.ostler.posix.UnixListener;
import org.ostler.wire.TcpTransportListener;
import org.ostler.wire.TlsTransport;
import org.ostler.wire.UnixTransportListener;
import org.ostler.wire.protocol.DomainLookupByNameRet;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.WireDomain;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// A URI leads over its transport to a server, and says well what is in the way.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class UriTransportsTest {
    private static final WireDomain GUEST = new WireDomain("guest", UUID.randomUUID(), 3);
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir Path folder;
    private ScriptedServer server;

    @BeforeEach
    void startServer() {
        server =
                new ScriptedServer(
                        call ->
                                call.is(RemoteProcedures.DOMAIN_LOOKUP_BY_NAME)
                                        ? Optional.of(new Result(new DomainLookupByNameRet(GUEST)))
                                        : Optional.empty());
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private static void leadsThere(String uri) {
        try (Hypervisor host = RemoteHypervisor.open(uri, Options.DEFAULT)) {
            for (int i = 0; i < 20; i++) {
                assertThat(host.domain("guest").orElseThrow().uuid()).isEqualTo(GUEST.uuid());
            }
        }
    }

    private static TcpTransportListener tcp() throws IOException {
        return TcpTransportListener.bind(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    }

    private Relay unix(Path socket) throws IOException {
        return new Relay(
                new UnixTransportListener(UnixListener.bind(socket, 0600, OptionalInt.empty(), 8)),
                arrived -> arrived,
                server);
    }

    private Path script(String name, String text) throws IOException {
        Path script = folder.resolve(name);
        Files.writeString(script, text);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script;
    }

    @Test
    void unixLeadsToTheSocketThatIsNamed() throws IOException {
        Path socket = folder.resolve("a socket");
        try (Relay _ = unix(socket)) {
            leadsThere("test+unix:///default?socket=" + socket.toString().replace(" ", "%20"));
        }
    }

    @Test
    void missingSocketIsNamed() {
        assertThatThrownBy(
                        () ->
                                RemoteHypervisor.open(
                                        "test+unix:///default?socket=" + folder.resolve("none"),
                                        Options.DEFAULT))
                .hasMessageContaining(folder.resolve("none").toString())
                .asInstanceOf(type(Fault.class))
                .returns(FaultCode.NO_CONNECT, Fault::code)
                .returns(true, Fault::retryable);
    }

    @Test
    void tcpLeadsToThePort() throws IOException {
        TcpTransportListener listener = tcp();
        try (Relay _ = new Relay(listener, arrived -> arrived, server)) {
            leadsThere("test+tcp://localhost:" + listener.address().getPort() + "/default");
        }
    }

    @Test
    void unknownHostIsNamed() {
        assertThatThrownBy(
                        () ->
                                RemoteHypervisor.open(
                                        "test+tcp://no.such.host.invalid/default", Options.DEFAULT))
                .hasMessageContaining("no.such.host.invalid")
                .asInstanceOf(type(Fault.class))
                .returns(FaultCode.NO_CONNECT, Fault::code);
    }

    /// @param name of the server's certificate
    private Relay tls(TcpTransportListener listener, String name) {
        return new Relay(
                listener,
                arrived -> TlsTransport.server(arrived, TestPki.server(name), SOON),
                server);
    }

    private String tlsUri(TcpTransportListener listener, String more) {
        return "test+tls://localhost:"
                + listener.address().getPort()
                + "/default?pkipath="
                + folder
                + more;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&tls_priority=NORMAL:-VERS-TLS1.3", "&tls_priority=SECURE256"})
    void tlsLeadsThereWhenBothTrustEachOther(String more) throws IOException {
        TestPki.clientFolder(folder, "authority", "client");
        Files.copy(TestPki.file("revocations.pem"), folder.resolve("cacrl.pem"));
        TcpTransportListener listener = tcp();
        try (Relay _ = tls(listener, "server")) {
            leadsThere(tlsUri(listener, more));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "server, authority, foreign, certificate",
        "server, authority, '', certificate",
        "server, stranger, foreign, path",
        "elsewhere, authority, client, localhost",
        "expired, authority, client, validity",
        "revoked, authority, client, revoked",
    })
    void tlsSaysWhoDoesNotTrustWhom(String theirs, String trusted, String mine, String words)
            throws IOException {
        TestPki.clientFolder(folder, trusted, mine);
        Files.copy(TestPki.file("revocations.pem"), folder.resolve("cacrl.pem"));
        TcpTransportListener listener = tcp();
        try (Relay _ = tls(listener, theirs)) {
            assertThatThrownBy(() -> RemoteHypervisor.open(tlsUri(listener, ""), Options.DEFAULT))
                    .hasMessageContaining("tls://localhost:" + listener.address().getPort())
                    .hasMessageContaining(words)
                    .asInstanceOf(type(Fault.class))
                    .returns(FaultCode.NO_CONNECT, Fault::code);
        }
    }

    @Test
    void tlsTakesAnybodyWhereTheUriSaysSo() throws IOException {
        TestPki.clientFolder(folder, "stranger", "client");
        TcpTransportListener listener = tcp();
        try (Relay _ = tls(listener, "elsewhere")) {
            leadsThere(tlsUri(listener, "&no_verify=1"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-pkcs1", "-encrypted"})
    void tlsKeysMayBeOfOldForms(String form) throws IOException {
        TestPki.clientFolder(folder, "authority", "client");
        Path key = folder.resolve("clientkey.pem");
        Files.delete(key);
        Files.copy(TestPki.file("client-key" + form + ".pem"), key);
        TcpTransportListener listener = tcp();
        try (Relay _ = tls(listener, "server")) {
            if (form.equals("-encrypted")) {
                assertThatThrownBy(() -> leadsThere(tlsUri(listener, "")))
                        .hasMessageContaining(key.toString())
                        .hasMessageContaining("encrypted")
                        .asInstanceOf(type(Fault.class))
                        .returns(FaultCode.GNUTLS_ERROR, Fault::code);
            } else {
                leadsThere(tlsUri(listener, ""));
            }
        }
    }

    @Test
    void serverThatNeverShakesHandsIsGivenUpInTime() throws IOException {
        TestPki.clientFolder(folder, "authority", "client");
        TcpTransportListener silent = tcp();
        Options impatient = new Options(false, Duration.ofMillis(200), SOON, SOON, 16);
        try (silent) {
            assertThatThrownBy(() -> RemoteHypervisor.open(tlsUri(silent, ""), impatient))
                    .hasMessageContaining("too long");
        }
    }

    /// `ssh` that runs the command for the far side here, without virt-ssh-helper; a netcat in
    /// Python.
    @Test
    void sshLeadsThroughNetcat() throws IOException {
        Path nc =
                script(
                        "nc",
                        """
                        #!/usr/bin/env python3
                        import os, select, socket, sys
                        if sys.argv[1] == '-h':
                            sys.exit("usage: nc [-q seconds]  -q seconds: wait")
                        assert sys.argv[1:3] == ['-q0', '-U'], sys.argv
                        s = socket.socket(socket.AF_UNIX)
                        s.connect(sys.argv[3])
                        while True:
                            for r in select.select([0, s], [], [])[0]:
                                d = os.read(r if r == 0 else s.fileno(), 65536)
                                if not d:
                                    sys.exit()
                                s.sendall(d) if r == 0 else os.write(1, d)
                        """);
        Path ssh =
                script(
                        "ssh",
                        """
                        #!/bin/sh
                        for far; do :; done
                        exec sh -c "$far"
                        """);
        Path socket = folder.resolve("it's a socket");
        try (Relay _ = unix(socket)) {
            leadsThere(
                    "test+ssh://far.example/default?command="
                            + ssh
                            + "&netcat="
                            + nc
                            + "&socket="
                            + socket.toString().replace(" ", "%20"));
        }
    }

    @Test
    void sshsOwnWordsAreToldWhenItFails() throws IOException {
        Path ssh =
                script(
                        "ssh",
                        """
                        #!/bin/sh
                        echo 'Permission denied (publickey).' >&2
                        exit 255
                        """);
        assertThatThrownBy(
                        () ->
                                RemoteHypervisor.open(
                                        "qemu+ssh://far.example/system?command=" + ssh,
                                        Options.DEFAULT))
                .hasMessageContaining("ssh://far.example")
                .hasMessageContaining("Permission denied (publickey).")
                .asInstanceOf(type(Fault.class))
                .returns(FaultCode.NO_CONNECT, Fault::code);
    }
}
