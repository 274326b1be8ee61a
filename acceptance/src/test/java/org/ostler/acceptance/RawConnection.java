package org.ostler.acceptance;

import org.ostler.wire.protocol.ConnectDomainEventCallbackRegisterAnyArgs;
import org.ostler.wire.protocol.ConnectOpenArgs;
import org.ostler.wire.protocol.DomainGetInfoArgs;
import org.ostler.wire.protocol.DomainLookupByNameArgs;
import org.ostler.wire.protocol.Procedure;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.WireDomain;
import org.ostler.wire.protocol.XdrReader;
import org.ostler.wire.protocol.XdrStruct;
import org.ostler.wire.protocol.XdrWriter;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;

/// A connection without anything of its own: no thread, no keepalive, no buffer but a small one, so
/// that thousands of them cost the test nothing. Used by one thread.
final class RawConnection implements AutoCloseable {
    private static final int HEADER_BYTES = 28;
    private static final int SMALL_BYTES = 512;
    private static final int LIFECYCLE = 0;

    private final SocketChannel channel;
    private int serial;

    private RawConnection(SocketChannel channel) {
        this.channel = channel;
    }

    /// Connects, and says nothing.
    static RawConnection connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        return new RawConnection(channel);
    }

    /// Connects and opens the test driver.
    static RawConnection open(Path socket) throws IOException {
        RawConnection opened = connect(socket);
        opened.call(
                RemoteProcedures.CONNECT_OPEN,
                new ConnectOpenArgs(Optional.of("test:///default"), 0));
        return opened;
    }

    WireDomain lookup(String name) throws IOException {
        return call(RemoteProcedures.DOMAIN_LOOKUP_BY_NAME, new DomainLookupByNameArgs(name)).dom();
    }

    void info(WireDomain domain) throws IOException {
        call(RemoteProcedures.DOMAIN_GET_INFO, new DomainGetInfoArgs(domain));
    }

    /// From now on events come, which a caller of nothing else may leave unread.
    void subscribe() throws IOException {
        call(
                RemoteProcedures.CONNECT_DOMAIN_EVENT_CALLBACK_REGISTER_ANY,
                new ConnectDomainEventCallbackRegisterAnyArgs(LIFECYCLE, Optional.empty()));
    }

    private <A extends XdrStruct, R extends XdrStruct> R call(Procedure<A, R> procedure, A args)
            throws IOException {
        XdrWriter writer = new XdrWriter();
        args.encode(writer);
        ByteBuffer payload = writer.asByteBuffer();
        int length = HEADER_BYTES + payload.remaining();
        ByteBuffer frame = ByteBuffer.allocate(Math.max(length, SMALL_BYTES));
        frame.putInt(length).putInt(procedure.program()).putInt(1).putInt(procedure.number());
        frame.putInt(0).putInt(serial++).putInt(0).put(payload).flip();
        send(frame);
        return procedure.decodeReply(new XdrReader(reply(procedure)));
    }

    private ByteBuffer reply(Procedure<?, ?> procedure) throws IOException {
        ByteBuffer header = read(HEADER_BYTES);
        ByteBuffer payload = read(header.getInt(0) - HEADER_BYTES);
        if (header.getInt(HEADER_BYTES - 4) != 0) {
            throw new IOException(procedure + " was refused");
        }
        return payload;
    }

    /// Sends what need be no frame.
    void send(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private ByteBuffer read(int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the daemon closed the connection");
            }
        }
        return buffer.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
