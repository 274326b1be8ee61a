package org.ostler.daemon.driver;

import org.ostler.posix.Pidfd;
import org.ostler.posix.PosixException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.StringTokenizer;

/// Which process is meant, beyond the reuse of its number: its pid and when it began, in clock
/// ticks since the host's boot, as field 22 of `/proc/PID/stat` (proc(5)) tells it.
record ProcessIdentity(long pid, long startTicks) {
    private static final int START_TICKS_AFTER_NAME = 19;

    /// The process that has that pid now.
    static Optional<ProcessIdentity> of(long pid) {
        return startTicks(pid).map(ticks -> new ProcessIdentity(pid, ticks));
    }

    /// Reads one written by [#write]; empty where there is none, or none that can be understood.
    static Optional<ProcessIdentity> read(Path record) {
        try {
            StringTokenizer parts = new StringTokenizer(Files.readString(record));
            return parts.countTokens() == 2
                    ? Optional.of(
                            new ProcessIdentity(
                                    Long.parseLong(parts.nextToken()),
                                    Long.parseLong(parts.nextToken())))
                    : Optional.empty();
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// Writes it down where the next daemon finds it.
    void write(Path record) throws IOException {
        Path temporary = record.resolveSibling(record.getFileName() + ".new");
        Files.writeString(temporary, pid + " " + startTicks + "\n");
        Files.move(
                temporary,
                record,
                java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    /// A hold on this very process; empty when it has ended.
    Optional<Pidfd> hold() throws PosixException {
        if (!isCurrent()) {
            return Optional.empty();
        }
        Pidfd held;
        try {
            held = Pidfd.open(pid);
        } catch (PosixException e) {
            if (e.is(org.ostler.posix.Errno.ESRCH)) {
                return Optional.empty();
            }
            throw e;
        }
        if (isCurrent()) {
            return Optional.of(held);
        }
        held.close();
        return Optional.empty();
    }

    private boolean isCurrent() {
        return startTicks(pid).filter(ticks -> ticks == startTicks).isPresent();
    }

    /// The name, in brackets, may itself contain brackets and spaces; what follows the last bracket
    /// is plain.
    private static Optional<Long> startTicks(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            StringTokenizer fields = new StringTokenizer(stat.substring(stat.lastIndexOf(')') + 1));
            for (int before = 0; before < START_TICKS_AFTER_NAME; before++) {
                fields.nextToken();
            }
            return Optional.of(Long.parseLong(fields.nextToken()));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
