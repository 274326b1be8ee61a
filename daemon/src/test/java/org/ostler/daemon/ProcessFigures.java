package org.ostler.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What a process holds at one moment, as the kernel counts it (proc(5)).
///
/// @param descriptors open files and sockets
/// @param threads of the kernel's
/// @param residentKib memory that is really there
public record ProcessFigures(long descriptors, long threads, long residentKib) {
    /// Those of a process that runs.
    public static ProcessFigures of(long pid) throws IOException {
        Path folder = Path.of("/proc", Long.toString(pid));
        List<String> status = Files.readAllLines(folder.resolve("status"));
        try (Stream<Path> open = Files.list(folder.resolve("fd"))) {
            return new ProcessFigures(
                    open.count(), number(status, "Threads:"), number(status, "VmRSS:"));
        }
    }

    private static long number(List<String> status, String label) {
        return status.stream()
                .filter(line -> line.startsWith(label))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
