package org.ostler.driver.qemu;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import org.ostler.api.log.LateLogger;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// One connection to a QEMU machine protocol monitor: commands with deadlines, replies matched by
/// id, events handed on.
///
/// Thread-safe; any number of threads may have commands under way (QEMU runs them one after the
/// other). One virtual thread reads for the life of the connection; writing and event delivery have
/// a thread only while there is something to do, so a caller that is interrupted never damages the
/// connection and a monitor that does not read never blocks a caller past its deadline. A reply
/// that comes after its deadline is consumed and reported to the listener, never taken for another
/// command's. When the connection ends, everyone who waits learns the reason at once.
///
/// Facts from qemu-qmp-ref(7): the greeting comes first; `qmp_capabilities` leaves negotiation
/// mode; replies carry the request's `id`; events have none.
public final class QmpClient implements AutoCloseable {
    private static final System.Logger LOG = LateLogger.of(QmpClient.class);

    /// The most commands that wait for replies at a time, those given up by their callers included.
    static final int MAX_PENDING = 64;

    /// The most events that wait for a slow listener.
    static final int MAX_EVENTS = 1024;

    private final String name;
    private final QmpTransport transport;
    private final QmpListener listener;
    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, QmpCall> pending = new ConcurrentHashMap<>();
    private final Pump<QmpCall> writer;
    private final Pump<Notice> notices;
    private final CompletableFuture<Json.Obj> greeting = new CompletableFuture<>();

    /// Why the connection ended; empty text while it has not.
    private final AtomicReference<String> ended = new AtomicReference<>("");

    private sealed interface Notice {}

    private record Event(QmpEvent event) implements Notice {}

    private record Late(QmpCommand command, String outcome) implements Notice {}

    private record Closed(String reason) implements Notice {}

    private QmpClient(String name, QmpTransport transport, QmpListener listener) {
        this.name = name;
        this.transport = transport;
        this.listener = listener;
        writer = new Pump<>("qmp-write-" + name, MAX_PENDING, (call, refused) -> send(call));
        notices = new Pump<>("qmp-events-" + name, MAX_EVENTS, this::tell);
    }

    /// Connects and negotiates.
    ///
    /// @param name for threads and log lines, e.g. the guest's name
    /// @param timeout for the greeting and the negotiation together
    /// @throws QmpException with kind `LOST` when there is no monitor, it does not greet in time
    ///   (it serves one client at a time; a second one waits) or speaks something else
    public static QmpClient connect(
            String name, Path socket, Duration timeout, QmpListener listener) throws QmpException {
        try {
            return over(name, QmpTransport.connect(socket), timeout, listener);
        } catch (IOException e) {
            throw QmpException.lost("cannot connect to monitor " + socket + ": " + Words.of(e));
        }
    }

    /// As [#connect] over bytes from elsewhere, which the client owns from here on.
    static QmpClient over(
            String name, QmpTransport transport, Duration timeout, QmpListener listener)
            throws QmpException {
        QmpClient client = new QmpClient(name, transport, listener);
        try {
            Deadline deadline = Deadline.in(timeout);
            Thread.ofVirtual().name("qmp-read-" + name).start(client::readAll);
            client.awaitGreeting(deadline);
            client.execute(QmpCommand.change("qmp_capabilities"), deadline.left());
            return client;
        } catch (QmpException e) {
            client.end("the monitor's negotiation failed: " + Words.of(e));
            throw QmpException.lost(Words.of(e));
        }
    }

    /// What QEMU said of itself: members `version` and `capabilities`.
    public Json.Obj greeting() {
        return greeting.getNow(Json.Obj.EMPTY);
    }

    /// Runs a command and waits for its reply, at most for `timeout`.
    ///
    /// @return the reply's `return` value
    public Json execute(QmpCommand command, Duration timeout) throws QmpException {
        if (pending.size() >= MAX_PENDING) {
            String why = MAX_PENDING + " commands wait for replies already";
            throw QmpException.unanswered(QmpException.Kind.BUSY, command, false, why);
        }
        QmpCall call = new QmpCall(ids.incrementAndGet(), command);
        pending.put(call.id, call);
        if (!ended.get().isEmpty()) {
            fail(call, ended.get());
        } else if (!writer.offer(call)) {
            pending.remove(call.id);
            String why = MAX_PENDING + " commands wait to be sent already";
            throw QmpException.unanswered(QmpException.Kind.BUSY, command, false, why);
        }
        return await(call, timeout);
    }

    /// Whether commands can still be sent.
    public boolean isOpen() {
        return ended.get().isEmpty();
    }

    /// Ends the connection; commands under way fail. QEMU itself is not affected.
    @Override
    public void close() {
        end("the connection was closed");
    }

    private void awaitGreeting(Deadline deadline) throws QmpException {
        try {
            greeting.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw QmpException.lost(
                    "the monitor did not greet in time; QEMU is stuck, or another program holds the"
                            + " monitor");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw QmpException.lost("interrupted while waiting for the monitor's greeting");
        } catch (ExecutionException e) {
            throw QmpException.lost(Words.of(e));
        }
    }

    private Json await(QmpCall call, Duration timeout) throws QmpException {
        Json.Obj reply;
        try {
            reply = call.reply.get(Math.max(0, timeout.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            String why = "no reply within " + timeout.toMillis() + " ms";
            reply = giveUp(call, QmpException.Kind.DEADLINE, why);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reply = giveUp(call, QmpException.Kind.INTERRUPTED, "the caller was interrupted");
        } catch (ExecutionException e) {
            String why = Words.of(e);
            throw QmpException.unanswered(QmpException.Kind.LOST, call.command, call.sent(), why);
        }
        Json.Obj error = reply.object("error");
        if (!error.members().isEmpty()) {
            throw QmpException.refused(call.command, error);
        }
        return reply.members().getOrDefault("return", Json.Obj.EMPTY);
    }

    /// Stops waiting; the reply, if it came at this very moment.
    private Json.Obj giveUp(QmpCall call, QmpException.Kind kind, String why) throws QmpException {
        boolean neverSent = call.withdraw();
        if (neverSent) {
            pending.remove(call.id);
        } else if (call.reply.isDone() && !call.reply.isCompletedExceptionally()) {
            return call.reply.join();
        }
        throw QmpException.unanswered(kind, call.command, !neverSent, why);
    }

    // On the writer's thread.
    private void send(QmpCall call) {
        if (!isOpen() || !call.beginSending()) {
            return;
        }
        try {
            transport.write(call.command.encode(call.id));
        } catch (IOException e) {
            end("writing to the monitor failed: " + Words.of(e));
        }
    }

    // On the reader's thread, from here.
    private void readAll() {
        String reason;
        try {
            JsonText.Reader reader =
                    new JsonText.Reader(transport.input(), JsonText.MAX_MESSAGE_BYTES);
            for (Optional<Json> message = reader.next();
                    message.isPresent();
                    message = reader.next()) {
                dispatch(message.get());
            }
            reason = "QEMU closed the monitor";
        } catch (IOException e) {
            reason = "the monitor's output is unusable: " + Words.of(e);
        } catch (RuntimeException e) {
            LOG.log(WARNING, () -> "monitor of " + name + ": reader failed", e);
            reason = "reading the monitor failed: " + e;
        }
        end(reason);
    }

    private void dispatch(Json message) throws IOException {
        if (!(message instanceof Json.Obj o)) {
            throw new IOException("expected a JSON object, found " + clip(message));
        }
        Optional<String> event = o.string("event");
        if (event.isPresent()) {
            notices.offer(new Event(QmpEvent.of(event.get(), o)));
        } else if (o.members().containsKey("return") || o.members().containsKey("error")) {
            answer(o);
        } else if (o.members().containsKey("QMP")) {
            greeting.complete(o.object("QMP"));
        } else {
            throw new IOException("expected a greeting, a reply or an event, found " + clip(o));
        }
    }

    private void answer(Json.Obj reply) throws IOException {
        long id = reply.integer("id").orElseThrow(() -> stray(reply));
        QmpCall call = pending.remove(id);
        if (call == null) {
            throw stray(reply);
        }
        call.reply.complete(reply);
        if (call.abandoned()) {
            LOG.log(DEBUG, () -> "monitor of " + name + ": late reply to " + call.command.name());
            notices.offer(new Late(call.command, clip(reply)));
        }
    }

    private static IOException stray(Json.Obj reply) {
        return new IOException("a reply to no command of ours: " + clip(reply));
    }

    private static String clip(Json value) {
        String text = JsonText.write(value);
        return text.length() <= 300 ? text : text.substring(0, 300) + "…";
    }

    // On any thread, from here.
    private void end(String reason) {
        if (!ended.compareAndSet("", reason)) {
            return;
        }
        transport.close();
        greeting.completeExceptionally(new IOException(reason));
        pending.values().forEach(call -> fail(call, reason));
        notices.force(new Closed(reason));
    }

    private void fail(QmpCall call, String reason) {
        pending.remove(call.id);
        call.reply.completeExceptionally(new IOException(reason));
    }

    private void tell(Notice notice, int refused) {
        try {
            if (refused > 0) {
                listener.eventsLost(refused);
            }
            switch (notice) {
                case Event(QmpEvent event) -> listener.event(event);
                case Late(QmpCommand command, String outcome) ->
                        listener.lateReply(command, outcome);
                case Closed(String reason) -> listener.closed(reason);
            }
        } catch (RuntimeException e) {
            LOG.log(WARNING, () -> "monitor of " + name + ": listener failed", e);
        }
    }
}
