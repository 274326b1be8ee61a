package org.ostler.driver.qemu;

import org.ostler.api.DomainStatistics.Cpu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the kernel counts of a process and of its threads: `stat`, `schedstat` and `status` of
/// `/proc/PID` and `/proc/PID/task/TID` (proc(5), `Documentation/scheduler/sched-stats.rst`), in
/// clock ticks of a hundredth of a second, as Linux has them for every architecture's user space.
final class ProcessTimes {
    private static final long NANOS_PER_TICK = 10_000_000;

    // Places behind the name in parentheses.
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int PROCESSOR = 36;

    private static final int CPUS_MAX = 65_536;
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d{1,18}) kB");
    private static final Pattern ALLOWED = Pattern.compile("Cpus_allowed_list:\\s+([0-9,-]+)");
    private static final Pattern RANGE = Pattern.compile("(\\d{1,6})(?:-(\\d{1,6}))?");

    private ProcessTimes() {}

    /// A thread at this moment.
    ///
    /// @param nanos processor time
    /// @param processor where it was seen last
    record OfThread(long nanos, int processor) {}

    /// User and system time together, in nanoseconds; empty when the process is gone.
    static OptionalLong cpuNanos(long pid) {
        return cpu(pid).map(Cpu::timeNanos).orElse(OptionalLong.empty());
    }

    /// Its processor time; empty when the process is gone.
    static Optional<Cpu> cpu(long pid) {
        return stat(Path.of("/proc/" + pid + "/stat"))
                .map(
                        fields -> {
                            long user = nanos(fields, USER);
                            long system = nanos(fields, SYSTEM);
                            return new Cpu(
                                    OptionalLong.of(user + system),
                                    OptionalLong.of(user),
                                    OptionalLong.of(system));
                        });
    }

    /// One thread; empty when it is gone.
    static Optional<OfThread> thread(long pid, long thread) {
        return stat(task(pid, thread).resolve("stat"))
                .map(
                        fields ->
                                new OfThread(
                                        nanos(fields, USER) + nanos(fields, SYSTEM),
                                        Integer.parseInt(fields.get(PROCESSOR))));
    }

    private static Path task(long pid, long thread) {
        return Path.of("/proc/" + pid + "/task/" + thread);
    }

    /// How long a thread was ready while another one ran, in nanoseconds; empty where the kernel
    /// does not count it.
    static OptionalLong delayNanos(long pid, long thread) {
        List<String> words =
                text(task(pid, thread).resolve("schedstat"))
                        .map(text -> List.of(text.strip().split(" ", -1)))
                        .orElse(List.of());
        return words.size() == 3
                ? OptionalLong.of(Long.parseLong(words.get(1)))
                : OptionalLong.empty();
    }

    /// The processors that a thread may run on, in order.
    static List<Integer> mayRunOn(long pid, long thread) {
        Matcher list = ALLOWED.matcher(text(task(pid, thread).resolve("status")).orElse(""));
        List<Integer> cpus = new ArrayList<>();
        if (list.find()) {
            Matcher range = RANGE.matcher(list.group(1));
            while (range.find()) {
                int first = Integer.parseInt(range.group(1));
                int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
                for (int cpu = first; cpu <= last && cpus.size() < CPUS_MAX; cpu++) {
                    cpus.add(cpu);
                }
            }
        }
        return cpus;
    }

    /// Its memory in RAM, in KiB; empty when the process is gone.
    static OptionalLong residentKib(long pid) {
        Matcher line = RESIDENT.matcher(text(Path.of("/proc/" + pid + "/status")).orElse(""));
        return line.find() ? OptionalLong.of(Long.parseLong(line.group(1))) : OptionalLong.empty();
    }

    private static long nanos(List<String> fields, int index) {
        return Long.parseLong(fields.get(index)) * NANOS_PER_TICK;
    }

    private static Optional<List<String>> stat(Path file) {
        return text(file)
                .map(
                        stat ->
                                List.of(
                                        stat.substring(stat.lastIndexOf(')') + 2)
                                                .strip()
                                                .split(" ", -1)));
    }

    private static Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
