package org.ostler.driver.qemu;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/// One command under way: whether it has been sent, whether somebody still waits for it, and its
/// reply.
///
/// Thread-safe: the caller, the writer and the reader meet here.
final class QmpCall {
    private enum State {
        QUEUED,
        SENT,
        /// The caller gave up before it was sent; it never will be.
        WITHDRAWN,
        /// The caller gave up after it was sent; the reply will be late.
        ABANDONED
    }

    final long id;
    final QmpCommand command;

    /// The reply's whole object, or the exception of a lost connection.
    final CompletableFuture<Json.Obj> reply = new CompletableFuture<>();

    private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);

    QmpCall(long id, QmpCommand command) {
        this.id = id;
        this.command = command;
    }

    /// Called by the writer before the first byte; false when the caller has given up, and nothing
    /// may be written.
    boolean beginSending() {
        return state.compareAndSet(State.QUEUED, State.SENT);
    }

    /// Called by the caller that no longer waits; true when QEMU will never see the command.
    boolean withdraw() {
        if (state.compareAndSet(State.QUEUED, State.WITHDRAWN)) {
            return true;
        }
        state.compareAndSet(State.SENT, State.ABANDONED);
        return false;
    }

    boolean sent() {
        State s = state.get();
        return s == State.SENT || s == State.ABANDONED;
    }

    boolean abandoned() {
        return state.get() == State.ABANDONED;
    }
}
