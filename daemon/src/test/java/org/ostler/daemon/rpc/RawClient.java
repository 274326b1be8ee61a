package org.ostler.daemon.rpc;

import org.ostler.wire.protocol.Nothing;
import org.ostler.wire.protocol.Procedure;
import org.ostler.wire.protocol.WireError;
import org.ostler.wire.protocol.XdrReader;
import org.ostler.wire.protocol.XdrStruct;
import org.ostler.wire.protocol.XdrWriter;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;

/// A client that sends exactly what a test says, frame by frame; used by one thread. It waits 30 s
/// for the daemon, and then fails.
final class RawClient implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 30_000;
    private static final int HEADER_BYTES = 28;
    private static final int MESSAGE = 2;
    private static final int REPLY = 1;

    /// One frame as it came.
    record Frame(
            int program, int procedure, int type, int serial, int status, ByteBuffer payload) {}

    /// The daemon answered with an error.
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient WireError error;

        Refused(WireError error) {
            super(error.message().orElse(""));
            this.error = error;
        }

        WireError error() {
            return error;
        }
    }

    private final SocketChannel channel;
    private final Selector selector;
    private final Deque<Frame> events = new ArrayDeque<>();
    private int nextSerial;

    private RawClient(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.selector = Selector.open();
        channel.configureBlocking(false);
        channel.register(selector, 0);
    }

    static RawClient connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        return new RawClient(channel);
    }

    /// Calls and waits for the reply; events that come before it are kept for [#event].
    <A extends XdrStruct, R extends XdrStruct> R call(Procedure<A, R> procedure, A args)
            throws IOException {
        XdrWriter writer = new XdrWriter();
        args.encode(writer);
        Frame reply = call(procedure.program(), procedure.number(), writer.asByteBuffer());
        return procedure.decodeReply(new XdrReader(reply.payload()));
    }

    /// As [#call(Procedure, XdrStruct)] for a call without arguments.
    <R extends XdrStruct> R call(Procedure<Nothing, R> procedure) throws IOException {
        return call(procedure, Nothing.NOTHING);
    }

    /// Calls with whatever payload.
    Frame call(int program, int procedure, ByteBuffer payload) throws IOException {
        int serial = nextSerial++;
        send(program, 1, procedure, 0, serial, 0, payload);
        Frame frame = receive();
        while (frame.type() == MESSAGE || frame.serial() != serial) {
            events.add(frame);
            frame = receive();
        }
        if (frame.status() == 1) {
            throw new Refused(WireError.decode(new XdrReader(frame.payload())));
        }
        if (frame.type() != REPLY) {
            throw new IOException("no reply: " + frame);
        }
        return frame;
    }

    void send(
            int program,
            int version,
            int procedure,
            int type,
            int serial,
            int status,
            ByteBuffer payload)
            throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + payload.remaining());
        frame.putInt(HEADER_BYTES + payload.remaining()).putInt(program).putInt(version);
        frame.putInt(procedure).putInt(type).putInt(serial).putInt(status).put(payload).flip();
        sendBytes(frame);
    }

    /// Sends what need be no frame.
    void sendBytes(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                await(SelectionKey.OP_WRITE, "takes nothing");
            }
        }
    }

    private void await(int operation, String otherwise) throws IOException {
        Objects.requireNonNull(channel.keyFor(selector)).interestOps(operation);
        if (selector.select(PATIENCE_MILLIS) == 0) {
            throw new IOException("the daemon " + otherwise + " for " + PATIENCE_MILLIS + " ms");
        }
        selector.selectedKeys().clear();
    }

    /// Sends no more; what comes can still be received.
    void endOutput() throws IOException {
        channel.shutdownOutput();
    }

    /// The serial that the next call will have.
    int nextSerial() {
        return nextSerial;
    }

    /// The next event, kept or waited for.
    Frame event() throws IOException {
        Frame kept = events.poll();
        return kept == null ? receive() : kept;
    }

    /// An event that has come already.
    Optional<Frame> keptEvent() {
        return Optional.ofNullable(events.poll());
    }

    Frame receive() throws IOException {
        ByteBuffer header = read(HEADER_BYTES);
        int length = header.getInt();
        int program = header.getInt();
        header.getInt();
        int procedure = header.getInt();
        int type = header.getInt();
        int serial = header.getInt();
        int status = header.getInt();
        return new Frame(program, procedure, type, serial, status, read(length - HEADER_BYTES));
    }

    private ByteBuffer read(int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer);
            if (read < 0) {
                throw new EOFException("the daemon closed the connection");
            }
            if (read == 0) {
                await(SelectionKey.OP_READ, "sends nothing");
            }
        }
        return buffer.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        selector.close();
    }
}
