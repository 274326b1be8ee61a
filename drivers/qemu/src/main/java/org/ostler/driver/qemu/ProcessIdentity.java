package org.ostler.driver.qemu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// One process for all time: a pid alone may by now belong to somebody else.
///
/// @param pid the process id
/// @param startTicks when it started, in clock ticks since the host's boot (field 22 of
///   /proc/PID/stat, proc(5)); it stays the same when the process executes another program
/// @param bootId which boot of the host (/proc/sys/kernel/random/boot_id)
public record ProcessIdentity(long pid, long startTicks, String bootId) {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    /// The process that has this pid now; empty when there is none, or only one that has ended and
    /// was not reaped.
    public static Optional<ProcessIdentity> of(long pid) throws IOException {
        String stat;
        try {
            stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // No such file, or ESRCH when it ends while it is read. Anything else (no descriptor
            // left, say) tells nothing about the process.
            if (Files.exists(Path.of("/proc/" + pid))) {
                throw e;
            }
            return Optional.empty();
        }
        // The second field is the program's name in parentheses; it may contain anything.
        List<String> fields =
                List.of(stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ", -1));
        String state = fields.getFirst();
        if (state.equals("Z") || state.equals("X")) {
            return Optional.empty();
        }
        return Optional.of(
                new ProcessIdentity(
                        pid, Long.parseLong(fields.get(19)), Files.readString(BOOT_ID).strip()));
    }

    /// Whether the process still runs.
    public boolean runs() throws IOException {
        return of(pid).filter(this::equals).isPresent();
    }
}
