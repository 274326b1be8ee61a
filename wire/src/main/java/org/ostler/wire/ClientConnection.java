package org.ostler.wire;

import org.jspecify.annotations.Nullable;
import org.ostler.posix.Fd;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// The client's end of one connection: calls, events and streams on payloads as bytes.
///
/// Thread-safe; any number of threads may call at once, and answers may come in any order. Reading
/// is [ClientReader]'s: a platform thread of its own, relieved by callers that wait. PING is
/// answered, silence noticed and deadlines kept whatever the user's threads do. When the connection
/// ends, every call, stream and [#whenEnded()] learns of it at once; it does not come back, whoever
/// wants another opens one.
public final class ClientConnection implements AutoCloseable {
    private static final Logger LOG = System.getLogger(ClientConnection.class.getName());

    private final String name;
    private final Transport transport;
    private final ClientSettings settings;
    private final ConnectionServices services;
    private final ClientEvents events;
    private final ConnectionWriter writer;
    private final ClientCalls calls;
    private final ClientReader reader;
    private final Keepalive keepalive;
    private final ConcurrentHashMap<StreamKey, ClientStream> streams = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable ConnectionEnd> ending = new AtomicReference<>();
    private final CompletableFuture<ConnectionEnd> end = new CompletableFuture<>();

    /// The stream because of which the connection is not being read just now.
    private volatile @Nullable StreamInbox flooded;

    /// Nothing is read before [#start()].
    ///
    /// @param name shown in thread names
    /// @param events gets what the server pushes
    public ClientConnection(
            String name,
            Transport transport,
            ClientSettings settings,
            ConnectionServices services,
            ClientEvents events) {
        this.name = name;
        this.transport = transport;
        this.settings = settings;
        this.services = services;
        this.events = events;
        this.calls = new ClientCalls(settings.maxOutstanding());
        this.keepalive = new Keepalive(services.clock(), this::ping, this::silent);
        this.writer =
                new ConnectionWriter(
                        transport,
                        new FrameWriter(services.buffers()),
                        settings.forWriter(),
                        name,
                        keepalive::received,
                        this::end);
        this.reader =
                new ClientReader(
                        name,
                        transport,
                        new FrameReader(transport, services.buffers()),
                        settings.callersRead(),
                        this::isBusy,
                        this::deal,
                        this::readingEnded);
    }

    /// Starts the reader. Once.
    public void start() {
        reader.start();
    }

    /// Calls and waits for the answer.
    ///
    /// @param payload encoded arguments; may be used again as soon as this returns
    /// @param timeout from now until the answer; includes the time that sending takes
    /// @return the answer, be it a result or an error
    /// @throws ConnectionException when there is none
    public ClientReply call(int program, int procedure, ByteBuffer payload, Duration timeout)
            throws ConnectionException, InterruptedException {
        return call(program, procedure, payload, List.of(), timeout);
    }

    /// As [#call(int, int, ByteBuffer, Duration)], passing descriptors, which are closed in any
    /// case.
    public ClientReply call(
            int program, int procedure, ByteBuffer payload, List<Fd> passed, Duration timeout)
            throws ConnectionException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        ClientCalls.Pending call = begin(program, procedure, passed, late -> {});
        send(call, payload, passed, timeout.toNanos());
        return await(call, deadline, timeout);
    }

    /// Calls without waiting; many calls may be under way at once.
    ///
    /// What depends on the future runs on the thread that reads the connection and must not block:
    /// use the `…Async` methods. Cancelling it stops waiting; the server is not told.
    ///
    /// @return completed with the answer, or exceptionally with a [ConnectionException]
    public CompletableFuture<ClientReply> submit(
            int program, int procedure, ByteBuffer payload, Duration timeout) {
        try {
            ClientCalls.Pending call = begin(program, procedure, List.of(), late -> {});
            send(call, payload, List.of(), 0);
            expire(call, timeout);
            return call.answer;
        } catch (ConnectionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /// Makes a call that opens a stream.
    ///
    /// @return the answer, and the stream if the answer is not an error
    public ClientStreamOpening openStream(
            int program, int procedure, ByteBuffer payload, StreamKind kind, Duration timeout)
            throws ConnectionException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        ClientCalls.Pending call = begin(program, procedure, List.of(), this::abandonStream);
        ClientStream stream = new ClientStream(this, call.header, kind, writer);
        streams.put(stream.key(), stream);
        boolean open = false;
        try {
            send(call, payload, List.of(), timeout.toNanos());
            ClientReply reply = await(call, deadline, timeout);
            open = !reply.failed();
            return new ClientStreamOpening(reply, open ? Optional.of(stream) : Optional.empty());
        } finally {
            if (!open) {
                streams.remove(stream.key());
            }
        }
    }

    /// The answer came after its deadline: nobody will use the stream.
    private void abandonStream(ClientReply late) {
        if (!late.failed()) {
            writer.send(
                    ConnectionQueue.Lane.CONTROL,
                    late.header().with(FrameType.STREAM, FrameHeader.ERROR),
                    ByteBuffer.allocate(0));
        }
    }

    private ClientCalls.Pending begin(
            int program, int procedure, List<Fd> passed, Consumer<ClientReply> late)
            throws ConnectionException {
        try {
            ClientCalls.Pending call = calls.begin(program, procedure, late);
            StreamInbox inbox = flooded;
            if (inbox != null) {
                inbox.poke();
            }
            return call;
        } catch (ConnectionException e) {
            passed.forEach(Fd::close);
            throw e;
        }
    }

    private void send(ClientCalls.Pending call, ByteBuffer payload, List<Fd> passed, long waitNanos)
            throws ConnectionException {
        FrameHeader header =
                passed.isEmpty()
                        ? call.header
                        : call.header.with(FrameType.CALL_WITH_FDS, FrameHeader.OK);
        boolean sent = false;
        try {
            ConnectionWriter.Outcome outcome =
                    writer.send(
                            ConnectionQueue.Lane.REPLY,
                            header,
                            payload,
                            passed,
                            () -> {},
                            waitNanos);
            sent = outcome == ConnectionWriter.Outcome.ACCEPTED;
            if (outcome == ConnectionWriter.Outcome.REFUSED) {
                throw new ConnectionException(
                        ConnectionException.Reason.CONGESTED,
                        false,
                        "the server does not read; no room for another call");
            }
            if (outcome == ConnectionWriter.Outcome.CLOSED) {
                throw notSent();
            }
        } finally {
            if (!sent) {
                passed.forEach(Fd::close);
                calls.forget(call);
            }
        }
    }

    private ConnectionException notSent() {
        ConnectionEnd how = ending.get();
        return new ConnectionException(
                ConnectionException.Reason.ENDED,
                false,
                how == null ? "the connection has ended" : how.message());
    }

    private ClientReply await(ClientCalls.Pending call, long deadline, Duration timeout)
            throws ConnectionException, InterruptedException {
        try {
            reader.lead(call.answer::isDone, deadline);
            long left = Math.max(0, deadline - System.nanoTime());
            return call.answer.get(left, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            ConnectionException late = timedOut(call, timeout);
            return call.giveUp(late) ? failWith(late) : answerOf(call);
        } catch (InterruptedException e) {
            call.giveUp(
                    new ConnectionException(
                            ConnectionException.Reason.CANCELLED, true, "interrupted"));
            throw e;
        } catch (ExecutionException e) {
            return answerOf(call);
        }
    }

    private static ConnectionException timedOut(ClientCalls.Pending call, Duration timeout) {
        return new ConnectionException(
                ConnectionException.Reason.TIMED_OUT,
                true,
                "no answer within %s: %s".formatted(timeout, call.header.describe()));
    }

    private static ClientReply failWith(ConnectionException e) throws ConnectionException {
        throw e;
    }

    /// The answer of a call that is done.
    private static ClientReply answerOf(ClientCalls.Pending call) throws ConnectionException {
        if (call.answer.isCompletedExceptionally()
                && call.answer.exceptionNow() instanceof ConnectionException e) {
            throw e.again();
        }
        return call.answer.resultNow();
    }

    private void expire(ClientCalls.Pending call, Duration timeout) {
        Runnable giveUp = () -> call.giveUp(timedOut(call, timeout));
        try {
            ScheduledFuture<?> timer =
                    services.clock()
                            .timer()
                            .schedule(giveUp, timeout.toNanos(), TimeUnit.NANOSECONDS);
            var _ = call.answer.whenComplete((r, t) -> timer.cancel(false));
        } catch (RejectedExecutionException shuttingDown) {
            end(ConnectionEnd.Cause.CLOSED_HERE, "the program ends");
        }
    }

    /// Deals with the current frame; by whichever thread reads, one at a time.
    private void deal(FrameReader frames) {
        keepalive.received();
        FrameHeader header = frames.header();
        if (KeepaliveProtocol.concerns(header)) {
            if (header.procedure() == KeepaliveProtocol.PING) {
                sendControl(KeepaliveProtocol.PONG_HEADER);
            }
            return;
        }
        switch (header.type()) {
            case REPLY, REPLY_WITH_FDS -> answer(header, frames);
            case MESSAGE -> event(header, frames.payload());
            case STREAM, STREAM_HOLE -> {
                ClientStream stream = streams.get(StreamKey.of(header));
                if (stream != null) {
                    stream.receive(header, frames.payload());
                }
            }
            case CALL, CALL_WITH_FDS, UNKNOWN -> {}
        }
    }

    private void answer(FrameHeader header, FrameReader frames) {
        ByteBuffer payload = frames.payload();
        ByteBuffer copy = ByteBuffer.allocate(payload.remaining()).put(payload).flip();
        if (!calls.complete(new ClientReply(header, copy, frames.takeDescriptors()))) {
            violated("an answer that names another procedure: " + header.describe());
        }
    }

    private void event(FrameHeader header, ByteBuffer payload) {
        try {
            events.message(header, payload);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.log(Level.ERROR, name + ": a receiver of events failed on " + header.describe(), e);
        }
    }

    /// By the reading thread, when a stream has more unread data than its window: waits while
    /// nobody needs the connection for something else. A caller who reads for himself never waits
    /// here.
    void awaitRoom(ClientStream stream, StreamInbox inbox) {
        if (!inbox.isFull()) {
            return;
        }
        if (reader.isBackground()) {
            keepalive.pause(true);
            flooded = inbox;
            inbox.awaitRoom(() -> calls.isEmpty() && ending.get() == null);
            flooded = null;
            keepalive.pause(false);
        }
        if (inbox.unread() > settings.unreadStreamBytes()) {
            stream.overflowed();
        }
    }

    private boolean isBusy() {
        return !calls.isEmpty() || !streams.isEmpty();
    }

    void forget(ClientStream stream) {
        streams.remove(stream.key(), stream);
    }

    void violated(String message) {
        end(ConnectionEnd.Cause.PROTOCOL_VIOLATION, message);
    }

    private void readingEnded(@Nullable IOException why) {
        switch (why) {
            case null -> end(ConnectionEnd.Cause.PEER_CLOSED, "the server closed the connection");
            case FrameException e -> violated(String.valueOf(e.getMessage()));
            case IOException e ->
                    end(ConnectionEnd.Cause.FAILED, "receiving failed: " + e.getMessage());
        }
    }

    /// Begins to watch for silence; libvirt's clients do so when the server supports feature 10. A
    /// second time changes nothing.
    public void startKeepalive(KeepaliveSettings wanted) {
        keepalive.start(wanted);
    }

    private void ping() {
        sendControl(KeepaliveProtocol.PING_HEADER);
    }

    private void sendControl(FrameHeader header) {
        writer.send(ConnectionQueue.Lane.CONTROL, header, ByteBuffer.allocate(0));
    }

    private void silent() {
        end(ConnectionEnd.Cause.KEEPALIVE_TIMEOUT, "connection closed due to keepalive timeout");
    }

    /// Done once the connection has ended. Actions that depend on it run on the thread that
    /// noticed, and must not block.
    public CompletableFuture<ConnectionEnd> whenEnded() {
        return end.copy();
    }

    public TransportPeer peer() {
        return transport.peer();
    }

    /// Whether this transport can pass descriptors; the server must be asked as well (feature 8).
    public boolean passesDescriptors() {
        return transport.passesDescriptors();
    }

    /// Calls without an answer, those given up included.
    public int outstanding() {
        return calls.size();
    }

    /// Ends the connection now. A second time does nothing.
    @Override
    public void close() {
        end(ConnectionEnd.Cause.CLOSED_HERE, "the connection was closed");
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
        writer.close();
        calls.end(how.message());
        streams.values().forEach(s -> s.disconnected(how.message()));
        reader.stop();
        end.complete(how);
    }

    @Override
    public String toString() {
        return name + " (" + transport.peer().description() + ")";
    }
}
