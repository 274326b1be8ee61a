package org.ostler.wire;

import org.ostler.posix.UnixSocket;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.BiConsumer;

/// A client connection and a server connection, connected with each other, on the system's clock.
final class TestLink implements AutoCloseable {
    final ScheduledExecutorService timer = new ScheduledThreadPoolExecutor(1);
    final ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();
    final ConnectionServices services =
            new ConnectionServices(new FrameBuffers(), ConnectionClock.system(timer), tasks);
    final ServerConnection server;
    final ClientConnection client;

    TestLink(ClientSettings settings, ClientEvents events, BiConsumer<ServerCall, ByteBuffer> serve)
            throws Exception {
        this(settings, events, serve, true);
    }

    /// @param started whether the client's reader is
    private TestLink(
            ClientSettings settings,
            ClientEvents events,
            BiConsumer<ServerCall, ByteBuffer> serve,
            boolean started)
            throws Exception {
        var pair = UnixSocket.pair();
        server =
                new ServerConnection(
                        1,
                        "link",
                        new UnixTransport(pair.get(1)),
                        ConnectionLimits.DEFAULT,
                        services,
                        new FrameCheck(Map.of(RawFrames.REMOTE, 1)),
                        TestServer.handler(serve));
        server.markAuthenticated();
        client =
                new ClientConnection(
                        "client", new UnixTransport(pair.get(0)), settings, services, events);
        server.start();
        if (started) {
            client.start();
        }
    }

    static TestLink echoing() throws Exception {
        return new TestLink(ClientSettings.DEFAULT, (h, p) -> {}, TestServer::echo);
    }

    /// Echoing, to a client whose reader was not started.
    static TestLink unstarted() throws Exception {
        return new TestLink(ClientSettings.DEFAULT, (h, p) -> {}, TestServer::echo, false);
    }

    static String text(ClientReply reply) {
        return RawFrames.text(reply.payload());
    }

    /// @param callers whether a caller that waits reads for itself
    static ClientSettings reading(boolean callers) {
        return new ClientSettings(10_000, 16 << 20, Duration.ofSeconds(30), 64 << 20, callers);
    }

    /// A client whose server is a bare socket.
    static ClientConnection client(UnixSocket socket, ManualTimer timer, Executor tasks)
            throws Exception {
        ClientConnection client = unstarted(socket, timer, tasks);
        client.start();
        return client;
    }

    /// The same, without its reader.
    static ClientConnection unstarted(UnixSocket socket, ManualTimer timer, Executor tasks)
            throws Exception {
        return new ClientConnection(
                "raw",
                new UnixTransport(socket),
                ClientSettings.DEFAULT,
                new ConnectionServices(new FrameBuffers(), timer.clock(), tasks),
                (header, payload) -> {});
    }

    @Override
    public void close() {
        client.close();
        server.close();
        tasks.shutdown();
        timer.shutdownNow();
    }
}
