package org.ostler.driver.qemu;

import org.ostler.api.log.LateLogger;
import org.ostler.engine.console.ConsoleLogTail;
import org.ostler.posix.Fd;
import org.ostler.posix.OpenFlag;
import org.ostler.posix.SparseFile;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// Keeps guests from filling the run directory, which is memory on most hosts, with what they print
/// on their consoles: of each log only the last [#KEPT_BYTES] take room.
///
/// The room in front is given back by a hole, so that offsets stay what they are for QEMU, which
/// appends, and for whoever reads. The directory belongs to QEMU's user, so no link is followed.
/// One virtual thread, which owns `given`.
final class ConsoleLogKeeper implements AutoCloseable {
    /// What is kept of a log: twice what any reader is behind, so that a reader never meets the
    /// hole that is made while it reads.
    static final int KEPT_BYTES = 2 * ConsoleLogTail.BEHIND_MAX;

    private static final Logger LOG = LateLogger.of(ConsoleLogKeeper.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final long PAGE_BYTES = 4096;

    private final RunningGuests running;

    /// Up to where each log's room has been given back.
    private final Map<Path, Long> given = new HashMap<>();

    private volatile boolean closed;

    ConsoleLogKeeper(RunningGuests running) {
        this.running = running;
    }

    void start() {
        Thread.ofVirtual()
                .name("qemu-console-logs")
                .start(
                        () -> {
                            while (!closed) {
                                running.all().forEach(guest -> look(guest.record().directory()));
                                given.keySet().removeIf(log -> !Files.exists(log));
                                LockSupport.parkNanos(INTERVAL.toNanos());
                            }
                        });
    }

    /// Looks at the logs of one guest.
    void look(Path directory) {
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(directory, "*.log")) {
            for (Path log : logs) {
                if (Files.isRegularFile(log, LinkOption.NOFOLLOW_LINKS)) {
                    trim(log);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.log(Level.DEBUG, () -> "console logs of " + directory + ": " + Words.of(e));
        }
    }

    private void trim(Path log) throws IOException {
        long done = given.getOrDefault(log, 0L);
        long end = (Files.size(log) - KEPT_BYTES) / PAGE_BYTES * PAGE_BYTES;
        if (end - done < ConsoleLogTail.BEHIND_MAX) {
            return;
        }
        try (Fd file = Fd.open(log, EnumSet.of(OpenFlag.READ_WRITE, OpenFlag.NO_FOLLOW), 0)) {
            SparseFile.punch(file, done, end - done);
        } catch (IOException e) {
            LOG.log(Level.WARNING, () -> "console log " + log + " cannot be cut: " + Words.of(e));
        }
        // Said once, also where it cannot be done.
        given.put(log, end);
    }

    @Override
    public void close() {
        closed = true;
    }
}
