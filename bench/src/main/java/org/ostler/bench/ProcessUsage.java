package org.ostler.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// What a process and its descendants have used, from `/proc` (proc_pid_stat(5),
/// proc_pid_status(5)).
///
/// The kernel scales user and system time so that their sum is what the scheduler really gave; it
/// is told in ticks of 10 ms, so measure over at least a second.
final class ProcessUsage {
    /// `USER_HZ`, which is 100 on x86_64 and aarch64 whatever the kernel's own tick is.
    private static final int TICK_MILLIS = 10;

    /// Fields 14 to 17 of `stat`: user and system time of the process, and of the children that it
    /// has waited for. Counted from behind the command's name, which may contain anything.
    private static final int USER_TIME = 11;

    private final Path proc;

    ProcessUsage() {
        this(Path.of("/proc"));
    }

    /// @param proc a copy of `/proc`, for tests
    ProcessUsage(Path proc) {
        this.proc = proc;
    }

    /// Processor time so far, of all threads, of its living descendants and of those children that
    /// ended and were waited for.
    double cpuMillis(long pid) throws IOException {
        long ticks = 0;
        for (long member : family(pid)) {
            ticks += ticks(member);
        }
        return (double) ticks * TICK_MILLIS;
    }

    private long ticks(long pid) throws IOException {
        try {
            return ticks(Files.readString(proc.resolve(pid + "/stat")));
        } catch (NoSuchFileException ended) {
            return 0; // its parent counts it now
        }
    }

    /// The sum of the four times of a line of `stat`.
    static long ticks(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ", -1);
        long sum = 0;
        for (int i = USER_TIME; i < USER_TIME + 4; i++) {
            sum += Long.parseLong(fields[i]);
        }
        return sum;
    }

    /// Resident memory of it and its descendants, in units of 1,000,000 bytes.
    double residentMegabytes(long pid) throws IOException {
        long kibibytes = 0;
        for (long member : family(pid)) {
            kibibytes += residentKibibytes(Files.readString(proc.resolve(member + "/status")));
        }
        return kibibytes * 1024 / 1e6;
    }

    /// `VmRSS` of a text as in `status`; 0 when it has none.
    static long residentKibibytes(String status) {
        return status.lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }

    /// The process and all that descend from it.
    private List<Long> family(long pid) throws IOException {
        List<Long> found = new ArrayList<>();
        Deque<Long> open = new ArrayDeque<>(List.of(pid));
        while (!open.isEmpty()) {
            long next = open.remove();
            found.add(next);
            open.addAll(children(next));
        }
        return found;
    }

    private List<Long> children(long pid) throws IOException {
        List<Long> children = new ArrayList<>();
        Path tasks = proc.resolve(pid + "/task");
        if (!Files.isDirectory(tasks)) {
            return children;
        }
        try (var threads = Files.newDirectoryStream(tasks)) {
            for (Path thread : threads) {
                children.addAll(listed(thread.resolve("children")));
            }
        }
        return children;
    }

    /// A file of numbers; empty where the thread has ended, or the kernel does not tell.
    private static List<Long> listed(Path file) throws IOException {
        try {
            String text = Files.readString(file).strip();
            return text.isEmpty()
                    ? List.of()
                    : List.of(text.split(" ", -1)).stream().map(Long::valueOf).toList();
        } catch (NoSuchFileException ended) {
            return List.of();
        }
    }
}
