package org.ostler.driver.qemu;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// One start of QEMU, from its words to a monitor that answers; made for a single start, used by
/// one thread.
///
/// QEMU outlives the daemon: it gets a session of its own (setsid(1)), /dev/null as standard input,
/// the guest's log as output, and no other descriptor, for the JDK closes all others in a child. It
/// opens its monitor itself, so readiness is found by trying to connect once per millisecond until
/// the greeting comes, QEMU ends, or the deadline passes.
public final class QemuLauncher {
    private static final long RETRY_NANOS = 1_000_000;
    private static final int MAX_SOCKET_PATH = 107;

    private final QemuStart start;
    private final QemuLog log;

    private QemuLauncher(QemuStart start) {
        this.start = start;
        this.log = new QemuLog(start.log());
    }

    /// A started QEMU.
    ///
    /// @param process the process
    /// @param monitor its monitor, negotiated
    public record Started(QemuProcess process, QmpClient monitor) {}

    /// Starts QEMU and waits until its monitor answers. When that fails, no process is left behind.
    ///
    /// @param timeout for all of it; QEMU alone takes about 50 ms
    /// @throws QemuStartException with QEMU's last words when it ended, or why it did not answer
    public static Started start(QemuStart start, Duration timeout, QmpListener listener)
            throws QemuStartException {
        return new QemuLauncher(start).run(Deadline.in(timeout), listener);
    }

    private Started run(Deadline deadline, QmpListener listener) throws QemuStartException {
        checkMonitorPath();
        try {
            long position = log.begin(headline());
            Files.deleteIfExists(start.monitor());
            Process child = launch();
            Optional<QemuProcess> process = QemuProcess.adopt(child);
            if (process.isEmpty()) {
                throw ended(child, position);
            }
            return ready(child, process.get(), position, deadline, listener);
        } catch (IOException e) {
            throw new QemuStartException("cannot start QEMU for guest '" + start.guest() + "'", e);
        }
    }

    private void checkMonitorPath() throws QemuStartException {
        int length = start.monitor().toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > MAX_SOCKET_PATH) {
            throw new QemuStartException(
                    "the monitor's path "
                            + start.monitor()
                            + " has "
                            + length
                            + " bytes, and a unix socket's may have "
                            + MAX_SOCKET_PATH,
                    "");
        }
    }

    private String headline() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS)
                + ": starting "
                + start.binary()
                + " "
                + ShellWords.join(start.arguments());
    }

    private Process launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(start.words());
        builder.environment().clear();
        builder.environment().putAll(start.environment());
        return builder.directory(new File("/"))
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()))
                .redirectErrorStream(true)
                .start();
    }

    private Started ready(
            Process child,
            QemuProcess process,
            long position,
            Deadline deadline,
            QmpListener listener)
            throws IOException, QemuStartException {
        boolean done = false;
        try {
            Optional<QmpClient> monitor = awaitMonitor(process, deadline, listener);
            if (monitor.isEmpty()) {
                throw ended(child, position);
            }
            done = true;
            return new Started(process, monitor.get());
        } finally {
            if (!done) {
                process.kill();
                process.close();
            }
        }
    }

    /// The monitor, or empty when QEMU has ended.
    private Optional<QmpClient> awaitMonitor(
            QemuProcess process, Deadline deadline, QmpListener listener)
            throws IOException, QemuStartException {
        while (!process.hasEnded()) {
            if (deadline.passed() || Thread.currentThread().isInterrupted()) {
                throw notInTime("did not open its monitor in time");
            }
            if (Files.exists(start.monitor())) {
                try {
                    return Optional.of(connect(deadline, listener));
                } catch (QmpException e) {
                    if (process.awaitEnd(Duration.ofMillis(500))) {
                        return Optional.empty();
                    }
                    throw notInTime("has an unusable monitor: " + Words.of(e));
                } catch (IOException e) {
                    // Bound, and not listening yet.
                }
            }
            LockSupport.parkNanos(RETRY_NANOS);
        }
        return Optional.empty();
    }

    private QmpClient connect(Deadline deadline, QmpListener listener)
            throws IOException, QmpException {
        QmpTransport transport = QmpTransport.connect(start.monitor());
        return QmpClient.over(start.guest(), transport, deadline.left(), listener);
    }

    private QemuStartException notInTime(String what) {
        return new QemuStartException("QEMU for guest '" + start.guest() + "' " + what, "");
    }

    private QemuStartException ended(Process child, long position) throws IOException {
        String status = "";
        try {
            if (child.waitFor(5, TimeUnit.SECONDS)) {
                status = " (exit status " + child.exitValue() + ")";
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new QemuStartException(
                "QEMU for guest '" + start.guest() + "' ended before it was ready" + status,
                log.wordsSince(position));
    }
}
