package org.ostler.driver.xen;

import org.ostler.api.log.LateLogger;
import org.ostler.posix.Eventfd;
import org.ostler.posix.NativeMemory;
import org.ostler.xlcfg.Json;
import org.ostler.xlcfg.JsonText;

import java.lang.System.Logger;
import java.lang.foreign.Arena;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Waits for the ends of domains, on a platform thread and a libxl context of its own.
///
/// Any thread may watch and unwatch; the requests reach the thread through a bounded queue and a
/// wake-up, so only that thread touches the context. The listener is called on that thread and must
/// not block. Each shutdown and each death is told once.
public final class LibxlEvents implements AutoCloseable {
    private static final Logger LOG = LateLogger.of(LibxlEvents.class);
    private static final int REQUESTS = 4096;
    private static final int TURN_MILLIS = 60_000;

    private final Consumer<DomainEnd> listener;
    private final Queue<Request> requests = new ArrayBlockingQueue<>(REQUESTS);
    private final Eventfd wake = LibxlContext.newWake();
    private volatile boolean closed;
    private final Thread thread;

    // the thread alone
    private final Map<Integer, Long> generators = new HashMap<>();

    private record Request(int domid, boolean watch, CompletableFuture<Void> done) {}

    /// Starts the thread.
    ///
    /// @param listener told of each end, on the events' thread
    LibxlEvents(Consumer<DomainEnd> listener) {
        this.listener = listener;
        thread = Thread.ofPlatform().daemon().name("libxl-events").unstarted(this::run);
    }

    LibxlEvents start() {
        thread.start();
        return this;
    }

    /// From now on tells of that domain's end. The future completes when libxl watches; it fails
    /// with [LibxlError#DOMAIN_NOTFOUND] or the like when it cannot.
    public CompletableFuture<Void> watch(int domid) {
        return ask(new Request(domid, true, new CompletableFuture<>()));
    }

    /// No longer tells of that domain; what has occurred already may still be told.
    public CompletableFuture<Void> unwatch(int domid) {
        return ask(new Request(domid, false, new CompletableFuture<>()));
    }

    /// Ends the thread and waits for it.
    @Override
    public void close() {
        closed = true;
        wake.signal();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private CompletableFuture<Void> ask(Request request) {
        if (closed || !requests.offer(request)) {
            request.done.completeExceptionally(
                    new IllegalStateException(
                            closed
                                    ? "The connection to Xen is closed."
                                    : "Too many requests wait for libxl's events."));
        }
        wake.signal();
        return request.done;
    }

    private void run() {
        try (var ctx = new LibxlContext(LogLine.Level.WARNING)) {
            while (!closed) {
                serveRequests(ctx);
                for (Optional<Json.Obj> e = ctx.nextEvent(); e.isPresent(); e = ctx.nextEvent()) {
                    tell(ctx, e.get());
                }
                ctx.turn(wake, TURN_MILLIS);
                ctx.log()
                        .drain()
                        .forEach(
                                line ->
                                        LOG.log(
                                                Logger.Level.WARNING,
                                                "libxl events: {0}",
                                                line.text()));
            }
        } catch (RuntimeException e) {
            LOG.log(Logger.Level.ERROR, "libxl no longer tells of domains' ends.", e);
            closed = true;
        } finally {
            wake.close();
            failRequests();
        }
    }

    private void serveRequests(LibxlContext ctx) {
        for (Request r = requests.poll(); r != null; r = requests.poll()) {
            try {
                if (r.watch) {
                    enable(ctx, r.domid);
                } else {
                    disable(ctx, r.domid);
                }
                r.done.complete(null);
            } catch (LibxlException e) {
                r.done.completeExceptionally(e);
            }
        }
    }

    private void failRequests() {
        for (Request r = requests.poll(); r != null; r = requests.poll()) {
            r.done.completeExceptionally(
                    new IllegalStateException("The connection to Xen is closed."));
        }
    }

    private void enable(LibxlContext ctx, int domid) {
        if (generators.containsKey(domid)) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            NativeMemory out = NativeMemory.in(arena, Long.BYTES, Long.BYTES);
            ctx.check(
                    "watching",
                    "domain " + domid,
                    LibxlNative.enableDeath(ctx.pointer(), domid, domid, out.address()));
            generators.put(domid, out.bytes().getLong(0));
        }
    }

    private void disable(LibxlContext ctx, int domid) {
        Long generator = generators.remove(domid);
        if (generator != null) {
            LibxlNative.disableDeath(ctx.pointer(), generator);
        }
    }

    private void tell(LibxlContext ctx, Json.Obj event) {
        int domid = (int) event.integerOrZero("domid");
        if (event.members().containsKey("type.domain_shutdown")) {
            long reason = event.object("type.domain_shutdown").integerOrZero("shutdown_reason");
            listener.accept(new DomainEnd.Shutdown(domid, ShutdownReason.of(reason)));
        } else if (event.members().containsKey("type.domain_death")) {
            disable(ctx, domid);
            listener.accept(new DomainEnd.Death(domid));
        } else {
            LOG.log(Logger.Level.DEBUG, "libxl event {0}", JsonText.write(event));
        }
    }
}
