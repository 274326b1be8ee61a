package org.ostler.daemon.admin;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.daemon.rpc.ErrorReplies;
import org.ostler.daemon.rpc.Reply;
import org.ostler.daemon.rpc.RpcFault;
import org.ostler.wire.FaultMapping;
import org.ostler.wire.FrameHandler;
import org.ostler.wire.FrameHeader;
import org.ostler.wire.ServerCall;
import org.ostler.wire.WireErrors;
import org.ostler.wire.protocol.AdminProcedures;
import org.ostler.wire.protocol.Nothing;
import org.ostler.wire.protocol.Procedure;
import org.ostler.wire.protocol.XdrException;
import org.ostler.wire.protocol.XdrReader;
import org.ostler.wire.protocol.XdrStruct;
import org.ostler.wire.protocol.XdrWriter;

import java.nio.ByteBuffer;
import java.time.Duration;

/// Serves the calls of one administrator. Opening and closing are done on the connection's reader,
/// everything else on a virtual thread of its own: looking up a user's name may take its time, and
/// administrators are few.
final class AdminDispatcher implements FrameHandler {
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

    private final AdminTable table;
    private final AdminSession session;

    AdminDispatcher(AdminTable table, AdminSession session) {
        this.table = table;
        this.session = session;
    }

    @Override
    public void handle(ServerCall call, ByteBuffer payload) {
        int number = call.header().procedure();
        Procedure<?, ?> procedure =
                AdminProcedures.table()
                        .find(number)
                        .orElseThrow(() -> new RpcFault(WireErrors.unknownProcedure(number)));
        serve(procedure, call, payload);
    }

    private <A extends XdrStruct, R extends XdrStruct> void serve(
            Procedure<A, R> procedure, ServerCall call, ByteBuffer payload) {
        A args = decode(procedure, payload);
        if (procedure == AdminProcedures.CONNECT_OPEN) {
            session.open();
            AdminDispatcher.<Nothing>reply(call).send(Nothing.NOTHING);
            return;
        }
        if (procedure == AdminProcedures.CONNECT_CLOSE) {
            session.leave();
            send(call, Nothing.NOTHING);
            return;
        }
        if (!session.isOpen()) {
            throw new RpcFault(WireErrors.notOpen());
        }
        table.refusal(procedure)
                .ifPresent(
                        why -> {
                            throw unsupported(why);
                        });
        AdminTable.Handler<A, R> handler =
                table.find(procedure)
                        .orElseThrow(() -> new RpcFault(WireErrors.notSupported(procedure)));
        call.later(() -> send(call, handler.handle(session, args)));
    }

    private <R extends XdrStruct> void send(ServerCall call, R value) {
        AdminDispatcher.<R>reply(call)
                .send(
                        value,
                        () -> {
                            if (session.isLeaving()) {
                                closeSoon();
                            }
                        });
    }

    /// What this daemon does not have.
    static Fault unsupported(String why) {
        return Fault.of(
                FaultCode.OPERATION_UNSUPPORTED,
                FaultDomain.ADMIN,
                "Operation not supported: " + why);
    }

    /// Closes the administrator's own connection once what it was sent has gone out.
    private void closeSoon() {
        session.context()
                .tasks()
                .execute(
                        () -> {
                            try {
                                session.connection().closeGently(CLOSE_PATIENCE);
                            } catch (InterruptedException e) {
                                session.connection().close();
                            }
                        });
    }

    private static <R extends XdrStruct> Reply<R> reply(ServerCall call) {
        return new Reply<>(call, new XdrWriter());
    }

    private static <A extends XdrStruct> A decode(Procedure<A, ?> procedure, ByteBuffer payload) {
        try {
            return procedure.decodeArgs(new XdrReader(payload));
        } catch (XdrException e) {
            throw new RpcFault(WireErrors.undecodable());
        }
    }

    @Override
    public ByteBuffer rpcError(String message) {
        return ErrorReplies.rpcError(message);
    }

    @Override
    public ByteBuffer failure(FrameHeader call, Throwable thrown) {
        return ErrorReplies.failure(call, thrown, FaultMapping.Disclosure.FULL);
    }
}
