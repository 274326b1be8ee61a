package org.ostler.wire;

import org.ostler.posix.UnixSocket;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;

/// One server connection with a handler given as a lambda, and the socket at its other end.
final class TestServer implements AutoCloseable {
    final ManualTimer timer = new ManualTimer();
    final ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();
    final FrameBuffers buffers = new FrameBuffers();
    final IdleConnections idle;
    final UnixSocket peer;
    final ServerConnection connection;

    TestServer(ConnectionLimits limits, BiConsumer<ServerCall, ByteBuffer> serve) throws Exception {
        this(limits, serve, Duration.ofMillis(20));
    }

    /// @param pause after which a silent connection rests
    TestServer(ConnectionLimits limits, BiConsumer<ServerCall, ByteBuffer> serve, Duration pause)
            throws Exception {
        idle = IdleConnections.start(pause);
        var pair = UnixSocket.pair();
        peer = pair.get(0);
        connection =
                new ServerConnection(
                        1,
                        "test",
                        new UnixTransport(pair.get(1)),
                        limits,
                        services(buffers, timer, tasks, idle),
                        new FrameCheck(Map.of(RawFrames.REMOTE, 1)),
                        handler(serve));
        connection.start();
    }

    static ConnectionServices services(
            FrameBuffers buffers, ManualTimer timer, Executor tasks, IdleConnections idle) {
        return new ConnectionServices(
                buffers,
                timer.clock(),
                tasks,
                Optional.of(idle),
                new ConnectionMemory(72L << 20, tasks),
                new ConnectionMemory(64L << 20, tasks));
    }

    static FrameHandler handler(BiConsumer<ServerCall, ByteBuffer> serve) {
        return new FrameHandler() {
            @Override
            public void handle(ServerCall call, ByteBuffer payload) {
                serve.accept(call, payload);
            }

            @Override
            public ByteBuffer rpcError(String message) {
                return ByteBuffer.wrap(RawFrames.bytes(message));
            }

            @Override
            public ByteBuffer failure(FrameHeader call, Throwable thrown) {
                return ByteBuffer.wrap(RawFrames.bytes("threw " + thrown.getMessage()));
            }
        };
    }

    /// Answers every call with its own payload.
    static void echo(ServerCall call, ByteBuffer payload) {
        call.reply(payload);
    }

    void send(ByteBuffer... frames) throws Exception {
        RawFrames.send(peer, frames);
    }

    RawFrames.Received receive() throws Exception {
        return RawFrames.receive(peer);
    }

    ConnectionEnd awaitEnd() throws Exception {
        return connection.whenEnded().get(10, java.util.concurrent.TimeUnit.SECONDS);
    }

    boolean isQuiet() throws Exception {
        return !peer.awaitReadable(Duration.ofMillis(30));
    }

    @Override
    public void close() {
        connection.close();
        peer.close();
        idle.close();
        tasks.shutdown();
    }
}
