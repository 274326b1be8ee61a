package org.ostler.client;

import org.jspecify.annotations.Nullable;
import org.ostler.api.EventPosition;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.wire.ClientConnection;
import org.ostler.wire.ClientReply;
import org.ostler.wire.ClientStream;
import org.ostler.wire.ClientStreamOpening;
import org.ostler.wire.ConnectionEnd;
import org.ostler.wire.ConnectionException;
import org.ostler.wire.EventMapping;
import org.ostler.wire.StreamKind;
import org.ostler.wire.protocol.LogPosition;
import org.ostler.wire.protocol.Nothing;
import org.ostler.wire.protocol.OstlerEventsSubscribeArgs;
import org.ostler.wire.protocol.OstlerEventsSubscribeRet;
import org.ostler.wire.protocol.OstlerEventsUnsubscribeArgs;
import org.ostler.wire.protocol.OstlerProcedures;
import org.ostler.wire.protocol.Procedure;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.XdrException;
import org.ostler.wire.protocol.XdrReader;
import org.ostler.wire.protocol.XdrStruct;
import org.ostler.wire.protocol.XdrWriter;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// One connection to a server, open and greeted: typed calls, streams and event subscriptions. Once
/// it has ended it stays so. Thread-safe.
final class OpenConnection {
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final String address;
    private final ClientConnection connection;
    private final Subscriptions subscriptions;
    private final boolean ostler;

    /// Guarded by this.
    private @Nullable HostFacts facts;

    /// One subscription is under way at a time; see [Subscriptions].
    private final ReentrantLock subscribing = new ReentrantLock();

    /// @param ostler whether the server has Ostler's own program
    OpenConnection(
            String address,
            ClientConnection connection,
            Subscriptions subscriptions,
            boolean ostler) {
        this.address = address;
        this.connection = connection;
        this.subscriptions = subscriptions;
        this.ostler = ostler;
    }

    String address() {
        return address;
    }

    /// What does not change as long as the connection lasts.
    synchronized HostFacts facts() {
        HostFacts there = facts;
        if (there == null) {
            there = new HostFacts(this);
            facts = there;
        }
        return there;
    }

    /// Makes a call and waits for its answer.
    ///
    /// @throws Fault what the server says against it
    <A extends XdrStruct, R extends XdrStruct> R call(
            Procedure<A, R> procedure, A args, Duration timeout)
            throws ConnectionException, InterruptedException {
        requireProgram(procedure);
        ByteBuffer payload = encode(procedure, args);
        ClientReply reply =
                connection.call(procedure.program(), procedure.number(), payload, timeout);
        return result(procedure, reply);
    }

    /// Makes a call without waiting.
    ///
    /// @return completed with the answer, or exceptionally with a [Fault]
    /// @throws Fault when the call cannot even be said
    <A extends XdrStruct, R extends XdrStruct> CompletableFuture<R> submit(
            Procedure<A, R> procedure, A args, Duration timeout) {
        requireProgram(procedure);
        return new PendingCall<>(
                        this,
                        procedure,
                        connection.submit(
                                procedure.program(),
                                procedure.number(),
                                encode(procedure, args),
                                timeout))
                .begun();
    }

    /// Makes a call that opens a stream, in the procedure's directions.
    <A extends XdrStruct> ClientStream open(
            Procedure<A, Nothing> procedure, A args, boolean sparse, Duration timeout)
            throws ConnectionException, InterruptedException {
        requireProgram(procedure);
        ClientStreamOpening opening =
                connection.openStream(
                        procedure.program(),
                        procedure.number(),
                        encode(procedure, args),
                        new StreamKind(
                                procedure.streamsToServer(), procedure.streamsToClient(), sparse),
                        timeout);
        var _ = result(procedure, opening.reply());
        return opening.stream().orElseThrow();
    }

    private void requireProgram(Procedure<?, ?> procedure) {
        if (!ostler && procedure.program() == OstlerProcedures.PROGRAM) {
            throw LinkFaults.notOstler(address, procedure.apiName());
        }
    }

    private static <A extends XdrStruct> ByteBuffer encode(Procedure<A, ?> procedure, A args) {
        XdrWriter writer = new XdrWriter();
        try {
            args.encode(writer);
        } catch (XdrException e) {
            throw LinkFaults.unsayable(procedure.apiName(), e);
        }
        return writer.asByteBuffer();
    }

    /// What an answer says.
    ///
    /// @throws Fault the error that it carries
    <R extends XdrStruct> R result(Procedure<?, R> procedure, ClientReply reply) {
        reply.discard();
        if (reply.failed()) {
            throw LinkFaults.told(address, procedure.apiName(), reply.payload());
        }
        try {
            return procedure.decodeReply(new XdrReader(reply.payload()));
        } catch (XdrException e) {
            throw LinkFaults.garbled(address, procedure.apiName(), String.valueOf(e.getMessage()));
        }
    }

    /// Subscribes to the host's log from a place on, or from now on.
    Subscription subscribe(Optional<EventPosition> since, Duration timeout)
            throws ConnectionException, InterruptedException {
        if (!subscribing.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
            throw Fault.builder(
                            FaultCode.OPERATION_TIMEOUT,
                            FaultDomain.RPC,
                            address + ": other event subscriptions wait for their answer")
                    .retryable()
                    .build();
        }
        try {
            OstlerEventsSubscribeRet made =
                    call(
                            OstlerProcedures.EVENTS_SUBSCRIBE,
                            new OstlerEventsSubscribeArgs(
                                    since.map(p -> new LogPosition(p.log(), p.number()))),
                            timeout);
            EventPosition head = EventMapping.fromWire(made.head());
            return new Subscription(
                    this,
                    made.subscription(),
                    head,
                    subscriptions.adopt(made.subscription(), head, made.gap()));
        } finally {
            subscribing.unlock();
        }
    }

    /// Asks the server to send nothing more for that subscription; waits for nothing.
    void unsubscribe(int id) {
        subscriptions.forget(id);
        var _ =
                connection.submit(
                        OstlerProcedures.EVENTS_UNSUBSCRIBE.program(),
                        OstlerProcedures.EVENTS_UNSUBSCRIBE.number(),
                        encode(
                                OstlerProcedures.EVENTS_UNSUBSCRIBE,
                                new OstlerEventsUnsubscribeArgs(id)),
                        FAREWELL);
    }

    /// Whether the server has Ostler's own calls.
    boolean isOstler() {
        return ostler;
    }

    /// When it ends, now or later, by whichever thread notices; the watcher is told how, and must
    /// not block.
    void whenEnded(Consumer<ConnectionEnd> watcher) {
        connection.whenEnded(watcher);
    }

    /// Takes leave of the server and ends; waits at most two seconds.
    void closeGently() {
        try {
            call(RemoteProcedures.CONNECT_CLOSE, Nothing.NOTHING, FAREWELL);
        } catch (ConnectionException | Fault gone) {
            // It ends in any case.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connection.close();
        }
    }

    /// Ends it at once.
    void close() {
        connection.close();
    }
}
