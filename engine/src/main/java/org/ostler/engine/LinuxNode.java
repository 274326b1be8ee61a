package org.ostler.engine;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.NodeMemory;
import org.ostler.api.NodeProcessors;
import org.ostler.api.NodeProcessors.Times;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a Linux host counts of itself: `/proc/stat` and `/proc/meminfo` (proc(5)), and sysfs
/// (`Documentation/ABI/stable/sysfs-devices-node`, `Documentation/admin-guide/cputopology.rst`).
///
/// Stateless but for where the file systems are; each call reads anew.
public final class LinuxNode {
    /// Longer texts are cut: 4096 processors have 0.5 MiB in `/proc/stat`.
    private static final int TEXT_BYTES_MAX = 4 << 20;

    /// Clock ticks are a hundredth of a second for every architecture's user space.
    private static final long NANOS_PER_TICK = 10_000_000;

    private static final Pattern SIZE =
            Pattern.compile("^(?:Node \\d+ )?(\\w+):\\s+(\\d{1,18}) kB$", Pattern.MULTILINE);
    private static final Pattern LAST_CPU = Pattern.compile("(\\d{1,6})\\s*$");
    private static final Pattern NODE = Pattern.compile("node(\\d{1,6})");

    private final Path proc;
    private final Path sys;

    /// @param root where `proc` and `sys` are: `/`
    public LinuxNode(Path root) {
        this.proc = root.resolve("proc");
        this.sys = root.resolve("sys");
    }

    /// What the processors have done.
    public NodeProcessors processors() {
        List<Times> each = new ArrayList<>();
        Times all = new Times(-1, 0, 0, 0, 0);
        for (String line : text(proc.resolve("stat")).split("\n", -1)) {
            if (!line.startsWith("cpu")) {
                break;
            }
            List<String> words = List.of(line.split(" +", -1));
            String number = words.getFirst().substring("cpu".length());
            if (number.isEmpty()) {
                all = times(-1, words);
            } else {
                each.add(times(Integer.parseInt(number), words));
            }
        }
        return new NodeProcessors(all, each, Math.max(each.size(), present()));
    }

    /// `cpu user nice system idle iowait irq softirq …`
    private static Times times(int cpu, List<String> words) {
        long kernel = ticks(words, 3) + ticks(words, 6) + ticks(words, 7);
        long user = ticks(words, 1) + ticks(words, 2);
        return new Times(
                cpu,
                kernel * NANOS_PER_TICK,
                user * NANOS_PER_TICK,
                ticks(words, 4) * NANOS_PER_TICK,
                ticks(words, 5) * NANOS_PER_TICK);
    }

    private static long ticks(List<String> words, int index) {
        return index < words.size() ? Long.parseLong(words.get(index)) : 0;
    }

    private int present() {
        try {
            Matcher last =
                    LAST_CPU.matcher(Files.readString(sys.resolve("devices/system/cpu/present")));
            return last.find() ? Integer.parseInt(last.group(1)) + 1 : 0;
        } catch (IOException untold) {
            return 0;
        }
    }

    /// The memory now.
    public NodeMemory memory() {
        Map<String, Long> sizes = sizes(text(proc.resolve("meminfo")));
        return new NodeMemory(
                sizes.getOrDefault("MemTotal", 0L),
                sizes.getOrDefault("MemFree", 0L),
                optional(sizes, "Buffers"),
                optional(sizes, "Cached"),
                cells());
    }

    private List<NodeMemory.Cell> cells() {
        List<NodeMemory.Cell> cells = new ArrayList<>();
        Path nodes = sys.resolve("devices/system/node");
        try (DirectoryStream<Path> all = Files.newDirectoryStream(nodes, "node*")) {
            for (Path node : all) {
                Matcher name = NODE.matcher(node.getFileName().toString());
                if (name.matches()) {
                    Map<String, Long> sizes = sizes(text(node.resolve("meminfo")));
                    cells.add(
                            new NodeMemory.Cell(
                                    Integer.parseInt(name.group(1)),
                                    sizes.getOrDefault("MemTotal", 0L),
                                    sizes.getOrDefault("MemFree", 0L)));
                }
            }
        } catch (IOException withoutCells) {
            return List.of();
        }
        cells.sort(Comparator.comparingInt(NodeMemory.Cell::number));
        return cells;
    }

    private static Map<String, Long> sizes(String text) {
        Map<String, Long> sizes = new HashMap<>();
        Matcher line = SIZE.matcher(text);
        while (line.find()) {
            sizes.put(line.group(1), Long.parseLong(line.group(2)));
        }
        return sizes;
    }

    private static OptionalLong optional(Map<String, Long> sizes, String name) {
        Long size = sizes.get(name);
        return size == null ? OptionalLong.empty() : OptionalLong.of(size);
    }

    private static String text(Path file) {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(TEXT_BYTES_MAX), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw Fault.builder(
                            FaultCode.SYSTEM_ERROR,
                            FaultDomain.NONE,
                            "cannot read " + file + ": " + e.getMessage())
                    .build();
        }
    }
}
