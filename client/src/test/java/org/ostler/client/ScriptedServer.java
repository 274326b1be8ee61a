package org.ostler.client;

import org.ostler.posix.UnixSocket;
import org.ostler.wire.FrameHeader;
import org.ostler.wire.Transport;
import org.ostler.wire.UnixTransport;
import org.ostler.wire.protocol.AuthListRet;
import org.ostler.wire.protocol.ConnectSupportsFeatureRet;
import org.ostler.wire.protocol.Nothing;
import org.ostler.wire.protocol.OstlerHelloRet;
import org.ostler.wire.protocol.OstlerProcedures;
import org.ostler.wire.protocol.Procedure;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.WireError;
import org.ostler.wire.protocol.XdrStruct;
import org.ostler.wire.protocol.XdrWriter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// A server that reacts as a test says, and greets like Ostler where the test says nothing; each
/// connection has a thread of its own that ends with it.
final class ScriptedServer implements Dialer, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// A call that came in.
    ///
    /// @param connection which one of this server's, from 0
    record Call(int connection, int program, int procedure) {
        boolean is(Procedure<?, ?> wanted) {
            return program == wanted.program() && procedure == wanted.number();
        }
    }

    /// What the server does about a call.
    sealed interface Reaction {}

    /// Answers.
    record Result(XdrStruct value) implements Reaction {}

    /// Pushes an event, then answers.
    record EventFirst(Procedure<?, ?> event, XdrStruct message, XdrStruct value)
            implements Reaction {}

    /// Answers with an error.
    record Refusal(WireError error) implements Reaction {}

    /// Never answers.
    record Silence() implements Reaction {}

    /// Closes the connection.
    record HangUp() implements Reaction {}

    private final Function<Call, Optional<Reaction>> script;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<UnixSocket> sockets = new CopyOnWriteArrayList<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    /// @param script empty leaves the call to the greeting
    ScriptedServer(Function<Call, Optional<Reaction>> script) {
        this.script = script;
    }

    /// How often that was called.
    long count(Procedure<?, ?> procedure) {
        return calls.stream().filter(call -> call.is(procedure)).count();
    }

    @Override
    public Transport dial(Duration timeout) throws IOException {
        List<UnixSocket> pair = UnixSocket.pair();
        UnixSocket mine = pair.get(0);
        sockets.add(mine);
        int number = connections.getAndIncrement();
        Thread.ofPlatform().daemon().name("scripted-" + number).start(() -> serve(number, mine));
        return new UnixTransport(pair.get(1));
    }

    private void serve(int number, UnixSocket socket) {
        try {
            while (serveOne(number, socket)) {}
        } catch (IOException ended) {
            // The client is gone.
        } finally {
            socket.shutdown();
        }
    }

    private boolean serveOne(int number, UnixSocket socket) throws IOException {
        ByteBuffer length = exactly(socket, FrameHeader.LENGTH_BYTES);
        ByteBuffer rest = exactly(socket, length.getInt(0) - FrameHeader.LENGTH_BYTES);
        Call call = new Call(number, rest.getInt(0), rest.getInt(8));
        int serial = rest.getInt(16);
        calls.add(call);
        return switch (script.apply(call).orElseGet(() -> greeting(call))) {
            case Result(var value) -> {
                reply(socket, call, serial, FrameHeader.OK, value);
                yield true;
            }
            case EventFirst(var event, var message, var value) -> {
                send(socket, event.program(), event.number(), 2, 0, FrameHeader.OK, message);
                reply(socket, call, serial, FrameHeader.OK, value);
                yield true;
            }
            case Refusal(var error) -> {
                reply(socket, call, serial, FrameHeader.ERROR, error);
                yield true;
            }
            case Silence() -> true;
            case HangUp() -> false;
        };
    }

    private static Reaction greeting(Call call) {
        if (call.is(RemoteProcedures.AUTH_LIST)) {
            return new Result(new AuthListRet(List.of(0)));
        }
        if (call.is(RemoteProcedures.CONNECT_SUPPORTS_FEATURE)) {
            return new Result(new ConnectSupportsFeatureRet(0));
        }
        if (call.is(OstlerProcedures.HELLO)) {
            return new Result(new OstlerHelloRet("0", List.of()));
        }
        return new Result(Nothing.NOTHING);
    }

    private static void reply(UnixSocket socket, Call call, int serial, int status, XdrStruct value)
            throws IOException {
        send(socket, call.program(), call.procedure(), 1, serial, status, value);
    }

    private static void send(
            UnixSocket socket,
            int program,
            int procedure,
            int type,
            int serial,
            int status,
            XdrStruct value)
            throws IOException {
        XdrWriter writer = new XdrWriter();
        value.encode(writer);
        ByteBuffer payload = writer.asByteBuffer();
        int size = FrameHeader.BYTES + payload.remaining();
        ByteBuffer frame = ByteBuffer.allocateDirect(size);
        frame.putInt(size).putInt(program).putInt(1).putInt(procedure);
        frame.putInt(type).putInt(serial).putInt(status).put(payload).flip();
        socket.writeFully(frame, PATIENCE);
    }

    private static ByteBuffer exactly(UnixSocket socket, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes);
        while (buffer.hasRemaining()) {
            if (socket.read(buffer) < 0) {
                throw new IOException("the client has closed");
            }
        }
        return buffer.flip();
    }

    @Override
    public void close() {
        sockets.forEach(UnixSocket::shutdown);
    }
}
