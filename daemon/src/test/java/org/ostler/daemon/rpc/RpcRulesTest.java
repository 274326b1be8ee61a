package org.ostler.daemon.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.daemon.DaemonFixture;
import org.ostler.wire.protocol.ConnectGetUriRet;
import org.ostler.wire.protocol.ConnectListDomainsArgs;
import org.ostler.wire.protocol.ConnectOpenArgs;
import org.ostler.wire.protocol.ConnectSupportsFeatureArgs;
import org.ostler.wire.protocol.DomainDestroyArgs;
import org.ostler.wire.protocol.DomainDestroyFlagsArgs;
import org.ostler.wire.protocol.DomainGetStateArgs;
import org.ostler.wire.protocol.DomainGetXmlDescArgs;
import org.ostler.wire.protocol.DomainLookupByNameArgs;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.WireDomain;
import org.ostler.wire.protocol.WireError;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// How the front answers frames that stock clients never send, and those they do. Every error's
/// members are those that libvirtd 9.0.0 was seen to send, if nothing else is said.
class RpcRulesTest {
    private static final int REMOTE = RemoteProcedures.PROGRAM;
    private static final UUID NOBODY = UUID.fromString("01010101-0101-0101-0101-010101010101");

    @TempDir static Path folder;
    private static DaemonFixture daemon;

    @BeforeAll
    static void startDaemon() throws Exception {
        daemon = DaemonFixture.start(folder);
    }

    @AfterAll
    static void stopDaemon() {
        daemon.close();
    }

    private static RawClient connected() throws IOException {
        return RawClient.connect(daemon.socket());
    }

    private static RawClient open(int flags) throws IOException {
        RawClient client = connected();
        client.call(
                RemoteProcedures.CONNECT_OPEN,
                new ConnectOpenArgs(Optional.of("test:///default"), flags));
        return client;
    }

    private interface Call {
        void make() throws IOException;
    }

    private static void refused(Call call, int code, int domain, String message) {
        WireError error = catchThrowableOfType(RawClient.Refused.class, call::make).error();
        assertThat(error.message()).contains(message);
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.domain()).isEqualTo(domain);
        assertThat(error.level()).isEqualTo(2);
    }

    @Test
    void nothingButAuthenticationAndKeepaliveIsServedBeforeOpening() throws IOException {
        try (RawClient client = connected()) {
            assertThat(client.call(RemoteProcedures.AUTH_LIST).types()).containsExactly(0);
            assertThat(
                            client.call(
                                            RemoteProcedures.CONNECT_SUPPORTS_FEATURE,
                                            new ConnectSupportsFeatureArgs(10))
                                    .supported())
                    .isEqualTo(1);
            String notOpen = "internal error: hypervisor connection not open";
            refused(() -> client.call(RemoteProcedures.CONNECT_GET_TYPE), 1, 7, notOpen);
            refused(
                    () ->
                            client.call(
                                    RemoteProcedures.CONNECT_SUPPORTS_FEATURE,
                                    new ConnectSupportsFeatureArgs(14)),
                    1,
                    7,
                    notOpen);
        }
    }

    @Test
    void featuresThatClientsDependOnAreThere() throws IOException {
        try (RawClient client = open(0)) {
            for (int feature : List.of(9, 10, 14, 15, 16)) {
                assertThat(
                                client.call(
                                                RemoteProcedures.CONNECT_SUPPORTS_FEATURE,
                                                new ConnectSupportsFeatureArgs(feature))
                                        .supported())
                        .as("feature %d", feature)
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void connectionIsOpenedOnce() throws IOException {
        try (RawClient client = open(0)) {
            refused(
                    () ->
                            client.call(
                                    RemoteProcedures.CONNECT_OPEN,
                                    new ConnectOpenArgs(Optional.empty(), 0)),
                    1,
                    7,
                    "internal error: connection already open");
        }
    }

    @Test
    void addressWithoutNameLeadsToTheFirstDriver() throws IOException {
        try (RawClient client = connected()) {
            client.call(RemoteProcedures.CONNECT_OPEN, new ConnectOpenArgs(Optional.empty(), 0));
            ConnectGetUriRet uri = client.call(RemoteProcedures.CONNECT_GET_URI);
            assertThat(uri.uri()).isEqualTo("test:///default");
        }
    }

    @Test
    void addressThatNobodyServesIsNamed() throws IOException {
        try (RawClient client = connected()) {
            refused(
                    () ->
                            client.call(
                                    RemoteProcedures.CONNECT_OPEN,
                                    new ConnectOpenArgs(Optional.of("vbox:///session"), 0)),
                    5,
                    0,
                    "no connection driver available for vbox:///session");
            refused(
                    () ->
                            client.call(
                                    RemoteProcedures.CONNECT_OPEN,
                                    new ConnectOpenArgs(Optional.of("test:///"), 0)),
                    8,
                    12,
                    "invalid argument: testOpen: supply a path or use test:///default");
        }
    }

    @Test
    void closingIsAnsweredAndThenDone() throws IOException {
        try (RawClient client = open(0)) {
            client.call(RemoteProcedures.CONNECT_CLOSE);
            assertThatThrownBy(client::receive).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void unknownProcedureAndEventsAreRefusedInWordsThatClientsLookFor() throws IOException {
        try (RawClient client = open(0)) {
            refused(
                    () -> client.call(REMOTE, 999, ByteBuffer.allocate(0)),
                    39,
                    7,
                    "unknown procedure: 999");
            refused(
                    () -> client.call(REMOTE, 318, ByteBuffer.allocate(0)),
                    39,
                    7,
                    "unknown procedure: 318");
            refused(
                    () -> client.call(77, 1, ByteBuffer.allocate(0)),
                    39,
                    7,
                    "Cannot find program 77 version 1");
        }
    }

    @Test
    void procedureWithoutHandlerIsAnsweredAsNotSupported() throws IOException {
        try (RawClient client = open(0)) {
            refused(
                    () -> client.call(RemoteProcedures.CONNECT_NUM_OF_SECRETS),
                    3,
                    30,
                    "this function is not supported by the connection driver:"
                            + " virConnectNumOfSecrets");
            refused(
                    () -> client.call(RemoteProcedures.CONNECT_NUM_OF_NETWORKS),
                    3,
                    19,
                    "this function is not supported by the connection driver:"
                            + " virConnectNumOfNetworks");
        }
    }

    @Test
    void argumentsThatCannotBeDecodedLeaveTheConnectionUp() throws IOException {
        try (RawClient client = open(0)) {
            refused(
                    () ->
                            client.call(
                                    REMOTE,
                                    RemoteProcedures.DOMAIN_LOOKUP_BY_NAME.number(),
                                    ByteBuffer.allocate(2)),
                    39,
                    7,
                    "Unable to decode message payload");
            assertThat(client.call(RemoteProcedures.CONNECT_GET_TYPE).type()).isEqualTo("TEST");
        }
    }

    @Test
    void changesAreForbiddenOnTheReadOnlySocketAndWithTheReadOnlyFlag() throws IOException {
        try (RawClient byFlag = open(1);
                RawClient bySocket = RawClient.connect(daemon.readOnlySocket())) {
            bySocket.call(
                    RemoteProcedures.CONNECT_OPEN,
                    new ConnectOpenArgs(Optional.of("test:///default"), 0));
            for (RawClient client : List.of(byFlag, bySocket)) {
                WireDomain test = lookup(client, "test");
                refused(
                        () ->
                                client.call(
                                        RemoteProcedures.DOMAIN_DESTROY,
                                        new DomainDestroyArgs(test)),
                        29,
                        20,
                        "operation forbidden: read only access prevents virDomainDestroy");
                refused(
                        () ->
                                client.call(
                                        RemoteProcedures.DOMAIN_GET_XML_DESC,
                                        new DomainGetXmlDescArgs(test, 1)),
                        29,
                        20,
                        "operation forbidden: virDomainGetXMLDesc with secure flag");
                assertThat(
                                client.call(
                                                RemoteProcedures.DOMAIN_GET_XML_DESC,
                                                new DomainGetXmlDescArgs(test, 0))
                                        .xml())
                        .contains("<name>test</name>");
            }
        }
    }

    private static WireDomain lookup(RawClient client, String name) throws IOException {
        return client.call(RemoteProcedures.DOMAIN_LOOKUP_BY_NAME, new DomainLookupByNameArgs(name))
                .dom();
    }

    @Test
    void domainIsWhoItsIdentitySays() throws IOException {
        try (RawClient client = open(0)) {
            WireDomain test = lookup(client, "test");
            assertThat(
                            client.call(
                                            RemoteProcedures.DOMAIN_GET_STATE,
                                            new DomainGetStateArgs(
                                                    new WireDomain("other", test.uuid(), -1), 0))
                                    .state())
                    .isEqualTo(1);
            refused(
                    () ->
                            client.call(
                                    RemoteProcedures.DOMAIN_GET_STATE,
                                    new DomainGetStateArgs(new WireDomain("test", NOBODY, 1), 0)),
                    42,
                    12,
                    "Domain not found: no domain with matching uuid '" + NOBODY + "' (test)");
        }
    }

    @Test
    void flagsThatNobodyKnowsAreRefused() throws IOException {
        try (RawClient client = open(0)) {
            WireDomain test = lookup(client, "test");
            // libvirtd names its driver's own function here; the domain of the error is that of the
            // API.
            refused(
                    () ->
                            client.call(
                                    RemoteProcedures.DOMAIN_DESTROY_FLAGS,
                                    new DomainDestroyFlagsArgs(test, 1 << 20)),
                    8,
                    20,
                    "unsupported flags (0x100000) in function virDomainDestroyFlags");
        }
    }

    @Test
    void boundsOfTheOldListsAreChecked() throws IOException {
        try (RawClient client = open(0)) {
            refused(
                    () ->
                            client.call(
                                    RemoteProcedures.CONNECT_LIST_DOMAINS,
                                    new ConnectListDomainsArgs(100_000)),
                    39,
                    7,
                    "maxids > REMOTE_DOMAIN_LIST_MAX");
            assertThat(
                            client.call(
                                            RemoteProcedures.CONNECT_LIST_DOMAINS,
                                            new ConnectListDomainsArgs(16))
                                    .ids())
                    .contains(1);
        }
    }
}
