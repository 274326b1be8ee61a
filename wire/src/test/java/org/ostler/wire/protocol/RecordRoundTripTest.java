package org.ostler.wire.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Test;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Every generated record, with random values from a fixed seed.
class RecordRoundTripTest {

    private static final long SEED = 20_261_124;
    private static final int ROUNDS = 3;

    private final RandomRecords random = new RandomRecords(SEED);

    @Test
    void everyRecordDecodesToWhatWasEncoded() throws Exception {
        List<Class<? extends XdrStruct>> records = RandomRecords.allTypes();
        assertThat(records).hasSizeGreaterThan(700);
        for (Class<? extends XdrStruct> type : records) {
            for (int round = 0; round < ROUNDS; round++) {
                XdrStruct value = random.next(type);
                byte[] payload = encode(value);
                assertThat(decode(type, ByteBuffer.wrap(payload))).isEqualTo(value);
                assertThat(decode(type, direct(payload))).isEqualTo(value);
            }
        }
    }

    @Test
    void everyTruncatedPayloadIsRefusedWithThePlace() throws Exception {
        for (Class<? extends XdrStruct> type : RandomRecords.allTypes()) {
            byte[] payload = encode(random.next(type));
            for (int length = 0; length < payload.length; length++) {
                ByteBuffer cut = ByteBuffer.wrap(Arrays.copyOf(payload, length));
                try {
                    decode(type, cut);
                    fail("%s took %d of %d bytes", type, length, payload.length);
                } catch (XdrException refused) {
                    assertThat(refused.path()).as(type.getName()).isNotEmpty();
                }
            }
        }
    }

    @Test
    void randomBytesAreDecodedOrRefusedButNothingElse() throws Exception {
        for (Class<? extends XdrStruct> type : RandomRecords.allTypes()) {
            for (int round = 0; round < ROUNDS; round++) {
                byte[] noise = random.noise(120);
                assertThatCode(
                                () -> {
                                    try {
                                        decode(type, ByteBuffer.wrap(noise));
                                    } catch (XdrException refused) {
                                        // as it should be
                                    }
                                })
                        .as(type.getName())
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void procedureTablesDecodeTheTypesThatTheyDeclare() throws Exception {
        List<ProcedureTable> tables =
                List.of(
                        RemoteProcedures.table(),
                        QemuProcedures.table(),
                        LxcProcedures.table(),
                        AdminProcedures.table(),
                        OstlerProcedures.table(),
                        KeepaliveProcedures.table());
        List<String> unused = new ArrayList<>();
        RandomRecords.allTypes().forEach(type -> unused.add(type.getSimpleName()));
        for (ProcedureTable table : tables) {
            for (Procedure<?, ?> procedure : table.all()) {
                unused.remove(declared(procedure, "decodeArgs"));
                unused.remove(declared(procedure, "decodeReply"));
            }
        }
        assertThat(unused).allMatch(name -> !name.matches(".*(Args|Ret|Msg)"));
    }

    /// Decodes zeros, which every structure accepts, and tells the class that came out.
    private static String declared(Procedure<?, ?> procedure, String side) {
        XdrReader zeros = new XdrReader(new byte[4096]);
        XdrStruct decoded =
                side.equals("decodeArgs")
                        ? procedure.decodeArgs(zeros)
                        : procedure.decodeReply(zeros);
        return decoded.getClass().getSimpleName();
    }

    private static byte[] encode(XdrStruct value) {
        XdrWriter writer = new XdrWriter(16, XdrWriter.PAYLOAD_MAX);
        value.encode(writer);
        return writer.toByteArray();
    }

    private static ByteBuffer direct(byte[] payload) {
        return ByteBuffer.allocateDirect(payload.length + 8)
                .position(3)
                .put(payload)
                .flip()
                .position(3);
    }

    private static XdrStruct decode(Class<? extends XdrStruct> type, ByteBuffer payload)
            throws ReflectiveOperationException {
        Method decode = type.getMethod("decode", XdrReader.class);
        try {
            return (XdrStruct) decode.invoke(null, new XdrReader(payload));
        } catch (InvocationTargetException wrapped) {
            if (wrapped.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw wrapped;
        }
    }
}
