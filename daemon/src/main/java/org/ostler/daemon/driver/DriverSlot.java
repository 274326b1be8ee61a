package org.ostler.daemon.driver;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Hypervisor;
import org.ostler.api.log.LateLogger;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/// One driver's place in the daemon: being opened, open, or absent for a reason.
///
/// Opening runs on a virtual thread of its own; everybody else waits for its outcome, at most as
/// long as they say. An absent driver is tried again when somebody asks for it later than
/// [#RETRY_AFTER] after the last try, so that installing QEMU needs no restart. Thread-safe.
public final class DriverSlot implements AutoCloseable {
    private static final System.Logger LOG = LateLogger.of(DriverSlot.class);

    /// How long the reason for an absence is believed.
    static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final DriverSource source;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean warming = new AtomicBoolean();
    private volatile boolean warm;

    /// Guarded by this object.
    private CompletableFuture<Hypervisor> opening = new CompletableFuture<>();

    private long tried;

    DriverSlot(DriverSource source) {
        this.source = source;
    }

    /// The driver's name.
    public String name() {
        return source.name();
    }

    /// Whether reads are answered from this process's memory alone: the driver is in this process,
    /// and has found out what it must ask its host for once.
    public boolean answersAtOnce() {
        return warm;
    }

    /// Whether the driver is in this process.
    public boolean isLocal() {
        return source.local();
    }

    /// Begins to let the driver find out what it asks its host for once, so that it is not asked
    /// while somebody waits for something else; a driver that nobody opens is never asked.
    public void warmUp(Hypervisor hypervisor) {
        if (source.local() && !warm && warming.compareAndSet(false, true)) {
            Thread.ofVirtual().name("warm up " + name()).start(() -> ask(hypervisor));
        }
    }

    private void ask(Hypervisor hypervisor) {
        try {
            var _ = hypervisor.info();
            warm = true;
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "driver {0}: {1}", name(), e.getMessage());
        } finally {
            warming.set(false);
        }
    }

    /// Begins to open it.
    synchronized void start() {
        CompletableFuture<Hypervisor> outcome = opening;
        tried = System.nanoTime();
        Thread.ofVirtual().name("open " + name()).start(() -> open(outcome));
    }

    private void open(CompletableFuture<Hypervisor> outcome) {
        try {
            Hypervisor hypervisor = source.open();
            if (!outcome.complete(hypervisor) || closed.get()) {
                hypervisor.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            outcome.completeExceptionally(stopping());
        } catch (RuntimeException | Error e) {
            outcome.completeExceptionally(e);
        }
    }

    /// The open driver, once it is open.
    ///
    /// @throws Fault why it is absent, or that opening takes longer than that
    public Hypervisor hypervisor(Duration atMost) throws InterruptedException {
        try {
            return present().get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw absence(Objects.requireNonNullElse(e.getCause(), e));
        } catch (TimeoutException e) {
            throw Fault.builder(
                            FaultCode.OPERATION_TIMEOUT,
                            FaultDomain.RPC,
                            "Timed out during operation: the "
                                    + name()
                                    + " driver is still being opened after "
                                    + atMost.toSeconds()
                                    + " s")
                    .retryable()
                    .build();
        }
    }

    /// The open driver, without waiting.
    ///
    /// @throws Fault why it is absent, or (retryable) that it is being opened
    public Hypervisor current() {
        CompletableFuture<Hypervisor> attempt = present();
        if (!attempt.isDone()) {
            throw Fault.builder(
                            FaultCode.OPERATION_FAILED,
                            FaultDomain.RPC,
                            "operation failed: the " + name() + " driver is being opened")
                    .retryable()
                    .build();
        }
        if (attempt.isCompletedExceptionally()) {
            throw absence(attempt.exceptionNow());
        }
        return attempt.join();
    }

    /// The attempt that counts now: a new one where the last one failed long enough ago.
    private synchronized CompletableFuture<Hypervisor> present() {
        boolean stale =
                opening.isCompletedExceptionally()
                        && System.nanoTime() - tried > RETRY_AFTER.toNanos();
        if (stale && !closed.get()) {
            opening = new CompletableFuture<>();
            start();
        }
        return opening;
    }

    private Fault absence(Throwable why) {
        return why instanceof Fault fault
                ? fault
                : Fault.builder(
                                FaultCode.INTERNAL_ERROR,
                                FaultDomain.RPC,
                                "internal error: the " + name() + " driver failed to open: " + why)
                        .cause(why)
                        .build();
    }

    /// Why it is absent; empty while it is being opened, and once it is open.
    public synchronized Optional<String> absent() {
        return opening.isCompletedExceptionally()
                ? Optional.of(absence(opening.exceptionNow()).sentence())
                : Optional.empty();
    }

    /// Whether it is open now.
    public synchronized boolean open() {
        return opening.isDone() && !opening.isCompletedExceptionally();
    }

    /// Waits until the first attempt has ended, whichever way; false after the time.
    boolean awaitOutcome(Duration atMost) throws InterruptedException {
        CompletableFuture<Hypervisor> attempt;
        synchronized (this) {
            attempt = opening;
        }
        try {
            attempt.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException e) {
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /// Closes the driver; guests go on. One that is being opened is closed as soon as it is open.
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            CompletableFuture<Hypervisor> attempt;
            synchronized (this) {
                attempt = opening;
            }
            boolean never = attempt.completeExceptionally(stopping());
            if (!never && !attempt.isCompletedExceptionally()) {
                attempt.join().close();
            }
            source.close();
        }
    }

    private static Fault stopping() {
        return Fault.of(
                FaultCode.OPERATION_FAILED,
                FaultDomain.RPC,
                "operation failed: the daemon is stopping");
    }
}
