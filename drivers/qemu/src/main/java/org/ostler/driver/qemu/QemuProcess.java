package org.ostler.driver.qemu;

import org.jspecify.annotations.Nullable;
import org.ostler.posix.Errno;
import org.ostler.posix.Pidfd;
import org.ostler.posix.PosixException;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A QEMU process, started by [QemuLauncher] or found again after the daemon was restarted.
///
/// It is signalled and watched through a pidfd, which stands for this one process whatever becomes
/// of its pid. That a guest has ended shows first on its monitor, which closes; nothing here polls.
/// Thread-safe. [#close()] lets go of the process and does nothing to it.
public final class QemuProcess implements AutoCloseable {
    /// How long a process may take to go after it was killed; longer only when the host itself is
    /// stuck.
    private static final Duration AFTER_KILL = Duration.ofSeconds(15);

    private final ProcessIdentity identity;
    private final Pidfd pidfd;

    /// The child, when it was started by this very daemon.
    private final @Nullable Process child;

    /// Its end was seen: a fact that outlives the pidfd, which another thread may close by now.
    private volatile boolean ended;

    private QemuProcess(ProcessIdentity identity, Pidfd pidfd, @Nullable Process child) {
        this.identity = identity;
        this.pidfd = pidfd;
        this.child = child;
    }

    /// The process that was recorded earlier, if it still runs.
    ///
    /// @throws IOException when that cannot be told, e.g. for want of file descriptors
    public static Optional<QemuProcess> find(ProcessIdentity recorded) throws IOException {
        return open(recorded.pid(), null).filter(p -> p.orClose(p.identity.equals(recorded)));
    }

    /// A child that was just started; empty when it has ended already.
    static Optional<QemuProcess> adopt(Process child) throws IOException {
        return open(child.pid(), child);
    }

    private static Optional<QemuProcess> open(long pid, @Nullable Process child)
            throws IOException {
        Pidfd pidfd;
        try {
            pidfd = Pidfd.open(pid);
        } catch (PosixException e) {
            if (e.errno() != Errno.ESRCH) {
                throw e;
            }
            return Optional.empty();
        }
        // The identity is read after the pidfd was opened, so both mean the same process.
        Optional<ProcessIdentity> identity = ProcessIdentity.of(pid);
        if (identity.isEmpty()) {
            pidfd.close();
            return Optional.empty();
        }
        return Optional.of(new QemuProcess(identity.get(), pidfd, child));
    }

    /// Whether it is wanted; closes it where not.
    boolean orClose(boolean wanted) {
        if (!wanted) {
            close();
        }
        return wanted;
    }

    /// What to record in order to find the process again.
    public ProcessIdentity identity() {
        return identity;
    }

    /// Whether it has ended; never blocks.
    public boolean hasEnded() throws IOException {
        return ended || await(Duration.ZERO);
    }

    private boolean await(Duration timeout) throws IOException {
        try {
            ended |= pidfd.await(timeout);
            return ended;
        } catch (PosixException e) {
            // Whoever saw the end may have closed the pidfd.
            if (ended) {
                return true;
            }
            throw e;
        }
    }

    /// Waits until it has ended; false after the timeout or when interrupted (the flag is set
    /// again).
    ///
    /// A platform thread of its own waits in the kernel meanwhile, so a caller on a virtual thread
    /// holds no carrier.
    public boolean awaitEnd(Duration timeout) throws IOException {
        if (ended) {
            return true;
        }
        FutureTask<Boolean> wait = new FutureTask<>(() -> await(timeout));
        Thread.ofPlatform().daemon().name("wait-" + identity.pid()).start(wait);
        try {
            return wait.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IOException("cannot wait for process " + identity.pid(), e);
        }
    }

    /// Its exit status (128 + n for signal n), when it has ended and is a child of this daemon.
    public OptionalInt exitStatus() {
        Process p = child;
        if (p == null) {
            return OptionalInt.empty();
        }
        try {
            // The runtime collects the status of an ended child within moments.
            return OptionalInt.of(p.onExit().get(5, TimeUnit.SECONDS).exitValue());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        } catch (ExecutionException | TimeoutException e) {
            return OptionalInt.empty();
        }
    }

    /// Asks QEMU to end (SIGTERM: it closes its images), and kills it when it has not after
    /// `grace`.
    ///
    /// @return whether it has ended
    public boolean terminate(Duration grace) throws IOException {
        signal(Pidfd.SIGNAL_TERM);
        return awaitEnd(grace) || kill();
    }

    /// Kills it and waits for its end, at most for 15 s.
    ///
    /// @return whether it has ended; false means that it hangs in the kernel (storage that does not
    ///   answer)
    public boolean kill() throws IOException {
        signal(Pidfd.SIGNAL_KILL);
        return awaitEnd(AFTER_KILL);
    }

    /// Sends a signal by number; false when it has ended.
    boolean signal(int signal) throws IOException {
        try {
            return !ended && pidfd.signal(signal);
        } catch (PosixException e) {
            if (ended) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        pidfd.close();
    }

    @Override
    public String toString() {
        return "process " + identity.pid();
    }
}
