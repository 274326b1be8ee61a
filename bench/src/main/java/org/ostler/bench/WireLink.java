package org.ostler.bench;

import org.ostler.wire.FrameBuffers;
import org.ostler.wire.FrameHeader;
import org.ostler.wire.FrameReader;
import org.ostler.wire.FrameType;
import org.ostler.wire.FrameWriter;
import org.ostler.wire.UnixTransport;
import org.ostler.wire.protocol.ConnectOpenArgs;
import org.ostler.wire.protocol.KeepaliveProcedures;
import org.ostler.wire.protocol.Nothing;
import org.ostler.wire.protocol.Procedure;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.WireError;
import org.ostler.wire.protocol.XdrReader;
import org.ostler.wire.protocol.XdrStruct;
import org.ostler.wire.protocol.XdrWriter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// A connection to any daemon that speaks libvirt's RPC, as small as it can be, so that what is
/// measured is the daemon: the calling thread sends, waits in the kernel and reads, one call at a
/// time.
///
/// No deadline of its own, which would cost a system call per call: closing it from another thread,
/// or the daemon's end, ends a wait. Owned by one thread; only [#close()] may come from others.
final class WireLink implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final UnixTransport transport;
    private final FrameBuffers buffers = new FrameBuffers();
    private final FrameReader reader;
    private final FrameWriter writer = new FrameWriter(buffers);
    private int serial;

    private WireLink(UnixTransport transport) {
        this.transport = transport;
        this.reader = new FrameReader(transport, buffers);
    }

    /// Connects and opens a hypervisor for reading and writing.
    ///
    /// @throws IOException when nobody listens there, or the daemon refuses
    static WireLink open(Path socket, String uri) throws IOException {
        WireLink link = new WireLink(UnixTransport.connect(socket, PATIENCE));
        boolean open = false;
        try {
            link.call(RemoteProcedures.AUTH_LIST, Nothing.NOTHING);
            link.call(RemoteProcedures.CONNECT_OPEN, new ConnectOpenArgs(Optional.of(uri), 0));
            open = true;
            return link;
        } finally {
            if (!open) {
                link.close();
            }
        }
    }

    /// Calls with and for records.
    ///
    /// @throws CallFailed when the daemon answers with an error
    <A extends XdrStruct, R extends XdrStruct> R call(Procedure<A, R> procedure, A args)
            throws IOException {
        return procedure.decodeReply(new XdrReader(exchange(procedure, encoded(args))));
    }

    /// The bytes of a procedure's arguments, for [#exchange].
    static ByteBuffer encoded(XdrStruct args) {
        XdrWriter xdr = new XdrWriter();
        args.encode(xdr);
        return xdr.asByteBuffer();
    }

    /// Calls and returns the answer undecoded, valid until the next call.
    ///
    /// @param args used from position to limit, which stay as they are
    /// @throws CallFailed when the daemon answers with an error
    ByteBuffer exchange(Procedure<?, ?> procedure, ByteBuffer args) throws IOException {
        send(FrameHeader.call(procedure.program(), 1, procedure.number(), ++serial), args);
        while (true) {
            FrameHeader header = next();
            if (header.type() == FrameType.REPLY && header.serial() == serial) {
                if (header.status() == FrameHeader.OK) {
                    return reader.payload();
                }
                throw new CallFailed(procedure, WireError.decode(new XdrReader(reader.payload())));
            }
        }
    }

    /// Waits for that event, dropping whatever else comes.
    <E extends XdrStruct> E await(Procedure<E, Nothing> event) throws IOException {
        while (true) {
            FrameHeader header = next();
            if (header.type() == FrameType.MESSAGE
                    && header.program() == event.program()
                    && header.procedure() == event.number()) {
                return event.decodeArgs(new XdrReader(reader.payload()));
            }
        }
    }

    /// The next frame that is not the daemon asking whether we are there, which is answered.
    private FrameHeader next() throws IOException {
        while (reader.next()) {
            FrameHeader header = reader.header();
            if (header.program() != KeepaliveProcedures.PROGRAM) {
                return header;
            }
            if (header.procedure() == KeepaliveProcedures.PING.number()) {
                FrameHeader pong =
                        FrameHeader.message(
                                KeepaliveProcedures.PROGRAM,
                                KeepaliveProcedures.VERSION,
                                KeepaliveProcedures.PONG.number());
                send(pong, ByteBuffer.allocate(0));
            }
        }
        throw new IOException("the daemon closed " + transport);
    }

    private void send(FrameHeader header, ByteBuffer payload) throws IOException {
        ByteBuffer frame = writer.frame(header, payload);
        try {
            while (frame.hasRemaining()) {
                if (transport.tryWrite(frame) == 0 && !transport.awaitWritable(PATIENCE)) {
                    throw new IOException(transport + " does not read");
                }
            }
        } finally {
            writer.release(frame);
        }
    }

    /// Ends the connection, and the wait of its thread. The reader's buffer is left to the garbage
    /// collector, as the thread may still look at it.
    @Override
    public void close() {
        transport.close();
    }
}
