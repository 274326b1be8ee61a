package org.ostler.daemon.driver;

import org.ostler.api.log.LateLogger;
import org.ostler.posix.Pidfd;
import org.ostler.posix.PosixException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// A driver's process that outlived the daemon that started it.
///
/// It ends by itself, because its standard input has ended; the next daemon waits for that, and
/// ends it where it does not, so that no two processes ever serve one driver.
final class Orphan {
    private static final System.Logger LOG = LateLogger.of(Orphan.class);

    private Orphan() {}

    /// Returns once the process recorded there has ended.
    ///
    /// @param patience how long it may take by itself, and again after each signal
    static void await(Path record, Duration patience) throws PosixException {
        Optional<ProcessIdentity> identity = ProcessIdentity.read(record);
        Optional<Pidfd> left = identity.isPresent() ? identity.get().hold() : Optional.empty();
        if (left.isEmpty()) {
            return;
        }
        try (Pidfd process = left.get()) {
            if (process.await(patience)) {
                return;
            }
            for (int signal : new int[] {Pidfd.SIGNAL_TERM, Pidfd.SIGNAL_KILL}) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "ending process {0}, which an earlier daemon left behind, with signal {1}",
                        process.pid(),
                        signal);
                process.signal(signal);
                if (process.await(patience)) {
                    return;
                }
            }
            LOG.log(
                    System.Logger.Level.ERROR,
                    "process {0}, which an earlier daemon left behind, does not end",
                    process.pid());
        }
    }
}
