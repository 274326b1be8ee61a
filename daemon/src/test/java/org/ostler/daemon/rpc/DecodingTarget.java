package org.ostler.daemon.rpc;

import org.ostler.wire.protocol.LxcProcedures;
import org.ostler.wire.protocol.OstlerProcedures;
import org.ostler.wire.protocol.Procedure;
import org.ostler.wire.protocol.ProcedureTable;
import org.ostler.wire.protocol.QemuProcedures;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.XdrException;
import org.ostler.wire.protocol.XdrReader;
import org.ostler.wire.protocol.XdrStruct;
import org.ostler.wire.protocol.XdrWriter;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Decodes bytes as arguments or reply of a procedure, which the first two of them choose.
///
/// Either they are refused by an [XdrException], or what they mean is encoded again and means the
/// same. Neither takes more memory than some multiple of the bytes.
public final class DecodingTarget implements Consumer<byte[]> {
    /// Names of parameters are read at any length, and written at most at that of libvirt's.
    private static final String LONG_NAME = ".field: at most ";

    private static final AllocationBound BOUND = new AllocationBound(64 << 10, 256);

    private final List<Procedure<?, ?>> all = procedures();

    /// Every procedure, in an order that stays.
    static List<Procedure<?, ?>> procedures() {
        List<Procedure<?, ?>> all = new ArrayList<>();
        for (ProcedureTable table :
                List.of(
                        RemoteProcedures.table(),
                        QemuProcedures.table(),
                        LxcProcedures.table(),
                        OstlerProcedures.table())) {
            all.addAll(table.all());
        }
        return all;
    }

    /// An input for the procedure at that place.
    static byte[] input(int place, boolean reply, byte[] bytes) {
        return ByteBuffer.allocate(2 + bytes.length)
                .putShort((short) (place * 2 + (reply ? 1 : 0)))
                .put(bytes)
                .array();
    }

    @Override
    public void accept(byte[] input) {
        if (input.length >= 2) {
            int choice = Short.toUnsignedInt(ByteBuffer.wrap(input).getShort());
            Procedure<?, ?> procedure = all.get(choice / 2 % all.size());
            BOUND.within(input.length, () -> decode(procedure, choice % 2 == 1, input));
        }
    }

    private static void decode(Procedure<?, ?> procedure, boolean reply, byte[] input) {
        XdrStruct meant;
        try {
            meant = decoded(procedure, reply, ByteBuffer.wrap(input, 2, input.length - 2).slice());
        } catch (XdrException refused) {
            return;
        }
        XdrWriter writer = new XdrWriter();
        try {
            meant.encode(writer);
        } catch (XdrException longer) {
            if (String.valueOf(longer.getMessage()).contains(LONG_NAME)) {
                return;
            }
            throw longer;
        }
        XdrStruct again = decoded(procedure, reply, writer.asByteBuffer());
        if (!again.equals(meant)) {
            throw new AssertionError(procedure + ": " + meant + " came back as " + again);
        }
    }

    private static XdrStruct decoded(Procedure<?, ?> procedure, boolean reply, ByteBuffer bytes) {
        XdrReader reader = new XdrReader(bytes);
        return reply ? procedure.decodeReply(reader) : procedure.decodeArgs(reader);
    }
}
