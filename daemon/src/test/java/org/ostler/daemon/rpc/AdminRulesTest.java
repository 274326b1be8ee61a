package org.ostler.daemon.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.daemon.DaemonFixture;
import org.ostler.wire.protocol.AdminClientCloseArgs;
import org.ostler.wire.protocol.AdminConnectListServersArgs;
import org.ostler.wire.protocol.AdminConnectOpenArgs;
import org.ostler.wire.protocol.AdminProcedures;
import org.ostler.wire.protocol.AdminServerListClientsArgs;
import org.ostler.wire.protocol.AdminServerSetClientLimitsArgs;
import org.ostler.wire.protocol.Procedure;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.TypedParam;
import org.ostler.wire.protocol.WireAdminClient;
import org.ostler.wire.protocol.WireAdminServer;
import org.ostler.wire.protocol.WireError;
import org.ostler.wire.protocol.XdrReader;
import org.ostler.wire.protocol.XdrStruct;
import org.ostler.wire.protocol.XdrWriter;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/// The admin program, frame by frame.
class AdminRulesTest {
    private static final WireAdminServer MAIN = new WireAdminServer("libvirtd");

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

    private static RawClient open() throws IOException {
        RawClient client = RawClient.connect(daemon.adminSocket());
        client.call(AdminProcedures.CONNECT_OPEN, new AdminConnectOpenArgs(0));
        return client;
    }

    private interface Call {
        void make() throws IOException;
    }

    private static WireError refusal(Call call) {
        return catchThrowableOfType(RawClient.Refused.class, call::make).error();
    }

    private static ByteBuffer zeros(Procedure<?, ?> procedure) {
        XdrWriter writer = new XdrWriter();
        XdrStruct args = procedure.decodeArgs(new XdrReader(new byte[4096]));
        args.encode(writer);
        return writer.asByteBuffer();
    }

    @Test
    void everyProcedureIsDecodedAndNeedsAnOpenConnection() throws IOException {
        try (RawClient client = RawClient.connect(daemon.adminSocket())) {
            for (Procedure<?, ?> procedure : AdminProcedures.table().all()) {
                if (procedure.number() > 2) {
                    WireError error =
                            refusal(
                                    () ->
                                            client.call(
                                                    procedure.program(),
                                                    procedure.number(),
                                                    zeros(procedure)));
                    assertThat(error.message())
                            .as(procedure.name())
                            .contains("internal error: hypervisor connection not open");
                }
            }
        }
    }

    @Test
    void everyProcedureIsAnsweredOnAnOpenConnection() throws IOException {
        try (RawClient client = open()) {
            for (Procedure<?, ?> procedure : AdminProcedures.table().all()) {
                if (procedure.number() > 2) {
                    answered(client, procedure);
                }
            }
            assertThat(
                            refusal(
                                            () ->
                                                    client.call(
                                                            AdminProcedures.PROGRAM,
                                                            20,
                                                            ByteBuffer.allocate(0)))
                                    .message())
                    .contains("unknown procedure: 20");
        }
    }

    /// By a reply that decodes, or by a fault that is no incident.
    private static void answered(RawClient client, Procedure<?, ?> procedure) throws IOException {
        try {
            RawClient.Frame reply =
                    client.call(procedure.program(), procedure.number(), zeros(procedure));
            assertThat(procedure.decodeReply(new XdrReader(reply.payload()))).isNotNull();
        } catch (RawClient.Refused refused) {
            assertThat(refused.error().code()).as(procedure.name()).isIn(84, 95);
        }
    }

    @Test
    void secondOpeningAndOtherProgramsAreRefused() throws IOException {
        try (RawClient client = open()) {
            assertThat(
                            refusal(
                                            () ->
                                                    client.call(
                                                            AdminProcedures.CONNECT_OPEN,
                                                            new AdminConnectOpenArgs(0)))
                                    .message())
                    .contains("internal error: connection already open");
            assertThat(refusal(() -> client.call(RemoteProcedures.AUTH_LIST)).message())
                    .contains("Cannot find program 536903814 version 1");
        }
        try (RawClient client = RawClient.connect(daemon.socket())) {
            assertThat(
                            refusal(
                                            () ->
                                                    client.call(
                                                            AdminProcedures.CONNECT_OPEN,
                                                            new AdminConnectOpenArgs(0)))
                                    .message())
                    .contains("Cannot find program 110102160 version 1");
        }
    }

    @Test
    void countAloneIsToldWithoutResults() throws IOException {
        try (RawClient client = open()) {
            var counted =
                    client.call(
                            AdminProcedures.CONNECT_LIST_SERVERS,
                            new AdminConnectListServersArgs(0, 0));
            assertThat(counted.servers()).isEmpty();
            assertThat(counted.ret()).isEqualTo(2);
            assertThat(
                            refusal(
                                            () ->
                                                    client.call(
                                                            AdminProcedures.CONNECT_LIST_SERVERS,
                                                            new AdminConnectListServersArgs(1, 4)))
                                    .message())
                    .contains("unsupported flags (0x4) in function virAdmConnectListServers");
        }
    }

    @Test
    void onlyLimitsThatMakeSenseAreTaken() throws IOException {
        try (RawClient client = open()) {
            for (TypedParam wrong :
                    List.of(
                            TypedParam.ofUInt("nclients", 3),
                            TypedParam.ofInt("nclients_max", 3),
                            TypedParam.ofUInt("nclients_max", 0),
                            TypedParam.ofUInt("nclients_max", -1))) {
                WireError error =
                        refusal(
                                () ->
                                        client.call(
                                                AdminProcedures.SERVER_SET_CLIENT_LIMITS,
                                                new AdminServerSetClientLimitsArgs(
                                                        MAIN, List.of(wrong), 0)));
                assertThat(error.code()).as(wrong.toString()).isEqualTo(8);
                assertThat(error.message().orElse("")).contains("'" + wrong.field() + "'");
            }
        }
    }

    @Test
    void moreClientsThatWaitThanClientsAreRefused() throws IOException {
        try (RawClient client = open()) {
            List<TypedParam> limits =
                    List.of(
                            TypedParam.ofUInt("nclients_max", 3),
                            TypedParam.ofUInt("nclients_unauth_max", 4));
            assertThat(
                            refusal(
                                            () ->
                                                    client.call(
                                                            AdminProcedures
                                                                    .SERVER_SET_CLIENT_LIMITS,
                                                            new AdminServerSetClientLimitsArgs(
                                                                    MAIN, limits, 0)))
                                    .message()
                                    .orElse(""))
                    .contains("3 clients in all are fewer than 4");
        }
    }

    @Test
    void administratorCanDisconnectItself() throws IOException {
        try (RawClient client = open()) {
            WireAdminServer own = new WireAdminServer("admin");
            List<WireAdminClient> all =
                    client.call(
                                    AdminProcedures.SERVER_LIST_CLIENTS,
                                    new AdminServerListClientsArgs(own, 1, 0))
                            .clients();
            client.call(AdminProcedures.CLIENT_CLOSE, new AdminClientCloseArgs(all.getLast(), 0));
            assertThatThrownBy(client::receive).isInstanceOf(EOFException.class);
        }
    }
}
