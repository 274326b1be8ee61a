package org.ostler.driver.qemu;

import org.ostler.api.NodeInfo;
import org.ostler.api.Support;
import org.ostler.api.SupportLevel;
import org.ostler.engine.spi.HostDetail;
import org.ostler.engine.spi.HostFacts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What this host and its QEMU can do, read from `/proc`, `/sys` (proc(5), sysfs) and the probe.
/// Stateless.
final class QemuHostFacts {
    private static final Path CPUS = Path.of("/sys/devices/system/cpu");

    private QemuHostFacts() {}

    /// The facts; without a QEMU that answers, no kinds of guests.
    static HostFacts of(Optional<QemuTarget> target) {
        List<HostFacts.GuestKind> kinds = new ArrayList<>();
        target.ifPresent(t -> kinds.add(kind(t)));
        long version = target.map(t -> t.binary().version().number()).orElse(0);
        int maxVcpus =
                target.flatMap(t -> t.binary().defaultMachine())
                        .map(QemuBinary.Machine::maxCpus)
                        .orElse(1);
        HostDetail detail = detail();
        return new HostFacts(
                node(Math.max(1, detail.cells().size())),
                version,
                maxVcpus,
                Optional.empty(),
                kinds,
                elements(),
                detail);
    }

    private static HostFacts.GuestKind kind(QemuTarget target) {
        List<HostFacts.Machine> machines = new ArrayList<>();
        for (QemuBinary.Machine machine : target.binary().machines()) {
            HostFacts.Machine own = new HostFacts.Machine(machine.name(), "", machine.maxCpus());
            if (machine.isDefault()) {
                machines.addFirst(own);
            } else {
                machines.add(own);
            }
            machine.alias()
                    .ifPresent(
                            alias ->
                                    machines.add(
                                            new HostFacts.Machine(
                                                    alias, machine.name(), machine.maxCpus())));
        }
        List<String> types =
                target.kvmObjection().isEmpty() ? List.of("qemu", "kvm") : List.of("qemu");
        return new HostFacts.GuestKind(
                "hvm",
                target.binary().arch(),
                target.binary().arch().endsWith("64") ? 64 : 32,
                target.binary().path().toString(),
                machines,
                types,
                List.of("acpi", "apic", "cpuselection", "deviceboot"));
    }

    private static HostDetail detail() {
        HostTopology topology = new HostTopology(Path.of("/sys"));
        return new HostDetail(
                vendor(),
                List.of(),
                List.of(),
                topology.pageSizesKib(),
                Optional.of(Files.isDirectory(Path.of("/sys/kernel/iommu_groups/0"))),
                List.of(),
                topology.cells(),
                List.of());
    }

    private static String vendor() {
        return switch (word(Path.of("/proc/cpuinfo"), "vendor_id").orElse("")) {
            case "GenuineIntel" -> "Intel";
            case "AuthenticAMD" -> "AMD";
            case "HygonGenuine" -> "Hygon";
            default -> "";
        };
    }

    private static List<Support.OfElement> elements() {
        return List.of(
                new Support.OfElement(
                        "/domain/os/type", new SupportLevel.Supported(), List.of("hvm")),
                new Support.OfElement(
                        "/domain/devices/disk/@type",
                        new SupportLevel.Supported(),
                        List.of("file", "block")),
                new Support.OfElement(
                        "/domain/devices/graphics/@type",
                        new SupportLevel.Supported(),
                        List.of("vnc", "spice")));
    }

    /// The host's processors and memory. Topology as the kernel tells it; one socket where it does
    /// not.
    static NodeInfo node(int cells) {
        Set<String> sockets = new HashSet<>();
        Set<String> cores = new HashSet<>();
        int cpus = 0;
        for (int cpu = 0; Files.isDirectory(CPUS.resolve("cpu" + cpu)); cpu++) {
            Path topology = CPUS.resolve("cpu" + cpu).resolve("topology");
            String socket = line(topology.resolve("physical_package_id")).orElse("0");
            sockets.add(socket);
            cores.add(socket + "/" + line(topology.resolve("core_id")).orElse("" + cpu));
            cpus++;
        }
        int all = Math.max(1, cpus);
        int socketCount = Math.max(1, sockets.size());
        int coreCount = Math.max(1, cores.size());
        return new NodeInfo(
                System.getProperty("os.arch", "").replace("amd64", "x86_64"),
                memoryKib(),
                all,
                mhz(),
                cells,
                socketCount,
                Math.max(1, coreCount / socketCount),
                Math.max(1, all / coreCount));
    }

    private static long memoryKib() {
        return number(Path.of("/proc/meminfo"), "MemTotal:").orElse(0L);
    }

    private static int mhz() {
        return number(Path.of("/proc/cpuinfo"), "cpu MHz").orElse(0L).intValue();
    }

    private static Optional<Long> number(Path file, String label) {
        return word(file, label)
                .map(value -> value.replaceFirst("[^0-9].*$", ""))
                .filter(digits -> digits.matches("\\d{1,18}"))
                .map(Long::parseLong);
    }

    /// What stands after a label, e.g. `vendor_id : GenuineIntel`.
    private static Optional<String> word(Path file, String label) {
        try {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith(label)) {
                    return Optional.of(
                            line.substring(label.length()).replaceFirst("^[\\s:]*", "").strip());
                }
            }
            return Optional.empty();
        } catch (IOException untold) {
            return Optional.empty();
        }
    }

    private static Optional<String> line(Path file) {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException untold) {
            return Optional.empty();
        }
    }
}
