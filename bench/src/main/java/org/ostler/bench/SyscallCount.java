package org.ostler.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How often a process asked for data to be on the disk, by strace(1).
///
/// @param syncs calls of `fsync`, `fdatasync`, `syncfs`, `sync_file_range`
/// @param renames calls of `rename` and its like
record SyscallCount(double syncs, double renames) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// A line of `strace -c`: share, seconds, µs per call, calls, perhaps errors, name.
    private static final Pattern LINE =
            Pattern.compile("\\s*[\\d.]+\\s+[\\d.]+\\s+\\d+\\s+(\\d+)\\s+(?:\\d+\\s+)?(\\w+)\\s*");

    /// Counts while that is done; empty where strace is not installed or may not look.
    static Optional<SyscallCount> during(long pid, Stopwatch.Work work) throws IOException {
        Path summary = Files.createTempFile("ostler-bench-strace", ".txt");
        Path said = Files.createTempFile("ostler-bench-strace", ".log");
        try {
            Process strace =
                    new ProcessBuilder(command(pid, summary))
                            .redirectErrorStream(true)
                            .redirectOutput(said.toFile())
                            .start();
            try {
                if (!attached(strace, said)) {
                    return Optional.empty();
                }
                work.run();
                strace.destroy();
                awaitEnd(strace);
            } finally {
                strace.destroyForcibly();
            }
            return Optional.of(of(Files.readString(summary)));
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("Cannot run program")) {
                return Optional.empty();
            }
            throw e;
        } finally {
            Files.deleteIfExists(summary);
            Files.deleteIfExists(said);
        }
    }

    private static List<String> command(long pid, Path summary) {
        return List.of(
                "strace",
                "-f",
                "-c",
                "-o",
                summary.toString(),
                "-e",
                "trace=fsync,fdatasync,syncfs,sync_file_range,/^rename",
                "-p",
                Long.toString(pid));
    }

    private static boolean attached(Process strace, Path said) throws IOException {
        long begun = System.nanoTime();
        while (strace.isAlive() && System.nanoTime() - begun < PATIENCE.toNanos()) {
            if (Files.readString(said).contains("attached")) {
                return true;
            }
            LockSupport.parkNanos(10_000_000);
        }
        return false;
    }

    private static void awaitEnd(Process strace) throws IOException {
        try {
            if (!strace.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("strace does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /// Reads strace's summary.
    static SyscallCount of(String summary) {
        double syncs = 0;
        double renames = 0;
        for (String line : summary.lines().toList()) {
            Matcher call = LINE.matcher(line);
            if (call.matches() && !call.group(2).equals("total")) {
                if (call.group(2).startsWith("rename")) {
                    renames += Long.parseLong(call.group(1));
                } else {
                    syncs += Long.parseLong(call.group(1));
                }
            }
        }
        return new SyscallCount(syncs, renames);
    }
}
