package org.ostler.bench;

import org.ostler.wire.ClientConnection;
import org.ostler.wire.ClientReply;
import org.ostler.wire.ClientSettings;
import org.ostler.wire.ConnectionClock;
import org.ostler.wire.ConnectionServices;
import org.ostler.wire.FrameBuffers;
import org.ostler.wire.UnixTransport;
import org.ostler.wire.protocol.ConnectOpenArgs;
import org.ostler.wire.protocol.DomainLookupByNameArgs;
import org.ostler.wire.protocol.Nothing;
import org.ostler.wire.protocol.Procedure;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.XdrReader;
import org.ostler.wire.protocol.XdrStruct;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/// Ostler's client on the level of the wire: many look-ups under way on one connection, by one
/// thread.
final class OstlerPipeline {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int UNDER_WAY = 32;

    private final Path socket;
    private final String domain;

    OstlerPipeline(Path socket, String domain) {
        this.socket = socket;
        this.domain = domain;
    }

    /// Looks the domain up for so long.
    double pipelined(Duration time) throws Exception {
        try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
                ClientConnection connection = connect(timer)) {
            ask(connection, RemoteProcedures.AUTH_LIST, Nothing.NOTHING);
            ask(
                    connection,
                    RemoteProcedures.CONNECT_OPEN,
                    new ConnectOpenArgs(Optional.of(OstlerJavaClient.HYPERVISOR), 0));
            return pipelined(connection, time);
        }
    }

    private ClientConnection connect(ScheduledExecutorService timer) throws IOException {
        ConnectionServices services =
                new ConnectionServices(
                        new FrameBuffers(),
                        ConnectionClock.system(timer),
                        Thread::startVirtualThread);
        ClientConnection connection =
                new ClientConnection(
                        "bench",
                        UnixTransport.connect(socket, PATIENCE),
                        ClientSettings.DEFAULT,
                        services,
                        (header, payload) -> {});
        connection.start();
        return connection;
    }

    private static void ask(ClientConnection connection, Procedure<?, ?> call, XdrStruct args)
            throws Exception {
        ClientReply reply =
                connection.call(call.program(), call.number(), WireLink.encoded(args), PATIENCE);
        if (reply.failed()) {
            throw new IOException(call + " was refused");
        }
    }

    private double pipelined(ClientConnection connection, Duration time) throws Exception {
        Semaphore places = new Semaphore(UNDER_WAY);
        AtomicLong answered = new AtomicLong();
        ByteBuffer args = WireLink.encoded(new DomainLookupByNameArgs(domain));
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < time.toNanos()) {
            places.acquire();
            var _ =
                    connection
                            .submit(
                                    RemoteProcedures.PROGRAM,
                                    RemoteProcedures.DOMAIN_LOOKUP_BY_NAME.number(),
                                    args.duplicate(),
                                    PATIENCE)
                            .whenComplete(
                                    (reply, _) -> {
                                        if (reply != null && found(reply)) {
                                            answered.incrementAndGet();
                                        }
                                        places.release();
                                    });
        }
        places.acquire(UNDER_WAY);
        return answered.get() / ((System.nanoTime() - begun) / 1e9);
    }

    private boolean found(ClientReply reply) {
        return !reply.failed()
                && RemoteProcedures.DOMAIN_LOOKUP_BY_NAME
                        .decodeReply(new XdrReader(reply.payload()))
                        .dom()
                        .name()
                        .equals(domain);
    }
}
