package org.ostler.client;

import org.ostler.wire.ClientReply;
import org.ostler.wire.ConnectionException;
import org.ostler.wire.protocol.Procedure;
import org.ostler.wire.protocol.XdrStruct;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/// The typed answer of a call that nobody waits for. Cancelling it lets the call go.
final class PendingCall<R extends XdrStruct> extends CompletableFuture<R> {
    private final OpenConnection connection;
    private final Procedure<?, R> procedure;
    private final CompletableFuture<ClientReply> answer;

    PendingCall(
            OpenConnection connection,
            Procedure<?, R> procedure,
            CompletableFuture<ClientReply> answer) {
        this.connection = connection;
        this.procedure = procedure;
        this.answer = answer;
    }

    /// Waits, in the sense of a future, for the answer.
    CompletableFuture<R> begun() {
        var _ = answer.whenComplete(this::arrived);
        return this;
    }

    private void arrived(ClientReply reply, Throwable why) {
        try {
            if (why == null) {
                complete(connection.result(procedure, reply));
            } else if (why instanceof ConnectionException unanswered) {
                completeExceptionally(
                        LinkFaults.unanswered(connection.address(), unanswered, false));
            } else if (!(why instanceof CancellationException)) {
                completeExceptionally(why);
            }
        } catch (RuntimeException fault) {
            completeExceptionally(fault);
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            answer.cancel(false);
        }
        return cancelled;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
