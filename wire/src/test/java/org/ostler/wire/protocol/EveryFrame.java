package org.ostler.wire.protocol;

import org.ostler.wire.FrameBuffers;
import org.ostler.wire.FrameHeader;
import org.ostler.wire.FrameWriter;
import org.ostler.wire.Pcap;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Lays frames out by the code that the daemon and the client send with, and writes them into one
/// capture.
final class EveryFrame {
    /// One frame of the capture.
    ///
    /// @param record what the payload was encoded from, if it is a record's
    record Sent(FrameHeader header, int bytes, Optional<XdrStruct> record) {}

    private static final int ZEROS = 4096;
    private static final int VERSION = 1;

    private final RandomRecords random;
    private final FrameWriter writer = new FrameWriter(new FrameBuffers());
    private final Pcap pcap = new Pcap();
    private final List<Sent> sent = new ArrayList<>();
    private int serial;

    EveryFrame(long seed) {
        random = new RandomRecords(seed);
    }

    /// A call and its reply, or a message, of every procedure of a program.
    void everyProcedure(int connection, ProcedureTable table) throws ReflectiveOperationException {
        for (Procedure<?, ?> procedure : table.all()) {
            exchange(connection, procedure);
        }
    }

    private void exchange(int connection, Procedure<?, ?> procedure)
            throws ReflectiveOperationException {
        XdrStruct arguments = random(type(procedure.decodeArgs(zeros())));
        if (procedure.isEvent()) {
            FrameHeader message =
                    FrameHeader.message(procedure.program(), VERSION, procedure.number());
            add(connection, true, message, arguments);
            return;
        }
        FrameHeader call = call(procedure);
        add(connection, false, call, arguments);
        XdrStruct reply = random(type(procedure.decodeReply(zeros())));
        add(connection, true, call.reply(FrameHeader.OK), reply);
    }

    private static XdrReader zeros() {
        return new XdrReader(new byte[ZEROS]);
    }

    private static Class<? extends XdrStruct> type(XdrStruct value) {
        return value.getClass();
    }

    /// Any value of a record.
    XdrStruct random(Class<? extends XdrStruct> type) throws ReflectiveOperationException {
        return random.next(type);
    }

    /// The header of the next call.
    FrameHeader call(Procedure<?, ?> procedure) {
        return FrameHeader.call(procedure.program(), VERSION, procedure.number(), serial++);
    }

    void add(int connection, boolean fromServer, FrameHeader header, XdrStruct record) {
        XdrWriter xdr = new XdrWriter(16, XdrWriter.PAYLOAD_MAX);
        record.encode(xdr);
        add(connection, fromServer, header, xdr.asByteBuffer(), 0, Optional.of(record));
    }

    /// A frame whose payload is no record's.
    void raw(int connection, boolean fromServer, FrameHeader header, byte[] payload) {
        add(connection, fromServer, header, ByteBuffer.wrap(payload), 0, Optional.empty());
    }

    /// A frame that announces descriptors. On a unix socket each of them follows with a byte of its
    /// own; a capture, as if of TCP, has none of that.
    void withDescriptors(
            int connection, boolean fromServer, FrameHeader header, XdrStruct record, int count) {
        XdrWriter xdr = new XdrWriter(16, XdrWriter.PAYLOAD_MAX);
        record.encode(xdr);
        add(connection, fromServer, header, xdr.asByteBuffer(), count, Optional.of(record));
    }

    /// Frames that the other side finds in one piece.
    void together(int connection, FrameHeader... headers) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (FrameHeader header : headers) {
            all.writeBytes(laidOut(header, ByteBuffer.allocate(0), 0));
            sent.add(new Sent(header, FrameHeader.BYTES, Optional.of(Nothing.NOTHING)));
        }
        pcap.add(connection, false, all.toByteArray());
    }

    private void add(
            int connection,
            boolean fromServer,
            FrameHeader header,
            ByteBuffer payload,
            int descriptors,
            Optional<XdrStruct> record) {
        byte[] bytes = laidOut(header, payload, descriptors);
        pcap.add(connection, fromServer, bytes);
        sent.add(new Sent(header, bytes.length, record));
    }

    private byte[] laidOut(FrameHeader header, ByteBuffer payload, int descriptors) {
        ByteBuffer frame = writer.frame(header, payload, descriptors);
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        writer.release(frame);
        return bytes;
    }

    List<Sent> sent() {
        return sent;
    }

    byte[] capture() {
        return pcap.bytes();
    }
}
