package org.ostler.daemon.rpc;

import org.ostler.wire.protocol.Procedure;
import org.ostler.wire.protocol.XdrStruct;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Which handler serves which procedure, and how. Filled once at the start, only read afterwards.
final class HandlerTable {
    /// On which thread a handler runs.
    enum Mode {
        /// On the connection's reader: it asks the driver for its name at most.
        AT_ONCE,
        /// On the connection's reader: it never waits for anything, once the driver knows its host.
        INLINE,
        /// On the thread that read the call, while another reads on: it waits at most for a disk.
        BRIEF,
        /// On a virtual thread of its own.
        MAY_BLOCK
    }

    /// Serves a call by returning its reply, or throwing.
    @FunctionalInterface
    interface Handler<A extends XdrStruct, R extends XdrStruct> {
        R handle(Session session, A args);
    }

    /// Serves a call and sends the reply itself, because something must happen together with it.
    @FunctionalInterface
    interface Answering<A extends XdrStruct, R extends XdrStruct> {
        void handle(Session session, A args, Reply<R> reply);
    }

    /// How one procedure is served.
    ///
    /// @param needsOpen whether `CONNECT_OPEN` must have come before
    record Entry<A extends XdrStruct, R extends XdrStruct>(
            Procedure<A, R> procedure, Mode mode, boolean needsOpen, Answering<A, R> handler) {}

    private final Map<Long, Entry<?, ?>> entries = new HashMap<>();

    private static long key(int program, int number) {
        return ((long) program << 32) | number;
    }

    /// A call that is answered at once from what is known.
    <A extends XdrStruct, R extends XdrStruct> void inline(
            Procedure<A, R> procedure, Handler<A, R> handler) {
        put(procedure, Mode.INLINE, true, plain(handler));
    }

    /// A call that is answered at once, also while the driver is still looking at its host.
    <A extends XdrStruct, R extends XdrStruct> void atOnce(
            Procedure<A, R> procedure, Handler<A, R> handler) {
        put(procedure, Mode.AT_ONCE, true, plain(handler));
    }

    /// A call that waits for the disk.
    <A extends XdrStruct, R extends XdrStruct> void brief(
            Procedure<A, R> procedure, Handler<A, R> handler) {
        put(procedure, Mode.BRIEF, true, plain(handler));
    }

    /// A call that may wait for a guest, a disk or another process.
    <A extends XdrStruct, R extends XdrStruct> void blocking(
            Procedure<A, R> procedure, Handler<A, R> handler) {
        put(procedure, Mode.MAY_BLOCK, true, plain(handler));
    }

    /// A call that is served before a hypervisor has been opened, too.
    <A extends XdrStruct, R extends XdrStruct> void beforeOpen(
            Procedure<A, R> procedure, Mode mode, Handler<A, R> handler) {
        put(procedure, mode, false, plain(handler));
    }

    /// A call whose reply must go out together with something else.
    <A extends XdrStruct, R extends XdrStruct> void answering(
            Procedure<A, R> procedure, Mode mode, boolean needsOpen, Answering<A, R> handler) {
        put(procedure, mode, needsOpen, handler);
    }

    private static <A extends XdrStruct, R extends XdrStruct> Answering<A, R> plain(
            Handler<A, R> handler) {
        return (session, args, reply) -> reply.send(handler.handle(session, args));
    }

    private <A extends XdrStruct, R extends XdrStruct> void put(
            Procedure<A, R> procedure, Mode mode, boolean needsOpen, Answering<A, R> handler) {
        Entry<A, R> entry = new Entry<>(procedure, mode, needsOpen, handler);
        if (entries.put(key(procedure.program(), procedure.number()), entry) != null) {
            throw new IllegalStateException(procedure + " has two handlers");
        }
    }

    /// The handler of a procedure, if it has one.
    @SuppressWarnings("unchecked") // an entry is put under its own procedure only
    <A extends XdrStruct, R extends XdrStruct> Optional<Entry<A, R>> find(
            Procedure<A, R> procedure) {
        return Optional.ofNullable(
                (Entry<A, R>) entries.get(key(procedure.program(), procedure.number())));
    }
}
