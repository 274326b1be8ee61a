package org.ostler.driver.xen;

import org.ostler.posix.CloseOnExec;
import org.ostler.posix.Eventfd;
import org.ostler.posix.NativeMemory;
import org.ostler.xlcfg.Json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// One long operation under way: on a platform thread and a libxl context of its own, so that what
/// libxl says belongs to it; it can be cancelled while it waits.
///
/// The thread begins the operation and turns libxl's event loop until the operation's completion
/// event comes. [#cancel] and the deadline only set a mark and wake the thread, which then calls
/// `libxl_ao_abort`: no other thread ever touches the context. While libxl works inside the first
/// call (it builds a guest's memory there) a cancellation waits until that call returns.
///
/// libxl 4.17 crashes when a save or a restore is aborted before its helper process runs (it calls
/// a function pointer that is not set yet), so those are aborted only after the helper's first
/// message.
///
/// A deadline asks libxl to abort. When libxl does not end within [#ABORT_GRACE] after that, the
/// result is reported as timed out although the outcome is unknown, and the thread stays with the
/// operation until libxl ends it.
///
/// @param <T> what the operation gives
public final class LibxlOperation<T> implements XenCall<T> {
    /// How long libxl may take to end an operation that was aborted.
    public static final Duration ABORT_GRACE = Duration.ofSeconds(30);

    private static final int MAX_LINES = 1000;
    private static final int TURN_MILLIS = 1000;
    private static final int HOW_BYTES = 16;

    /// Any value: completion events are told apart by context already.
    private static final long FOR_USER = 1;

    private final String name;
    private final String subject;
    private final LibxlTask<T> task;
    private final LogLine.Level minLevel;
    private final Consumer<LibxlProgress> progress;
    private final long deadlineNanos;
    private final Eventfd wake = LibxlContext.newWake();
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean cancelled;

    // used by the operation's thread alone
    private final Deque<LogLine> lines = new ArrayDeque<>();
    private boolean abortable;
    private boolean abortSent;
    private long overdueNanos;

    LibxlOperation(
            String name,
            String subject,
            LibxlTask<T> task,
            Duration deadline,
            LogLine.Level minLevel,
            Consumer<LibxlProgress> progress) {
        this.name = name;
        this.subject = subject;
        this.task = task;
        this.minLevel = minLevel;
        this.progress = progress;
        this.deadlineNanos = System.nanoTime() + deadline.toNanos();
        this.overdueNanos = Long.MAX_VALUE;
        this.abortable = task.isAbortableAtOnce();
    }

    /// Starts the thread.
    LibxlOperation<T> start() {
        Thread.ofPlatform().daemon().name("libxl-" + name).start(this::run);
        return this;
    }

    /// The outcome: the value, or a [LibxlException] with libxl's words. A cancelled operation that
    /// libxl cut short ends with [LibxlError#ABORTED]; one that was past its end gives its value
    /// all the same.
    @Override
    public CompletableFuture<T> result() {
        return result.copy();
    }

    /// Completes when libxl has let go of the operation and its thread and descriptors are gone;
    /// after a timed-out result this may be much later.
    @Override
    public CompletableFuture<Void> ended() {
        return ended.copy();
    }

    /// Asks libxl to cut the operation short; returns at once. What remains of the domain is the
    /// caller's to find out from [#result].
    @Override
    public void cancel() {
        cancelled = true;
        task.cancelled();
        wake.signal();
    }

    private void run() {
        try (Arena arena = Arena.ofConfined();
                task;
                var ctx = new LibxlContext(minLevel)) {
            NativeMemory how = NativeMemory.in(arena, HOW_BYTES, 8);
            how.bytes().putLong(0, LibxlNative.NULL).putLong(8, FOR_USER);
            conduct(ctx, how.address());
        } catch (Throwable t) {
            result.completeExceptionally(t);
        } finally {
            wake.close();
            ended.complete(null);
        }
    }

    private void conduct(LibxlContext ctx, long how) {
        CloseOnExec.markAll();
        try {
            int code = task.begin(ctx, how, this::cancel);
            keep(ctx.log().drain());
            if (code == 0 && !task.endsAtOnce()) {
                code = await(ctx, how);
            }
            if (code == 0) {
                result.complete(task.finish());
            } else {
                fail(ctx, code, task.cause());
            }
        } catch (UncheckedIOException e) {
            // the stream's other side, before libxl began or after it was done
            IOException cause = e.getCause();
            fail(
                    ctx,
                    LibxlError.FAIL.code(),
                    Optional.of(cause == null ? new IOException(e) : cause));
        }
    }

    private void fail(LibxlContext ctx, int code, Optional<IOException> cause) {
        task.rollBack(ctx);
        keep(ctx.log().drain());
        cause.ifPresent(reason -> lines.addFirst(ownWords(reason)));
        LibxlException failure = failure(code);
        cause.ifPresent(failure::initCause);
        result.completeExceptionally(failure);
    }

    /// What the stream's other side says, ahead of what libxl made of it.
    private static LogLine ownWords(IOException reason) {
        String words = "the stream failed: " + reason.getMessage();
        return new LogLine(LogLine.Level.ERROR, "ostler", "", OptionalInt.empty(), words);
    }

    private int await(LibxlContext ctx, long how) {
        while (true) {
            for (Optional<Json.Obj> event = ctx.nextEvent();
                    event.isPresent();
                    event = ctx.nextEvent()) {
                if (event.get().members().containsKey("type.operation_complete")) {
                    keep(ctx.log().drain());
                    return (int) event.get().object("type.operation_complete").integerOrZero("rc");
                }
            }
            abortWhenDue(ctx, how);
            ctx.turn(wake, TURN_MILLIS);
            keep(ctx.log().drain());
        }
    }

    private void abortWhenDue(LibxlContext ctx, long how) {
        long now = System.nanoTime();
        boolean due = cancelled || now - deadlineNanos >= 0;
        if (due && overdueNanos == Long.MAX_VALUE) {
            overdueNanos = now + ABORT_GRACE.toNanos();
        }
        if (due && abortable && !abortSent) {
            LibxlNative.aoAbort(ctx.pointer(), how);
            abortSent = true;
        }
        if (due && now >= overdueNanos) {
            result.completeExceptionally(failure(LibxlError.TIMEDOUT.code()));
        }
    }

    private void keep(List<LogLine> more) {
        for (LogLine line : more) {
            abortable |= task.showsAbortable(line);
            Optional<LibxlProgress> step = line.progress();
            if (step.isPresent()) {
                progress.accept(step.get());
                continue;
            }
            if (lines.size() == MAX_LINES) {
                lines.removeFirst();
            }
            lines.addLast(line);
        }
    }

    private LibxlException failure(int code) {
        return new LibxlException(
                name, subject, code, LibxlNative.errorName(code), List.copyOf(lines));
    }
}
