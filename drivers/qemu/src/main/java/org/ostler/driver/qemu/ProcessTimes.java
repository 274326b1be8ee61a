package org.ostler.driver.qemu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// How much processor time a process has used: fields 14 and 15 of `/proc/PID/stat` (proc(5)), in
/// clock ticks of a hundredth of a second, as Linux has them for every architecture's user space.
final class ProcessTimes {
    private static final long NANOS_PER_TICK = 10_000_000;

    private ProcessTimes() {}

    /// User and system time together, in nanoseconds; empty when the process is gone.
    static OptionalLong cpuNanos(long pid) {
        try {
            String stat =
                    Files.readString(
                            Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            List<String> fields =
                    List.of(stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ", -1));
            long ticks = Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12));
            return OptionalLong.of(ticks * NANOS_PER_TICK);
        } catch (IOException gone) {
            return OptionalLong.empty();
        }
    }
}
