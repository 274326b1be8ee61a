package org.ostler.driver.xen;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// Runs short libxl calls one after another on a thread and a context of its own, and gives each a
/// deadline.
///
/// A native call cannot be stopped. When one does not return in time its caller is told so, the
/// thread is left behind with it and another thread takes over the queue; the thread that was left
/// ends when its call returns. At most [#MAX_STUCK] may be left behind at a time, after that the
/// worker refuses until one returns.
///
/// Any thread may call; callers wait without holding a lock.
final class LibxlWorker implements AutoCloseable {
    static final int QUEUE_CAPACITY = 256;
    static final int MAX_STUCK = 4;

    private static final Duration PREPARATION = Duration.ofMinutes(2);

    private final BlockingQueue<Call<?>> queue = new ArrayBlockingQueue<>(QUEUE_CAPACITY);
    private final ReentrantLock lock = new ReentrantLock();
    private final String name;
    private @Nullable Lane lane; // guarded by lock
    private int lanes; // guarded by lock
    private boolean closed; // guarded by lock

    LibxlWorker(String name) {
        this.name = name;
    }

    /// Runs a call and waits for its value.
    ///
    /// @throws LibxlException when libxl fails, when the call does not return in time, or when too
    ///   many calls wait
    <T> T call(
            String operation, String subject, Duration deadline, Function<LibxlContext, T> body) {
        var call = new Call<>(body);
        boolean hurried = deadline.compareTo(Libxl.CALL_DEADLINE) < 0;
        awaitReady(
                ensureLane(operation, subject),
                hurried ? deadline : PREPARATION,
                operation,
                subject);
        if (!queue.offer(call)) {
            throw failure(
                    operation,
                    subject,
                    LibxlError.TIMEDOUT,
                    "%d calls wait already".formatted(QUEUE_CAPACITY));
        }
        try {
            return call.result.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            queue.remove(call);
            abandon(call);
            throw failure(
                    operation,
                    subject,
                    LibxlError.TIMEDOUT,
                    "it did not return within %d ms".formatted(deadline.toMillis()));
        } catch (ExecutionException e) {
            throw rethrow(operation, e);
        } catch (InterruptedException e) {
            queue.remove(call);
            Thread.currentThread().interrupt();
            throw failure(
                    operation, subject, LibxlError.ABORTED, "the calling thread was interrupted");
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (lane != null) {
                lane.thread.interrupt();
                lane = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /// The deadline of a call is for what libxl does. What comes before its first call, linking its
    /// functions above all, can take many seconds on a slow processor, and has a limit of its own;
    /// who is in a hurry (counters) does not wait longer for it than for the call.
    private static void awaitReady(Lane lane, Duration limit, String operation, String subject) {
        try {
            lane.ready.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw failure(
                    operation,
                    subject,
                    LibxlError.TIMEDOUT,
                    "it was not ready within %d ms".formatted(limit.toMillis()));
        } catch (ExecutionException e) {
            throw rethrow(operation, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(
                    operation, subject, LibxlError.ABORTED, "the calling thread was interrupted");
        }
    }

    private static RuntimeException rethrow(String operation, ExecutionException e) {
        return switch (e.getCause()) {
            case Error error -> throw error;
            case RuntimeException failure -> failure;
            case null, default -> new IllegalStateException(operation + " failed.", e);
        };
    }

    private Lane ensureLane(String operation, String subject) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("The connection to Xen is closed.");
            }
            if (lane == null) {
                if (lanes > MAX_STUCK) {
                    throw failure(
                            operation,
                            subject,
                            LibxlError.TIMEDOUT,
                            "%d earlier calls have not returned".formatted(MAX_STUCK));
                }
                lanes++;
                lane = new Lane();
                lane.thread.start();
            }
            return lane;
        } finally {
            lock.unlock();
        }
    }

    /// Gives up the lane that is inside that call.
    private void abandon(Call<?> stuck) {
        lock.lock();
        try {
            if (lane != null && lane == stuck.lane) {
                lane = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean owns(Lane candidate) {
        lock.lock();
        try {
            return lane == candidate;
        } finally {
            lock.unlock();
        }
    }

    private void left(Lane candidate) {
        lock.lock();
        try {
            lanes--;
            if (lane == candidate) {
                lane = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private static LibxlException failure(
            String operation, String subject, LibxlError error, String words) {
        var line = new LogLine(LogLine.Level.ERROR, "ostler", "", OptionalInt.empty(), words);
        return new LibxlException(
                operation, subject, error.code(), "ERROR_" + error.name(), List.of(line));
    }

    /// A call in the queue; knows the lane that runs it.
    private static final class Call<T> {
        final CompletableFuture<T> result = new CompletableFuture<>();
        final Function<LibxlContext, T> body;
        volatile @Nullable Lane lane;

        Call(Function<LibxlContext, T> body) {
            this.body = body;
        }

        void run(Lane here) {
            lane = here;
            try {
                result.complete(body.apply(here.context()));
            } catch (Throwable t) {
                result.completeExceptionally(t);
            }
        }
    }

    /// A thread with its context.
    private final class Lane {
        final Thread thread =
                Thread.ofPlatform().daemon().name("libxl-" + name).unstarted(this::run);

        /// Its context, once it can be called; or why it cannot. Closed by the lane's thread.
        final CompletableFuture<LibxlContext> ready = new CompletableFuture<>();

        /// For the lane's thread alone.
        LibxlContext context() {
            LibxlContext own = ready.join();
            own.log().drain();
            return own;
        }

        private void run() {
            try (LibxlContext context = new LibxlContext(LogLine.Level.INFO)) {
                LibxlFunction.link();
                ready.complete(context);
                serve();
            } catch (Throwable t) {
                ready.completeExceptionally(t);
            } finally {
                left(this);
            }
        }

        private void serve() {
            while (owns(this)) {
                try {
                    queue.take().run(this);
                } catch (InterruptedException e) {
                    return;
                }
            }
        }
    }
}
