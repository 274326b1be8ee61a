package org.ostler.driver.qemu;

import org.ostler.engine.spi.HostDetail;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The host's NUMA cells, processors and pages, as sysfs tells them
/// (`Documentation/ABI/stable/sysfs-devices-node`, `sysfs-devices-system-cpu`). What is not told is
/// left out. Stateless but for where sysfs is.
final class HostTopology {
    /// A number list of the kernel has at most this many members here: a bound for nonsense, not
    /// for machines.
    private static final int MAX_LISTED = 65_536;

    private static final Pattern NODE = Pattern.compile("node(\\d+)");
    private static final Pattern HUGE = Pattern.compile("hugepages-(\\d+)kB");
    private static final Pattern TOTAL = Pattern.compile("MemTotal:\\s+(\\d+) kB");
    private static final int BASE_PAGE_KIB = 4;

    private final Path sys;

    /// @param sys where sysfs is mounted: `/sys`
    HostTopology(Path sys) {
        this.sys = sys;
    }

    /// The sizes of pages, in KiB, smallest first.
    List<Integer> pageSizesKib() {
        TreeSet<Integer> sizes = new TreeSet<>(numbers(sys.resolve("kernel/mm/hugepages"), HUGE));
        sizes.add(BASE_PAGE_KIB);
        return List.copyOf(sizes);
    }

    /// The cells in the order of their numbers; none where the kernel has no notion of them.
    List<HostDetail.Cell> cells() {
        Path nodes = sys.resolve("devices/system/node");
        List<HostDetail.Cell> cells = new ArrayList<>();
        TreeSet<Integer> ids = new TreeSet<>(numbers(nodes, NODE));
        for (int id : ids) {
            cells.add(cell(nodes.resolve("node" + id), id, List.copyOf(ids)));
        }
        return cells;
    }

    private HostDetail.Cell cell(Path node, int id, List<Integer> all) {
        Matcher total = TOTAL.matcher(line(node.resolve("meminfo"), 1 << 16).orElse(""));
        long memory = total.find() ? Long.parseLong(total.group(1)) : 0;
        List<HostDetail.Cpu> cpus = new ArrayList<>();
        for (int cpu : listed(line(node.resolve("cpulist"), 1 << 16).orElse(""))) {
            cpus.add(cpu(cpu));
        }
        return new HostDetail.Cell(id, memory, pages(node, memory), distances(node, all), cpus);
    }

    private static List<HostDetail.Pages> pages(Path node, long memoryKib) {
        List<HostDetail.Pages> huge = new ArrayList<>();
        long left = memoryKib;
        for (int size : new TreeSet<>(numbers(node.resolve("hugepages"), HUGE))) {
            long count = number(node.resolve("hugepages/hugepages-" + size + "kB/nr_hugepages"), 0);
            huge.add(new HostDetail.Pages(size, count));
            left -= count * size;
        }
        List<HostDetail.Pages> pages = new ArrayList<>();
        pages.add(new HostDetail.Pages(BASE_PAGE_KIB, Math.max(0, left) / BASE_PAGE_KIB));
        pages.addAll(huge);
        return pages;
    }

    private static List<HostDetail.Distance> distances(Path node, List<Integer> all) {
        String[] values = line(node.resolve("distance"), 1 << 16).orElse("").split("\\s+", -1);
        List<HostDetail.Distance> distances = new ArrayList<>();
        for (int i = 0; i < Math.min(values.length, all.size()); i++) {
            if (values[i].matches("\\d{1,3}")) {
                distances.add(new HostDetail.Distance(all.get(i), Integer.parseInt(values[i])));
            }
        }
        return distances;
    }

    private HostDetail.Cpu cpu(int id) {
        Path topology = sys.resolve("devices/system/cpu/cpu" + id + "/topology");
        return new HostDetail.Cpu(
                id,
                (int) Math.max(0, number(topology.resolve("physical_package_id"), 0)),
                (int) Math.max(0, number(topology.resolve("die_id"), 0)),
                (int) Math.max(0, number(topology.resolve("core_id"), id)),
                line(topology.resolve("thread_siblings_list"), 4096).orElse("" + id));
    }

    /// The members of a list as the kernel writes it, e.g. `0-3,8`.
    static List<Integer> listed(String text) {
        List<Integer> members = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher range = Pattern.compile("(\\d{1,6})(?:-(\\d{1,6}))?").matcher(part.strip());
            if (range.matches()) {
                int first = Integer.parseInt(range.group(1));
                int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
                for (int i = first; i <= last && members.size() < MAX_LISTED; i++) {
                    members.add(i);
                }
            }
        }
        return members;
    }

    private static List<Integer> numbers(Path directory, Pattern names) {
        List<Integer> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                Matcher name = names.matcher(String.valueOf(entry.getFileName()));
                if (name.matches() && name.group(1).length() < 10) {
                    found.add(Integer.parseInt(name.group(1)));
                }
            }
        } catch (IOException | DirectoryIteratorException untold) {
            return List.of();
        }
        return found;
    }

    private static long number(Path file, long otherwise) {
        String text = line(file, 64).orElse("");
        return text.matches("-?\\d{1,18}") ? Long.parseLong(text) : otherwise;
    }

    private static Optional<String> line(Path file, int limit) {
        try (var in = Files.newInputStream(file)) {
            return Optional.of(
                    new String(in.readNBytes(limit), java.nio.charset.StandardCharsets.US_ASCII)
                            .strip());
        } catch (IOException untold) {
            return Optional.empty();
        }
    }
}
