package org.ostler.wire;

import org.jspecify.annotations.Nullable;
import org.ostler.posix.Fd;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// The server's end of one connection.
///
/// A platform thread reads it while its peer talks ([ServerReader]): it blocks in the socket,
/// answers keepalive and hands calls to the [FrameHandler], which answers cheap ones on that very
/// thread. Everything else here is thread-safe and may be called from anywhere. The reader never
/// waits for a consumer, but for three things, each of which means that this peer itself has gone
/// too far: the waiting room for calls is full ([ConnectionGate]), the peer does not read its
/// replies ([ConnectionWriter]), or it sends stream data faster than the stream is consumed.
public final class ServerConnection implements AutoCloseable {
    private final long id;
    private final String name;
    private final Transport transport;
    private final ConnectionLimits limits;
    private final ConnectionServices services;
    private final FrameCheck check;
    private final FrameHandler handler;
    private final FrameReader frames;
    private final ServerReader reader;
    private final ConnectionWriter writer;
    private final ServerCalls calls;
    private final ServerStreams streams;
    private final Keepalive keepalive;

    /// Set by whoever ends the connection, before anything is closed, so that the first cause
    /// counts.
    private final AtomicReference<@Nullable ConnectionEnd> ending = new AtomicReference<>();

    private final CompletableFuture<ConnectionEnd> end = new CompletableFuture<>();
    private final CompletableFuture<Void> authenticated = new CompletableFuture<>();

    /// Nothing is read before [#start()].
    ///
    /// @param id unique in the program, shown in thread names
    /// @param role of the socket, e.g. `rw`, shown in thread names
    public ServerConnection(
            long id,
            String role,
            Transport transport,
            ConnectionLimits limits,
            ConnectionServices services,
            FrameCheck check,
            FrameHandler handler) {
        this.id = id;
        this.name = role + " client " + id;
        this.transport = transport;
        this.limits = limits;
        this.services = services;
        this.check = check;
        this.handler = handler;
        this.frames =
                new FrameReader(
                        transport,
                        services.buffers(),
                        services.frameMemory().account(() -> giveUp("sends a frame too slowly")));
        this.reader =
                new ServerReader(
                        name + " reader", transport, frames, services.idle(), new Incoming());
        Wiring wiring = new Wiring();
        this.keepalive = new Keepalive(services.clock(), wiring);
        this.writer =
                new ConnectionWriter(
                        transport,
                        new FrameWriter(services.buffers()),
                        services.frameMemory().account(() -> giveUp("reads too slowly")),
                        limits,
                        name,
                        wiring);
        this.calls =
                new ServerCalls(
                        handler,
                        limits,
                        services.tasks(),
                        services.callMemory().lastingAccount(),
                        keepalive::pause);
        this.streams =
                new ServerStreams(limits.streams(), () -> ending.get() == null, keepalive::pause);
    }

    /// Starts the reader. Once.
    public void start() {
        if (!authenticated.isDone()) {
            frames.limitFrames(limits.unauthenticatedFrameBytes());
            schedule(limits.authentication(), this::requireAuthentication);
        }
        reader.start();
    }

    private void schedule(Duration delay, Runnable task) {
        try {
            var _ = services.clock().timer().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException shuttingDown) {
            end(ConnectionEnd.Cause.CLOSED_HERE, "the program ends");
        }
    }

    private void requireAuthentication() {
        if (!authenticated.isDone()) {
            end(
                    ConnectionEnd.Cause.NOT_AUTHENTICATED,
                    "not authenticated within " + limits.authentication());
        }
    }

    /// What keepalive and the writer want.
    private final class Wiring implements Keepalive.Owner, ConnectionWriter.Owner {
        @Override
        public void ping() {
            writer.sendControl(KeepaliveProtocol.PING_HEADER);
        }

        @Override
        public void silent() {
            end(
                    ConnectionEnd.Cause.KEEPALIVE_TIMEOUT,
                    "connection closed due to keepalive timeout");
        }

        @Override
        public void progressed() {
            keepalive.received();
        }

        @Override
        public void failed(ConnectionEnd how) {
            end(how);
        }
    }

    /// What the reader brings.
    private final class Incoming implements ServerReader.Receiver {
        @Override
        public ServerReader.@Nullable Aside received(FrameHeader header, ByteBuffer payload) {
            keepalive.received();
            return take(header, payload);
        }

        @Override
        public void ended(ConnectionEnd.Cause cause, String message) {
            end(cause, message);
        }

        @Override
        public boolean hasEnded() {
            return ending.get() != null;
        }
    }

    private ServerReader.@Nullable Aside take(FrameHeader header, ByteBuffer payload) {
        if (KeepaliveProtocol.concerns(header)) {
            if (header.procedure() == KeepaliveProtocol.PING) {
                writer.sendControl(KeepaliveProtocol.PONG_HEADER);
            }
            return null;
        }
        if (header.type() == FrameType.STREAM || header.type() == FrameType.STREAM_HOLE) {
            streams.receive(header, payload);
            return null;
        }
        return switch (check.check(header)) {
            case FrameCheck.Serve() -> arrived(header, payload);
            case FrameCheck.Refuse(String message) -> {
                writer.send(
                        ConnectionQueue.Lane.REPLY,
                        header.reply(FrameHeader.ERROR),
                        handler.rpcError(message));
                yield null;
            }
            case FrameCheck.Drop() -> null;
        };
    }

    private ServerReader.@Nullable Aside arrived(FrameHeader header, ByteBuffer payload) {
        List<Fd> descriptors = frames.takeDescriptors();
        if (calls.hold(descriptors, authenticated.isDone())) {
            return calls.arrive(new ServerCall(this, calls, header, descriptors), payload);
        }
        violated("descriptors before authentication, or more than two frames of them");
        return null;
    }

    boolean sendReply(FrameHeader answer, ByteBuffer payload, List<Fd> passed) {
        return writer.send(
                        ConnectionQueue.Lane.REPLY,
                        answer,
                        payload,
                        passed,
                        calls::answered,
                        ConnectionWriter.UNTIL_CLOSED)
                == ConnectionWriter.Outcome.ACCEPTED;
    }

    ServerStream openStream(FrameHeader call, StreamKind kind) throws StreamException {
        ServerStream stream = new ServerStream(this, streams, call, kind, writer);
        streams.add(stream);
        if (ending.get() != null) {
            stream.disconnected();
        }
        return stream;
    }

    void violated(String message) {
        end(ConnectionEnd.Cause.PROTOCOL_VIOLATION, message);
    }

    ByteBuffer rpcError(String message) {
        return handler.rpcError(message);
    }

    /// Pushes an event, never waiting for the peer: what it has no room for is queued up to a
    /// limit.
    ///
    /// @param payload may be shared by many connections; its position and limit are not changed
    /// @return false when the event was not accepted: the connection has ended, or ends because of
    ///   it, or (as its limits say) the receiver is too slow and the subscription should end
    public boolean push(int program, int version, int procedure, ByteBuffer payload) {
        ConnectionWriter.Outcome outcome =
                writer.send(
                        ConnectionQueue.Lane.EVENT,
                        FrameHeader.message(program, version, procedure),
                        payload);
        if (outcome == ConnectionWriter.Outcome.REFUSED && limits.dropSlowReceivers()) {
            end(
                    ConnectionEnd.Cause.EVENTS_OVERFLOWED,
                    "the peer left more than " + limits.eventBytes() + " bytes of events unread");
        }
        return outcome == ConnectionWriter.Outcome.ACCEPTED;
    }

    /// Begins to watch for silence; libvirt's server does so once the client has asked for feature
    /// 10. A second time changes nothing.
    public void startKeepalive(KeepaliveSettings settings) {
        keepalive.start(settings);
    }

    private void giveUp(String why) {
        end(
                ConnectionEnd.Cause.STALLED,
                "the peer " + why + " while memory for connections is short");
    }

    /// The peer is who it claims to be; lifts the limits that hold before.
    public void markAuthenticated() {
        frames.limitFrames(FrameHeader.MAX_FRAME_BYTES);
        authenticated.complete(null);
    }

    /// Done once the peer has authenticated. Actions that depend on it run on the thread that
    /// completes it.
    public CompletableFuture<Void> whenAuthenticated() {
        return authenticated.copy();
    }

    /// Done once the connection has ended. Actions that depend on it run on the thread that
    /// noticed, and must not block.
    public CompletableFuture<ConnectionEnd> whenEnded() {
        return end.copy();
    }

    public long id() {
        return id;
    }

    public TransportPeer peer() {
        return transport.peer();
    }

    /// Whether descriptors can be passed: what feature 8 is answered with.
    public boolean passesDescriptors() {
        return transport.passesDescriptors();
    }

    /// Calls whose answers have not gone out.
    public int requestsInFlight() {
        return calls.inFlight();
    }

    /// Bytes that wait for the peer to read.
    public long queuedBytes() {
        return writer.queuedBytes();
    }

    /// Closes once everything that was accepted has gone out, or the timeout has passed.
    public void closeGently(Duration timeout) throws InterruptedException {
        writer.awaitEmpty(timeout.toNanos());
        close();
    }

    /// Ends the connection now. A second time does nothing.
    @Override
    public void close() {
        end(ConnectionEnd.Cause.CLOSED_HERE, "closed by the daemon");
    }

    private void end(ConnectionEnd.Cause cause, String message) {
        end(new ConnectionEnd(cause, message));
    }

    private void end(ConnectionEnd how) {
        if (!ending.compareAndSet(null, how)) {
            return;
        }
        keepalive.stop();
        transport.close();
        calls.close();
        writer.close();
        streams.disconnected();
        reader.connectionEnded();
        end.complete(how);
    }

    @Override
    public String toString() {
        return name + " (" + transport.peer().description() + ")";
    }
}
