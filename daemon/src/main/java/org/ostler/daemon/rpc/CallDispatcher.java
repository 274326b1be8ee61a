package org.ostler.daemon.rpc;

import org.ostler.api.log.LateLogger;
import org.ostler.wire.FrameHandler;
import org.ostler.wire.FrameHeader;
import org.ostler.wire.ServerCall;
import org.ostler.wire.WireErrors;
import org.ostler.wire.protocol.Procedure;
import org.ostler.wire.protocol.ProcedureTable;
import org.ostler.wire.protocol.ProtocolPrograms;
import org.ostler.wire.protocol.XdrException;
import org.ostler.wire.protocol.XdrReader;
import org.ostler.wire.protocol.XdrStruct;
import org.ostler.wire.protocol.XdrWriter;

import java.nio.ByteBuffer;
import java.util.Optional;

/// Serves the calls of one connection: finds the procedure, decodes, refuses what the session may
/// not do, calls the handler, encodes.
///
/// The order of refusals is libvirtd's: unknown procedure, undecodable arguments, no open
/// hypervisor, no right to change, no support. [#handle] runs on the connection's reader, one call
/// at a time.
final class CallDispatcher implements FrameHandler {
    private static final System.Logger LOG = LateLogger.of(CallDispatcher.class);

    private final HandlerTable table;
    private final Session session;

    /// Owned by the reader; replies of handlers that run elsewhere have writers of their own.
    private final XdrWriter inlineWriter = new XdrWriter();

    CallDispatcher(HandlerTable table, Session session) {
        this.table = table;
        this.session = session;
    }

    @Override
    public void handle(ServerCall call, ByteBuffer payload) {
        FrameHeader header = call.header();
        Optional<Procedure<?, ?>> procedure =
                ProtocolPrograms.find(header.program())
                        .flatMap((ProcedureTable t) -> t.find(header.procedure()))
                        .filter(known -> !known.isEvent());
        if (procedure.isEmpty()) {
            throw new RpcFault(WireErrors.unknownProcedure(header.procedure()));
        }
        serve(procedure.get(), call, payload);
    }

    private <A extends XdrStruct, R extends XdrStruct> void serve(
            Procedure<A, R> procedure, ServerCall call, ByteBuffer payload) {
        A args = decode(procedure, payload);
        Optional<HandlerTable.Entry<A, R>> entry = table.find(procedure);
        if (!session.isOpen() && entry.map(HandlerTable.Entry::needsOpen).orElse(true)) {
            throw new RpcFault(WireErrors.notOpen());
        }
        if (session.readOnly() && !procedure.isReadOnlyFor(args)) {
            throw new RpcFault(WireErrors.readOnly(procedure));
        }
        if (entry.isEmpty()) {
            throw new RpcFault(WireErrors.notSupported(procedure));
        }
        HandlerTable.Answering<A, R> handler = entry.get().handler();
        Runnable later = () -> handler.handle(session, args, new Reply<>(call, new XdrWriter()));
        switch (mode(entry.get().mode())) {
            case AT_ONCE, INLINE -> handler.handle(session, args, new Reply<>(call, inlineWriter));
            case BRIEF -> call.soon(later);
            case MAY_BLOCK -> call.later(later);
        }
    }

    private HandlerTable.Mode mode(HandlerTable.Mode wanted) {
        boolean atOnce =
                wanted == HandlerTable.Mode.AT_ONCE ? session.isLocal() : session.answersAtOnce();
        return atOnce ? wanted : HandlerTable.Mode.MAY_BLOCK;
    }

    private static <A extends XdrStruct> A decode(Procedure<A, ?> procedure, ByteBuffer payload) {
        try {
            return procedure.decodeArgs(new XdrReader(payload));
        } catch (XdrException e) {
            LOG.log(System.Logger.Level.DEBUG, "{0}: {1}", procedure, e.getMessage());
            throw new RpcFault(WireErrors.undecodable());
        }
    }

    @Override
    public ByteBuffer rpcError(String message) {
        return ErrorReplies.rpcError(message);
    }

    @Override
    public ByteBuffer failure(FrameHeader call, Throwable thrown) {
        return ErrorReplies.failure(call, thrown, session.disclosure());
    }
}
