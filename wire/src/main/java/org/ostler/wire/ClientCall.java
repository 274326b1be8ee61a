package org.ostler.wire;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// One call of a client, from the moment that it has a serial until its answer or its deadline.
///
/// Thread-safe: whichever comes first, the answer or giving up, is what the caller gets.
final class ClientCall {
    final FrameHeader header;
    final CompletableFuture<ClientReply> answer = new CompletableFuture<>();

    /// Takes an answer that came too late.
    private final @Nullable Consumer<ClientReply> late;

    ClientCall(FrameHeader header, @Nullable Consumer<ClientReply> late) {
        this.header = header;
        this.late = late;
    }

    /// Gives the answer to whoever waits, or to nobody.
    void complete(ClientReply reply) {
        if (!answer.complete(reply)) {
            reply.discard();
            if (late != null) {
                late.accept(reply);
            }
        }
    }

    /// Stops waiting; false when the answer had come.
    boolean giveUp(ConnectionException why) {
        return answer.completeExceptionally(why);
    }

    /// Waits for the answer, reading the connection meanwhile where nobody else does.
    ///
    /// @param deadlineNanos on the scale of [System#nanoTime()]
    /// @param timeout what the caller asked for, for the message
    ClientReply await(ClientReader reader, long deadlineNanos, Duration timeout)
            throws ConnectionException, InterruptedException {
        try {
            reader.lead(answer, deadlineNanos);
            long left = Math.max(0, deadlineNanos - System.nanoTime());
            return answer.get(left, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            giveUp(timedOut(timeout));
            return outcome();
        } catch (InterruptedException e) {
            giveUp(
                    new ConnectionException(
                            ConnectionException.Reason.CANCELLED, true, "interrupted"));
            throw e;
        } catch (ExecutionException e) {
            return outcome();
        }
    }

    /// Gives up after the timeout unless the answer has come.
    ///
    /// @throws java.util.concurrent.RejectedExecutionException when the timer takes nothing more
    void expireAfter(Duration timeout, ScheduledExecutorService timer) {
        Runnable giveUp = () -> giveUp(timedOut(timeout));
        ScheduledFuture<?> expiry = timer.schedule(giveUp, timeout.toNanos(), TimeUnit.NANOSECONDS);
        var _ = answer.whenComplete((r, t) -> expiry.cancel(false));
    }

    private ConnectionException timedOut(Duration timeout) {
        return new ConnectionException(
                ConnectionException.Reason.TIMED_OUT,
                true,
                "no answer within %s: %s".formatted(timeout, header.describe()));
    }

    /// Of a call that is done.
    private ClientReply outcome() throws ConnectionException {
        if (answer.isCompletedExceptionally()
                && answer.exceptionNow() instanceof ConnectionException e) {
            throw e.again();
        }
        return answer.resultNow();
    }
}
