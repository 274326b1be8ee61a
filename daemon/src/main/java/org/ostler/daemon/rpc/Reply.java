package org.ostler.daemon.rpc;

import org.ostler.api.FaultDomain;
import org.ostler.api.log.LateLogger;
import org.ostler.wire.ServerCall;
import org.ostler.wire.ServerStream;
import org.ostler.wire.StreamException;
import org.ostler.wire.StreamKind;
import org.ostler.wire.WireErrors;
import org.ostler.wire.protocol.XdrException;
import org.ostler.wire.protocol.XdrStruct;
import org.ostler.wire.protocol.XdrWriter;

import java.util.function.Consumer;

/// The way back to the client for one call: sends its reply, once. Used by the thread that serves
/// the call.
public final class Reply<R extends XdrStruct> {
    private static final System.Logger LOG = LateLogger.of(Reply.class);

    private final ServerCall call;
    private final XdrWriter writer;

    /// @param writer what the reply is encoded with; nobody else uses it meanwhile
    public Reply(ServerCall call, XdrWriter writer) {
        this.call = call;
        this.writer = writer;
    }

    /// Sends it.
    public void send(R value) {
        send(value, () -> {});
    }

    /// Sends it.
    ///
    /// @param after what happens on this thread once the reply is on its way; what it pushes goes
    ///   out behind the reply
    public void send(R value, Runnable after) {
        writer.clear();
        try {
            value.encode(writer);
        } catch (XdrException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the reply of {0} cannot be sent: {1}",
                    call.header().describe(),
                    e.getMessage());
            throw new RpcFault(WireErrors.unencodable());
        }
        call.replyThen(writer.asByteBuffer(), after);
    }

    /// Goes on with the answer on a virtual thread, which may wait; this one must not be used after
    /// that.
    void later(Consumer<Reply<R>> answer) {
        call.later(() -> answer.accept(new Reply<>(call, new XdrWriter())));
    }

    /// Opens the stream of data that follows the reply; before that is sent.
    ServerStream openStream(StreamKind kind) {
        try {
            return call.openStream(kind);
        } catch (StreamException e) {
            throw Faults.internal(FaultDomain.STREAMS, String.valueOf(e.getMessage()));
        }
    }
}
