package org.ostler.wire;

import org.jspecify.annotations.Nullable;
import org.ostler.posix.Fd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/// The server's end of one connection.
///
/// One platform thread, the reader, belongs to it: it blocks in the socket, answers keepalive and
/// hands calls to the [FrameHandler], which answers cheap ones on that very thread. Everything else
/// here is thread-safe and may be called from anywhere. The reader never waits for a consumer, but
/// for three things, each of which means that this peer itself has gone too far: the waiting room
/// for calls is full ([ConnectionGate]), the peer does not read its replies ([ConnectionWriter]),
/// or it sends stream data faster than the stream is consumed.
///
/// The reader's loop is the step function [#step()], so that an idle connection need not own a
/// thread for ever.
public final class ServerConnection implements AutoCloseable {
    private static final int MAX_HELD_DESCRIPTORS = 2 * FrameHeader.MAX_DESCRIPTORS;

    private final long id;
    private final String name;
    private final Transport transport;
    private final ConnectionLimits limits;
    private final ConnectionServices services;
    private final FrameCheck check;
    private final FrameHandler handler;
    private final FrameReader reader;
    private final ConnectionWriter writer;
    private final ConnectionGate gate;
    private final Keepalive keepalive;

    /// Keeps calls that waited apart from calls that the reader serves.
    private final ReentrantLock handling = new ReentrantLock();

    private final ConcurrentHashMap<StreamKey, ServerStream> streams = new ConcurrentHashMap<>();

    /// Descriptors that came with calls and that no handler has taken yet.
    private final AtomicInteger heldDescriptors = new AtomicInteger();

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
        this.reader = new FrameReader(transport, services.buffers());
        this.keepalive = new Keepalive(services.clock(), this::ping, this::silent);
        this.writer =
                new ConnectionWriter(
                        transport,
                        new FrameWriter(services.buffers()),
                        limits,
                        name,
                        keepalive::received,
                        this::end);
        this.gate = new ConnectionGate(limits, services.tasks(), this::serve, keepalive::pause);
    }

    /// Starts the reader. Once.
    public void start() {
        if (!authenticated.isDone()) {
            reader.limitFrames(limits.unauthenticatedFrameBytes());
            schedule(limits.authentication(), this::requireAuthentication);
        }
        Thread.ofPlatform()
                .name(name + " reader")
                .daemon()
                .stackSize(ConnectionThreads.STACK_BYTES)
                .start(this::read);
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

    private void read() {
        try {
            boolean goOn;
            do {
                goOn = step();
            } while (goOn);
        } finally {
            end(ConnectionEnd.Cause.FAILED, "the reader ended");
            reader.close();
        }
    }

    /// Waits for one frame and deals with it; false when the connection has ended.
    boolean step() {
        try {
            if (!reader.next()) {
                end(ConnectionEnd.Cause.PEER_CLOSED, "the peer closed the connection");
                return false;
            }
        } catch (FrameException e) {
            violated(String.valueOf(e.getMessage()));
            return false;
        } catch (IOException e) {
            end(ConnectionEnd.Cause.FAILED, "receiving failed: " + e.getMessage());
            return false;
        }
        keepalive.received();
        take(reader.header(), reader.payload());
        return ending.get() == null;
    }

    private void take(FrameHeader header, ByteBuffer payload) {
        if (KeepaliveProtocol.concerns(header)) {
            if (header.procedure() == KeepaliveProtocol.PING) {
                writer.send(
                        ConnectionQueue.Lane.CONTROL,
                        KeepaliveProtocol.PONG_HEADER,
                        ByteBuffer.allocate(0));
            }
            return;
        }
        if (header.type() == FrameType.STREAM || header.type() == FrameType.STREAM_HOLE) {
            ServerStream stream = streams.get(StreamKey.of(header));
            if (stream != null) {
                stream.receive(header, payload);
            }
            return;
        }
        switch (check.check(header)) {
            case FrameCheck.Serve() -> {
                ServerCall call = new ServerCall(this, header, takeDescriptors());
                if (ending.get() == null && gate.enter(call, payload)) {
                    serve(call, payload);
                }
            }
            case FrameCheck.Refuse(String message) ->
                    writer.send(
                            ConnectionQueue.Lane.REPLY,
                            header.reply(FrameHeader.ERROR),
                            handler.rpcError(message));
            case FrameCheck.Drop() -> {}
        }
    }

    /// The descriptors of the current frame. What a peer can make us hold is bounded: nothing
    /// before it has authenticated, then those of two full frames.
    private List<Fd> takeDescriptors() {
        List<Fd> taken = reader.takeDescriptors();
        if (taken.isEmpty()) {
            return taken;
        }
        int held = heldDescriptors.addAndGet(taken.size());
        if (held > MAX_HELD_DESCRIPTORS || !authenticated.isDone()) {
            taken.forEach(Fd::close);
            violated("descriptors before authentication, or more than " + MAX_HELD_DESCRIPTORS);
            return List.of();
        }
        return taken;
    }

    /// Descriptors of a call have been taken by its handler or closed.
    void released(int descriptors) {
        heldDescriptors.addAndGet(-descriptors);
    }

    private void serve(ServerCall call, ByteBuffer payload) {
        handling.lock();
        try {
            handler.handle(call, payload);
        } catch (Throwable thrown) {
            failed(call, thrown);
        } finally {
            handling.unlock();
        }
    }

    void runLater(ServerCall call, Runnable task) {
        try {
            services.tasks()
                    .execute(
                            () -> {
                                try {
                                    task.run();
                                } catch (Throwable thrown) {
                                    failed(call, thrown);
                                }
                            });
        } catch (RejectedExecutionException shuttingDown) {
            failed(call, shuttingDown);
        }
    }

    private void failed(ServerCall call, Throwable thrown) {
        call.failIfUnanswered(handler.failure(call.header(), thrown));
    }

    boolean sendReply(FrameHeader answer, ByteBuffer payload, List<Fd> passed) {
        return writer.send(
                        ConnectionQueue.Lane.REPLY,
                        answer,
                        payload,
                        passed,
                        gate::leave,
                        ConnectionWriter.UNTIL_CLOSED)
                == ConnectionWriter.Outcome.ACCEPTED;
    }

    ServerStream openStream(FrameHeader call, StreamKind kind) throws StreamException {
        ServerStream stream =
                new ServerStream(this, call, kind, writer, s -> streams.remove(s.key(), s));
        if (streams.size() >= limits.streams()
                || streams.putIfAbsent(stream.key(), stream) != null) {
            throw new StreamException(
                    StreamException.Reason.CLOSED_HERE,
                    "a connection has at most %d streams, each with a serial of its own: %s"
                            .formatted(limits.streams(), call.describe()));
        }
        if (ending.get() != null) {
            stream.disconnected();
        }
        return stream;
    }

    /// By the reader: waits while a stream is flooded.
    void awaitRoom(StreamInbox inbox) {
        if (inbox.isFull()) {
            keepalive.pause(true);
            inbox.awaitRoom(() -> ending.get() == null);
            keepalive.pause(false);
        }
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

    private void ping() {
        writer.send(
                ConnectionQueue.Lane.CONTROL,
                KeepaliveProtocol.PING_HEADER,
                ByteBuffer.allocate(0));
    }

    private void silent() {
        end(ConnectionEnd.Cause.KEEPALIVE_TIMEOUT, "connection closed due to keepalive timeout");
    }

    /// The peer is who it claims to be; lifts the limits that hold before.
    public void markAuthenticated() {
        reader.limitFrames(FrameHeader.MAX_FRAME_BYTES);
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
        return gate.inFlight();
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
        gate.close();
        writer.close();
        streams.values().forEach(ServerStream::disconnected);
        end.complete(how);
    }

    @Override
    public String toString() {
        return name + " (" + transport.peer().description() + ")";
    }
}
