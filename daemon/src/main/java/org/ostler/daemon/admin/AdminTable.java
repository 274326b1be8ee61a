package org.ostler.daemon.admin;

import org.ostler.wire.protocol.Procedure;
import org.ostler.wire.protocol.XdrStruct;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Which handler serves which procedure of the admin program, and which are refused, and why.
/// Filled once at the start, only read afterwards.
final class AdminTable {
    /// Serves a call by returning its reply, or throwing. May block.
    @FunctionalInterface
    interface Handler<A extends XdrStruct, R extends XdrStruct> {
        R handle(AdminSession session, A args);
    }

    private final Map<Procedure<?, ?>, Handler<?, ?>> handlers = new HashMap<>();
    private final Map<Procedure<?, ?>, String> refusals = new HashMap<>();

    /// A procedure that is served.
    <A extends XdrStruct, R extends XdrStruct> void serve(
            Procedure<A, R> procedure, Handler<A, R> handler) {
        handlers.put(procedure, handler);
    }

    /// A procedure that this daemon has nothing for.
    ///
    /// @param reason what the caller is told
    void refuse(Procedure<?, ?> procedure, String reason) {
        refusals.put(procedure, reason);
    }

    /// The handler of a procedure, if it has one.
    @SuppressWarnings("unchecked") // a handler is put under its own procedure only
    <A extends XdrStruct, R extends XdrStruct> Optional<Handler<A, R>> find(
            Procedure<A, R> procedure) {
        return Optional.ofNullable((Handler<A, R>) handlers.get(procedure));
    }

    /// Why a procedure is refused, if it is.
    Optional<String> refusal(Procedure<?, ?> procedure) {
        return Optional.ofNullable(refusals.get(procedure));
    }
}
