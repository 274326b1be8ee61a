package org.ostler.wire;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// The calls of one client connection that wait for an answer, by serial.
///
/// A call whose deadline has passed stays here until its answer comes, so that the answer is
/// recognized and dropped. Thread-safe.
final class ClientCalls {
    private final int max;
    private final ConcurrentHashMap<Integer, ClientCall> pending = new ConcurrentHashMap<>();

    /// Calls in the map or about to be, so that the limit holds without a lock.
    private final AtomicInteger count = new AtomicInteger();

    private final AtomicInteger serials = new AtomicInteger();
    private volatile @Nullable String endedBecause;

    ClientCalls(int max) {
        this.max = max;
    }

    /// A new call with a serial of its own that the caller will wait for, or an exception when
    /// there is no room or the connection has ended.
    ///
    /// @param late takes an answer that comes after the caller has given up
    ClientCall begin(int program, int procedure, @Nullable Consumer<ClientReply> late)
            throws ConnectionException {
        return added(ClientCall.awaited(header(program, procedure), late));
    }

    /// The same for a call that nobody waits for.
    ClientCall submit(int program, int procedure) throws ConnectionException {
        return added(ClientCall.submitted(header(program, procedure)));
    }

    private FrameHeader header(int program, int procedure) throws ConnectionException {
        if (count.incrementAndGet() > max) {
            count.decrementAndGet();
            throw new ConnectionException(
                    ConnectionException.Reason.CONGESTED,
                    false,
                    "%d calls wait for an answer; that is the limit".formatted(max));
        }
        return FrameHeader.call(program, 1, procedure, serials.getAndIncrement());
    }

    private ClientCall added(ClientCall call) throws ConnectionException {
        pending.put(call.header.serial(), call);
        String because = endedBecause;
        if (because != null) {
            forget(call);
            throw new ConnectionException(ConnectionException.Reason.ENDED, false, because);
        }
        return call;
    }

    /// Removes a call that was not sent.
    void forget(ClientCall call) {
        if (pending.remove(call.header.serial(), call)) {
            count.decrementAndGet();
        }
    }

    /// An answer has arrived.
    ///
    /// @return false when it names the procedure of no call that has its serial, after which
    ///   nothing can be trusted
    boolean complete(ClientReply reply) {
        FrameHeader h = reply.header();
        ClientCall call = pending.get(h.serial());
        if (call == null || call.header.program() != h.program()) {
            // Not a call of ours: nobody waits for it.
            reply.discard();
            return true;
        }
        if (call.header.procedure() != h.procedure()) {
            reply.discard();
            return false;
        }
        forget(call);
        call.complete(reply);
        return true;
    }

    /// Fails all calls, now and from now on.
    void end(String message) {
        endedBecause = message;
        for (ClientCall call : List.copyOf(pending.values())) {
            forget(call);
            call.giveUp(new ConnectionException(ConnectionException.Reason.ENDED, true, message));
        }
    }

    boolean isEmpty() {
        return count.get() == 0;
    }

    /// Whether no call waits for an answer and the connection lives.
    boolean areIdle() {
        return isEmpty() && endedBecause == null;
    }

    int size() {
        return count.get();
    }
}
