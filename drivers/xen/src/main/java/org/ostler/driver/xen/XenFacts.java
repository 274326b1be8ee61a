package org.ostler.driver.xen;

import org.ostler.xlcfg.Json;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// What a Xen host is, read in one go.
///
/// Immutable; memory is in KiB.
///
/// @param version the hypervisor
/// @param processors how many, how fast
/// @param memory how much
/// @param features what the hypervisor can do with this machine and as it was built
/// @param cpus where each physical CPU sits, in the order of their numbers
/// @param nodes the NUMA nodes, in the order of their numbers
public record XenFacts(
        Version version,
        Processors processors,
        Memory memory,
        Features features,
        List<Cpu> cpus,
        List<Node> nodes) {
    /// libxl's number for a place that it does not know.
    private static final long UNKNOWN_PLACE = 0xffff_ffffL;

    public XenFacts {
        cpus = List.copyOf(cpus);
        nodes = List.copyOf(nodes);
    }

    /// The hypervisor.
    ///
    /// @param release as in 4.17
    /// @param extra what follows, as in `.7`
    /// @param capabilities kinds of guests in the hypervisor's own words, as in `hvm-3.0-x86_64`
    /// @param commandLine how it was started
    /// @param changeset what it was built from
    /// @param pageBytes the size of a page
    public record Version(
            XenVersion release,
            String extra,
            List<String> capabilities,
            String commandLine,
            String changeset,
            int pageBytes) {
        public Version {
            capabilities = List.copyOf(capabilities);
        }

        /// libvirt's number: 1,000,000 × major + 1,000 × minor + the number that `extra` begins
        /// with. libvirt 9.0 leaves the last part out.
        public long number() {
            return release.major() * 1_000_000L + release.minor() * 1_000L;
        }
    }

    /// Processors.
    public record Processors(
            int count, int threadsPerCore, int coresPerSocket, int nodes, int kiloHertz) {
        /// Sockets, as far as the numbers tell.
        public int sockets() {
            return Math.max(
                    1, count / Math.max(1, threadsPerCore * coresPerSocket * Math.max(1, nodes)));
        }
    }

    /// Memory.
    ///
    /// @param freeKib not given to any domain
    /// @param outstandingKib claimed by domains that are being built
    public record Memory(long totalKib, long freeKib, long outstandingKib) {}

    /// What guests can be had.
    ///
    /// @param directIo devices can be given to HVM guests
    /// @param hap hardware-assisted paging
    /// @param shadow shadow paging
    public record Features(boolean pv, boolean hvm, boolean directIo, boolean hap, boolean shadow) {
        /// Why a guest of that type cannot move or be saved while it runs; empty when it can.
        ///
        /// Finding out which pages a running guest writes needs shadow paging for PV, and shadow
        /// paging or hardware-assisted paging for the others. Without it libxl fails only after it
        /// has begun, with a code that does not tell.
        public Optional<String> obstacleToLiveMigration(XenGuestType type) {
            return switch (type) {
                case PV ->
                        shadow
                                ? Optional.empty()
                                : Optional.of(
                                        "this Xen was built without shadow paging, which a PV guest"
                                                + " needs to move while it runs");
                case PVH, HVM ->
                        shadow || hap
                                ? Optional.empty()
                                : Optional.of(
                                        "this host has neither hardware-assisted nor shadow"
                                                + " paging");
            };
        }

        /// Why there can be no guest of that type; empty when there can.
        public Optional<String> obstacleTo(XenGuestType type) {
            return switch (type) {
                case PV ->
                        pv ? Optional.empty() : Optional.of("this Xen was built without PV guests");
                case PVH, HVM ->
                        hvm
                                ? Optional.empty()
                                : Optional.of(
                                        "this host's processors have no hardware virtualization");
            };
        }
    }

    /// A physical CPU.
    public record Cpu(int id, int core, int socket, int node) {}

    /// A NUMA node.
    ///
    /// @param distances to each node by number, 10 to itself
    public record Node(int id, long totalKib, long freeKib, List<Integer> distances) {
        public Node {
            distances = List.copyOf(distances);
        }
    }

    /// Reads the host. Takes several calls of at most [Libxl#CALL_DEADLINE] each.
    ///
    /// @throws LibxlException when one of them fails
    public static XenFacts read(Libxl libxl) {
        return of(libxl.versionInfo(), libxl.physinfo(), libxl.cpuTopology(), libxl.numaNodes());
    }

    static XenFacts of(
            Json.Obj version, Json.Obj host, List<Json.Obj> topology, List<Json.Obj> numa) {
        int pageBytes = (int) version.integer("pagesize").orElse(4096L).longValue();
        long pageKib = pageBytes / 1024L;
        return new XenFacts(
                versionOf(version, pageBytes),
                new Processors(
                        (int) host.integerOrZero("nr_cpus"),
                        Math.max(1, (int) host.integerOrZero("threads_per_core")),
                        Math.max(1, (int) host.integerOrZero("cores_per_socket")),
                        Math.max(1, (int) host.integerOrZero("nr_nodes")),
                        (int) host.integerOrZero("cpu_khz")),
                new Memory(
                        host.integerOrZero("total_pages") * pageKib,
                        (host.integerOrZero("free_pages") + host.integerOrZero("scrub_pages"))
                                * pageKib,
                        host.integerOrZero("outstanding_pages") * pageKib),
                new Features(
                        host.flag("cap_pv"),
                        host.flag("cap_hvm"),
                        host.flag("cap_hvm_directio"),
                        host.flag("cap_hap"),
                        host.flag("cap_shadow")),
                cpusOf(topology),
                nodesOf(numa));
    }

    private static Version versionOf(Json.Obj version, int pageBytes) {
        List<String> capabilities =
                version.string("capabilities").stream()
                        .flatMap(
                                words ->
                                        words.strip().isEmpty()
                                                ? java.util.stream.Stream.empty()
                                                : List.of(words.strip().split(" +", -1)).stream())
                        .toList();
        return new Version(
                new XenVersion(
                        (int) version.integerOrZero("xen_version_major"),
                        (int) version.integerOrZero("xen_version_minor")),
                version.string("xen_version_extra").orElse(""),
                capabilities,
                version.string("commandline").orElse(""),
                version.string("changeset").orElse(""),
                pageBytes);
    }

    private static List<Cpu> cpusOf(List<Json.Obj> topology) {
        return IntStream.range(0, topology.size())
                .filter(id -> place(topology.get(id), "core").isPresent())
                .mapToObj(
                        id -> {
                            Json.Obj cpu = topology.get(id);
                            return new Cpu(
                                    id,
                                    place(cpu, "core").orElse(0),
                                    place(cpu, "socket").orElse(0),
                                    place(cpu, "node").orElse(0));
                        })
                .toList();
    }

    /// Zero is a default and left out of documents; a CPU that is not there has all bits set.
    private static OptionalInt place(Json.Obj cpu, String key) {
        long value = cpu.integerOrZero(key);
        return value == UNKNOWN_PLACE ? OptionalInt.empty() : OptionalInt.of((int) value);
    }

    private static List<Node> nodesOf(List<Json.Obj> numa) {
        return IntStream.range(0, numa.size())
                .filter(
                        id ->
                                numa.get(id).get("size").isEmpty()
                                        || numa.get(id).integer("size").isPresent())
                .mapToObj(
                        id ->
                                new Node(
                                        id,
                                        numa.get(id).integerOrZero("size") / 1024,
                                        numa.get(id).integerOrZero("free") / 1024,
                                        numa.get(id).array("dists").stream()
                                                .filter(Json.Int.class::isInstance)
                                                .map(item -> ((Json.Int) item).value().intValue())
                                                .toList()))
                .toList();
    }
}
