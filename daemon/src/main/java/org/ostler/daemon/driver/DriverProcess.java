package org.ostler.daemon.driver;

import org.jspecify.annotations.Nullable;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Layer;
import org.ostler.api.Origin;
import org.ostler.api.log.LateLogger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// One driver in a process of its own, kept running: started, watched, its words logged, started
/// again with growing waits when it ends.
///
/// What the child says is [ChildSpeech]'s; a driver that calls itself absent is not started again
/// until somebody [asks][#awaitReady]. Its standard input ends together with this process, however
/// that ends, and the child ends then; [Orphan] covers the time in between.
///
/// One supervisor owns the child; state is guarded by this object's monitor. It and the reader of
/// the child's log are platform threads: a read of a pipe holds a virtual thread's carrier for as
/// long as the child is silent, and two of them hold all that a host with two processors has.
public final class DriverProcess implements AutoCloseable {
    private static final System.Logger LOG = LateLogger.of(DriverProcess.class);
    private static final Duration ORPHAN_PATIENCE = Duration.ofSeconds(5);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    /// What is started.
    ///
    /// @param name the driver's name
    /// @param command gives the program and its arguments
    /// @param socket where it will listen
    /// @param record where its identity is written for a later daemon
    public record Launch(String name, Command command, Path socket, Path record) {}

    /// How the child is started, found out when it is.
    @FunctionalInterface
    public interface Command {
        /// The program and its arguments.
        List<String> words() throws IOException;
    }

    private enum State {
        /// Nobody has asked for it yet, or it was absent.
        IDLE,
        STARTING,
        READY,
        /// It ended and will be started again.
        WAITING,
        CLOSED
    }

    private final Launch launch;
    private final LastWords words = new LastWords();
    private final BackOff backOff = new BackOff();

    private State state = State.IDLE;
    private long incarnation;
    private String reason = "it was never started";
    private @Nullable Process child;
    private @Nullable Thread supervisor;

    /// A driver's process that is not started yet.
    public DriverProcess(Launch launch) {
        this.launch = launch;
    }

    /// Starts it where it does not run, and waits until it answers.
    ///
    /// @return which start this is; grows with each
    /// @throws Fault why it is absent, or does not get ready within the time
    public synchronized long awaitReady(Duration atMost) throws InterruptedException {
        if (state == State.IDLE) {
            state = State.STARTING;
            supervisor =
                    Thread.ofPlatform()
                            .daemon()
                            .name("supervise " + launch.name())
                            .start(this::supervise);
        }
        long deadline = System.nanoTime() + atMost.toNanos();
        while (state == State.STARTING || state == State.WAITING) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw fault(FaultCode.NO_CONNECT, "does not get ready: " + reason);
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        if (state == State.READY) {
            return incarnation;
        }
        throw fault(FaultCode.NO_CONNECT, reason);
    }

    /// Whether that start still runs and answers.
    public synchronized boolean serves(long start) {
        return state == State.READY && incarnation == start;
    }

    /// The socket that it listens on.
    public Path socket() {
        return launch.socket();
    }

    private void supervise() {
        try {
            Orphan.await(launch.record(), ORPHAN_PATIENCE);
            boolean again = true;
            while (again) {
                long began = System.nanoTime();
                Optional<String> absent = run();
                if (absent.isPresent()) {
                    move(State.IDLE, absent.get());
                    return;
                }
                again = pause(backOff.after(Duration.ofNanos(System.nanoTime() - began)));
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "cannot start driver " + launch.name(), e);
            move(State.IDLE, "its process cannot be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            move(State.IDLE, "the daemon is stopping");
        }
    }

    /// One life of the child.
    ///
    /// @return why the driver is absent, if the child said so
    private Optional<String> run() throws IOException, InterruptedException {
        words.clear();
        Files.deleteIfExists(launch.socket());
        Process started = new ProcessBuilder(launch.command().words()).start();
        try {
            adopt(started);
            ChildSpeech speech = new ChildSpeech(launch.name(), words);
            Thread log =
                    Thread.ofPlatform()
                            .daemon()
                            .name("log of " + launch.name())
                            .start(() -> speech.log(started.getErrorStream()));
            Optional<String> absent = speech.listen(started.getInputStream(), this::ready);
            end(started);
            log.join(STOP_PATIENCE);
            if (absent.isEmpty()) {
                ended(started);
            }
            return absent;
        } finally {
            started.destroyForcibly();
        }
    }

    /// Writes down who the child is; one that was started while this was being closed is told to
    /// go.
    private void adopt(Process started) throws IOException {
        ProcessIdentity.of(started.pid())
                .orElse(new ProcessIdentity(started.pid(), 0))
                .write(launch.record());
        boolean closed;
        synchronized (this) {
            child = started;
            closed = state == State.CLOSED;
        }
        if (closed) {
            started.getOutputStream().close();
        }
    }

    /// The end of its input asks it to go, then signals do.
    private static void end(Process child) throws IOException, InterruptedException {
        child.getOutputStream().close();
        if (!child.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            child.destroy();
            if (!child.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                child.destroyForcibly();
                child.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private synchronized void ready() {
        if (state == State.STARTING) {
            incarnation++;
            state = State.READY;
            notifyAll();
            LOG.log(System.Logger.Level.INFO, "driver {0} is ready", launch.name());
        }
    }

    private synchronized void ended(Process process) {
        if (state == State.STARTING || state == State.READY) {
            reason =
                    process.isAlive()
                            ? "its process does not end"
                            : "its process ended with exit code " + process.exitValue();
            LOG.log(
                    System.Logger.Level.WARNING,
                    "driver {0}: {1}; it is started again",
                    launch.name(),
                    reason);
            state = State.WAITING;
            notifyAll();
        }
    }

    /// Waits for the next start; false where there is none.
    private synchronized boolean pause(Duration wait) throws InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        while (state == State.WAITING) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                state = State.STARTING;
                notifyAll();
                return true;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return false;
    }

    private synchronized void move(State to, String why) {
        if (state != State.CLOSED) {
            state = to;
            reason = why;
            notifyAll();
        }
    }

    private Fault fault(FaultCode code, String why) {
        Fault.Builder fault =
                Fault.builder(
                        code,
                        FaultDomain.RPC,
                        "failed to connect to the hypervisor: the "
                                + launch.name()
                                + " driver: "
                                + why);
        String last = words.text();
        if (!last.isEmpty()) {
            fault.origin(Origin.of(Layer.DRIVER, "start", launch.name(), "", last));
        }
        return fault.retryable().build();
    }

    /// Ends the child, by signals where it does not go by itself, and starts none again.
    @Override
    public void close() {
        move(State.CLOSED, "the daemon is stopping");
        Process present;
        Thread watching;
        synchronized (this) {
            present = child;
            watching = supervisor;
        }
        try {
            if (present != null) {
                end(present);
            }
            if (watching != null) {
                watching.join(STOP_PATIENCE);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "closing the input of {0}: {1}", launch.name(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
