package org.ostler.wire;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// One call of a client, from the moment that it has a serial until its answer or its deadline.
///
/// Thread-safe: whichever comes first, the answer or giving up, is what the caller gets. Either one
/// thread waits for it, or it has a future; a future costs a fresh JVM a twentieth of an open.
final class ClientCall {
    final FrameHeader header;

    /// Takes an answer that came too late.
    private final @Nullable Consumer<ClientReply> late;

    private final @Nullable CompletableFuture<ClientReply> future;
    private volatile @Nullable Thread waiter;

    // One of both, once; written under the monitor.
    private volatile @Nullable ClientReply answer;
    private volatile @Nullable ConnectionException failure;

    private ClientCall(
            FrameHeader header,
            @Nullable Consumer<ClientReply> late,
            @Nullable CompletableFuture<ClientReply> future) {
        this.header = header;
        this.late = late;
        this.future = future;
    }

    /// A call that one thread will [await].
    ///
    /// @param late takes an answer that comes after that
    static ClientCall awaited(FrameHeader header, @Nullable Consumer<ClientReply> late) {
        return new ClientCall(header, late, null);
    }

    /// A call that nobody waits for.
    static ClientCall submitted(FrameHeader header) {
        return new ClientCall(header, null, new CompletableFuture<>());
    }

    /// What a call comes to that nobody waits for.
    CompletableFuture<ClientReply> future() {
        CompletableFuture<ClientReply> told = future;
        if (told == null) {
            throw new IllegalStateException("somebody waits for this call");
        }
        return told;
    }

    /// Gives the answer to whoever waits, or to nobody.
    void complete(ClientReply reply) {
        if (future == null ? !settle(reply, null) : !future.complete(reply)) {
            reply.discard();
            if (late != null) {
                late.accept(reply);
            }
        }
    }

    /// Stops waiting; false when the answer had come.
    boolean giveUp(ConnectionException why) {
        return future == null ? settle(null, why) : future.completeExceptionally(why);
    }

    private boolean settle(@Nullable ClientReply reply, @Nullable ConnectionException why) {
        synchronized (this) {
            if (isDone()) {
                return false;
            }
            answer = reply;
            failure = why;
        }
        LockSupport.unpark(waiter);
        return true;
    }

    /// Whether a call that somebody waits for has its answer, or has been given up.
    boolean isDone() {
        return answer != null || failure != null;
    }

    /// Waits for the answer, reading the connection meanwhile where nobody else does.
    ///
    /// @param deadlineNanos on the scale of [System#nanoTime()]
    /// @param timeout what the caller asked for, for the message
    ClientReply await(ClientReader reader, long deadlineNanos, Duration timeout)
            throws ConnectionException, InterruptedException {
        waiter = Thread.currentThread();
        try {
            reader.lead(this, deadlineNanos);
            while (!isDone()) {
                long left = deadlineNanos - System.nanoTime();
                if (left <= 0) {
                    giveUp(timedOut(timeout));
                } else if (Thread.interrupted()) {
                    throw new InterruptedException();
                } else {
                    LockSupport.parkNanos(this, left);
                }
            }
        } catch (InterruptedException e) {
            giveUp(
                    new ConnectionException(
                            ConnectionException.Reason.CANCELLED, true, "interrupted"));
            throw e;
        }
        return outcome();
    }

    /// Gives a call that nobody waits for up after the timeout unless the answer has come.
    ///
    /// @throws java.util.concurrent.RejectedExecutionException when the timer takes nothing more
    void expireAfter(Duration timeout, ScheduledExecutorService timer) {
        Runnable giveUp = () -> giveUp(timedOut(timeout));
        ScheduledFuture<?> expiry = timer.schedule(giveUp, timeout.toNanos(), TimeUnit.NANOSECONDS);
        var _ = future().whenComplete((r, t) -> expiry.cancel(false));
    }

    private ConnectionException timedOut(Duration timeout) {
        return new ConnectionException(
                ConnectionException.Reason.TIMED_OUT,
                true,
                "no answer within %s: %s".formatted(timeout, header.describe()));
    }

    /// Of a call that is done.
    private ClientReply outcome() throws ConnectionException {
        ClientReply reply = answer;
        if (reply != null) {
            return reply;
        }
        ConnectionException why = failure;
        if (why == null) {
            throw new IllegalStateException("the call is not done");
        }
        throw why.again();
    }
}
