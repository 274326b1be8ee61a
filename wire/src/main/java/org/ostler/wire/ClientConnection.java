package org.ostler.wire;

import org.jspecify.annotations.Nullable;
import org.ostler.posix.Fd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/// The client's end of one connection: calls, events and streams on payloads as bytes.
///
/// Thread-safe; any number of threads may call at once, and answers may come in any order. Reading
/// is [ClientReader]'s: a platform thread of its own, relieved by callers that wait. PING is
/// answered, silence noticed and deadlines kept whatever the user's threads do. When the connection
/// ends, every call, stream and [#whenEnded()] learns of it at once; it does not come back, whoever
/// wants another opens one.
public final class ClientConnection implements AutoCloseable {
    private final String name;
    private final Transport transport;
    private final ConnectionServices services;
    private final ConnectionWriter writer;
    private final ClientCalls calls;
    private final ClientReader reader;
    private final Keepalive keepalive;
    private final ClientStreams streams;
    private final ClientInbound inbound;

    /// How it ended. Written once, under the monitor of [#watchers].
    private volatile @Nullable ConnectionEnd ending;

    /// What keepalive is to be started with, once nothing comes for a moment.
    private volatile @Nullable KeepaliveSettings keepaliveWanted;

    /// Those who are to be told of the end. Guarded by itself, as is [#told].
    private final List<Consumer<ConnectionEnd>> watchers = new ArrayList<>();

    private @Nullable ConnectionEnd told;

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
        this.services = services;
        Wiring wiring = new Wiring();
        this.calls = new ClientCalls(settings.maxOutstanding());
        this.keepalive = new Keepalive(services.clock(), wiring);
        this.writer =
                new ConnectionWriter(
                        transport,
                        new FrameWriter(services.buffers()),
                        services.frameMemory().lastingAccount(),
                        settings.forWriter(),
                        name,
                        wiring);
        this.reader =
                new ClientReader(
                        name,
                        transport,
                        new FrameReader(transport, services.buffers()),
                        settings.callersRead(),
                        wiring);
        this.streams = new ClientStreams(settings.unreadStreamBytes(), reader, calls, keepalive);
        this.inbound = new ClientInbound(name, calls, streams, events, writer, this);
    }

    /// Starts the reader. Once.
    ///
    /// What the server pushes arrives only from then on; platform threads may call before it where
    /// [#callersRead()].
    public void start() {
        reader.start();
    }

    /// Whether a platform thread that waits for an answer reads it by itself.
    public boolean callersRead() {
        return reader.isShared();
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
        ClientCall call = begin(program, procedure, passed, null);
        send(call, payload, passed, timeout.toNanos());
        return call.await(reader, deadline, timeout);
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
            ClientCall call = calls.submit(program, procedure);
            streams.callBegan();
            send(call, payload, List.of(), 0);
            expire(call, timeout);
            return call.future();
        } catch (ConnectionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void expire(ClientCall call, Duration timeout) {
        try {
            call.expireAfter(timeout, services.clock().timer());
        } catch (RejectedExecutionException shuttingDown) {
            end(ConnectionEnd.Cause.CLOSED_HERE, "the program ends");
        }
    }

    /// Makes a call that opens a stream.
    ///
    /// @return the answer, and the stream if the answer is not an error
    public ClientStreamOpening openStream(
            int program, int procedure, ByteBuffer payload, StreamKind kind, Duration timeout)
            throws ConnectionException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        ClientCall call = begin(program, procedure, List.of(), this::abandonStream);
        ClientStream stream = new ClientStream(this, streams, call.header, kind, writer);
        streams.add(stream);
        boolean open = false;
        try {
            send(call, payload, List.of(), timeout.toNanos());
            ClientReply reply = call.await(reader, deadline, timeout);
            open = !reply.failed();
            return new ClientStreamOpening(reply, open ? Optional.of(stream) : Optional.empty());
        } finally {
            if (!open) {
                streams.remove(stream);
            }
        }
    }

    /// The answer came after its deadline: nobody will use the stream.
    private void abandonStream(ClientReply late) {
        if (!late.failed()) {
            writer.sendControl(late.header().with(FrameType.STREAM, FrameHeader.ERROR));
        }
    }

    private ClientCall begin(
            int program, int procedure, List<Fd> passed, @Nullable Consumer<ClientReply> late)
            throws ConnectionException {
        try {
            ClientCall call = calls.begin(program, procedure, late);
            streams.callBegan();
            return call;
        } catch (ConnectionException e) {
            Fd.closeAll(passed);
            throw e;
        }
    }

    private void send(ClientCall call, ByteBuffer payload, List<Fd> passed, long waitNanos)
            throws ConnectionException {
        FrameHeader header =
                passed.isEmpty()
                        ? call.header
                        : call.header.with(FrameType.CALL_WITH_FDS, FrameHeader.OK);
        boolean sent = false;
        try {
            ConnectionWriter.Outcome outcome =
                    writer.send(
                            ConnectionQueue.Lane.REPLY, header, payload, passed, null, waitNanos);
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
                Fd.closeAll(passed);
                calls.forget(call);
            }
        }
    }

    private ConnectionException notSent() {
        ConnectionEnd how = ending;
        return new ConnectionException(
                ConnectionException.Reason.ENDED,
                false,
                how == null ? "the connection has ended" : how.message());
    }

    void violated(String message) {
        end(ConnectionEnd.Cause.PROTOCOL_VIOLATION, message);
    }

    /// Begins to watch for silence; libvirt's clients do so when the server supports feature 10. A
    /// second time changes nothing.
    public void startKeepalive(KeepaliveSettings wanted) {
        if (reader.isShared() && !reader.isStarted()) {
            // The reader starts it after a moment of quiet: a program that opens a connection,
            // makes
            // its calls and ends needs no timer for it.
            keepaliveWanted = wanted;
        } else {
            keepalive.start(wanted);
        }
    }

    /// Done once the connection has ended. Actions that depend on it run on the thread that
    /// noticed, and must not block.
    public CompletableFuture<ConnectionEnd> whenEnded() {
        CompletableFuture<ConnectionEnd> end = new CompletableFuture<>();
        whenEnded(end::complete);
        return end;
    }

    /// Tells that watcher once when the connection ends, or at once when it has ended already; by
    /// the thread that notices, so it must not block. A future would do the same, and takes a fresh
    /// JVM longer.
    public void whenEnded(Consumer<ConnectionEnd> watcher) {
        ConnectionEnd already;
        synchronized (watchers) {
            already = told;
            if (already == null) {
                watchers.add(watcher);
            }
        }
        if (already != null) {
            tell(watcher, already);
        }
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
        synchronized (watchers) {
            if (ending != null) {
                return;
            }
            ending = how;
        }
        keepalive.stop();
        transport.close();
        writer.close();
        calls.end(how.message());
        streams.end(how.message());
        reader.stop();
        inbound.ended(how);
        tellWatchers(how);
    }

    private void tellWatchers(ConnectionEnd how) {
        List<Consumer<ConnectionEnd>> all;
        synchronized (watchers) {
            told = how;
            all = List.copyOf(watchers);
            watchers.clear();
        }
        for (Consumer<ConnectionEnd> watcher : all) {
            tell(watcher, how);
        }
    }

    /// A watcher that fails is not the others' loss.
    private void tell(Consumer<ConnectionEnd> watcher, ConnectionEnd how) {
        try {
            watcher.accept(how);
        } catch (RuntimeException e) {
            inbound.failed("a watcher", e, "the end");
        }
    }

    @Override
    public String toString() {
        return name + " (" + transport.peer().description() + ")";
    }

    /// What its parts tell it: one object, for each lambda would cost a fresh JVM a class to spin.
    private final class Wiring
            implements ClientReader.Owner, Keepalive.Owner, ConnectionWriter.Owner {
        @Override
        public boolean isBusy() {
            return !calls.isEmpty() || !streams.isEmpty();
        }

        @Override
        public void deal(FrameReader frames) {
            keepalive.received();
            inbound.deal(frames);
        }

        @Override
        public void readingEnded(@Nullable IOException why) {
            switch (why) {
                case null ->
                        end(ConnectionEnd.Cause.PEER_CLOSED, "the server closed the connection");
                case FrameException e -> violated(String.valueOf(e.getMessage()));
                case IOException e ->
                        end(ConnectionEnd.Cause.FAILED, "receiving failed: " + e.getMessage());
            }
        }

        @Override
        public void quiet() {
            KeepaliveSettings wanted = keepaliveWanted;
            if (wanted != null) {
                // Starting it a second time changes nothing.
                keepalive.start(wanted);
                keepaliveWanted = null;
            }
        }

        @Override
        public boolean awaitsQuiet() {
            return keepaliveWanted != null;
        }

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
}
