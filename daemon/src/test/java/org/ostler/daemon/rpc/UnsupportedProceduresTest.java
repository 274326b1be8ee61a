package org.ostler.daemon.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.daemon.DaemonFixture;
import org.ostler.wire.protocol.ConnectOpenArgs;
import org.ostler.wire.protocol.LxcProcedures;
import org.ostler.wire.protocol.OstlerProcedures;
import org.ostler.wire.protocol.Procedure;
import org.ostler.wire.protocol.ProcedureTable;
import org.ostler.wire.protocol.QemuProcedures;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.WireError;
import org.ostler.wire.protocol.XdrReader;
import org.ostler.wire.protocol.XdrStruct;
import org.ostler.wire.protocol.XdrWriter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Every procedure that is described and that nobody serves is decoded and answered as libvirt
/// answers it, over a real socket, with arguments that are all zeros and empty.
class UnsupportedProceduresTest {
    private static final int NO_SUPPORT = 3;
    private static final int OPERATION_DENIED = 29;
    private static final int RPC = 39;

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

    private static List<Procedure<?, ?>> unserved() {
        HandlerTable handlers = RpcFront.handlers();
        List<Procedure<?, ?>> unserved = new ArrayList<>();
        for (ProcedureTable table :
                List.of(
                        RemoteProcedures.table(),
                        QemuProcedures.table(),
                        LxcProcedures.table(),
                        OstlerProcedures.table())) {
            for (Procedure<?, ?> procedure : table.all()) {
                if (!procedure.isEvent() && handlers.find(procedure).isEmpty()) {
                    unserved.add(procedure);
                }
            }
        }
        return unserved;
    }

    private static RawClient opened(Path socket) throws IOException {
        RawClient client = RawClient.connect(socket);
        client.call(
                RemoteProcedures.CONNECT_OPEN,
                new ConnectOpenArgs(Optional.of("test:///default"), 0));
        return client;
    }

    /// What zeros decode to; every structure takes them.
    private static <A extends XdrStruct> A zeros(Procedure<A, ?> procedure) {
        return procedure.decodeArgs(new XdrReader(new byte[4096]));
    }

    private static ByteBuffer encoded(XdrStruct args) {
        XdrWriter writer = new XdrWriter();
        args.encode(writer);
        return writer.asByteBuffer();
    }

    private static WireError refusal(RawClient client, Procedure<?, ?> procedure, ByteBuffer args) {
        return catchThrowableOfType(
                        RawClient.Refused.class,
                        () -> client.call(procedure.program(), procedure.number(), args))
                .error();
    }

    @Test
    void eachIsAnsweredByItsFunctionsName() throws IOException {
        try (RawClient client = opened(daemon.socket())) {
            for (Procedure<?, ?> procedure : unserved()) {
                WireError error = refusal(client, procedure, encoded(zeros(procedure)));
                assertThat(error.code()).as(procedure.name()).isEqualTo(NO_SUPPORT);
                assertThat(error.domain()).as(procedure.name()).isEqualTo(procedure.errorDomain());
                assertThat(error.message())
                        .contains(
                                "this function is not supported by the connection driver: "
                                        + procedure.apiName());
            }
        }
    }

    @Test
    void readOnlyConnectionIsToldFirstThatItMayNot() throws IOException {
        int forbidden = 0;
        try (RawClient client = opened(daemon.readOnlySocket())) {
            for (Procedure<?, ?> procedure : unserved()) {
                boolean mayCall = mayCallReadOnly(procedure);
                WireError error = refusal(client, procedure, encoded(zeros(procedure)));
                assertThat(error.code())
                        .as(procedure.name())
                        .isEqualTo(mayCall ? NO_SUPPORT : OPERATION_DENIED);
                forbidden += mayCall ? 0 : 1;
            }
        }
        assertThat(forbidden).isGreaterThan(100);
    }

    private static <A extends XdrStruct> boolean mayCallReadOnly(Procedure<A, ?> procedure) {
        return procedure.isReadOnlyFor(zeros(procedure));
    }

    @Test
    void argumentsThatEndTooEarlyAreNotDecodedAndTheConnectionStays() throws IOException {
        try (RawClient client = opened(daemon.socket())) {
            for (Procedure<?, ?> procedure : unserved()) {
                ByteBuffer args = encoded(zeros(procedure));
                if (args.remaining() >= 4) {
                    args.limit(args.limit() - 4);
                    WireError error = refusal(client, procedure, args);
                    assertThat(error.code()).as(procedure.name()).isEqualTo(RPC);
                    assertThat(error.message()).contains("Unable to decode message payload");
                }
            }
            assertThat(client.call(RemoteProcedures.CONNECT_GET_TYPE).type()).isEqualTo("TEST");
        }
    }

    @Test
    void nothingIsAnsweredByNameBeforeOpening() throws IOException {
        try (RawClient client = RawClient.connect(daemon.socket())) {
            for (Procedure<?, ?> procedure : unserved()) {
                if (procedure.number() > 70 || procedure.number() < 66) {
                    WireError error = refusal(client, procedure, encoded(zeros(procedure)));
                    assertThat(error.message())
                            .as(procedure.name())
                            .contains("internal error: hypervisor connection not open");
                }
            }
        }
    }
}
