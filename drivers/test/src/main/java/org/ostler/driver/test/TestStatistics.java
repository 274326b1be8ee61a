package org.ostler.driver.test;

import org.ostler.api.BlockCounter;
import org.ostler.api.DomainStatistics;
import org.ostler.api.DomainStatistics.Block;
import org.ostler.api.DomainStatistics.Cpu;
import org.ostler.api.DomainStatistics.Interface;
import org.ostler.api.DomainStatistics.Memory;
import org.ostler.api.DomainStatistics.Traffic;
import org.ostler.api.DomainStatistics.Vcpus;
import org.ostler.api.DomainStatus;
import org.ostler.api.MemoryCounter;
import org.ostler.api.NodeMemory;
import org.ostler.api.NodeProcessors;
import org.ostler.api.NodeProcessors.Times;
import org.ostler.api.StatisticsGroup;
import org.ostler.api.StatisticsRequest;
import org.ostler.api.Vcpu;
import org.ostler.engine.spi.Guest;
import org.ostler.model.DomainSpec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// What is counted of the test driver's guests and host: every number follows from how long the
/// guest ran by the driver's clock, so that tests can foretell it. The host's are those that
/// libvirt's test driver shows (observed with virsh 9.0: `nodecpustats`, `freecell`, `dommemstat`).
/// Stateless.
final class TestStatistics {
    /// Everything that has a sense here.
    static final Set<StatisticsGroup> GROUPS =
            EnumSet.of(
                    StatisticsGroup.STATE,
                    StatisticsGroup.CPU_TOTAL,
                    StatisticsGroup.BALLOON,
                    StatisticsGroup.VCPU,
                    StatisticsGroup.INTERFACE,
                    StatisticsGroup.BLOCK,
                    StatisticsGroup.PERF,
                    StatisticsGroup.IOTHREAD);

    /// When libvirt's test driver says that its guest has told of its memory.
    private static final long LAST_UPDATE_SECONDS = 627_319_920;

    private static final long DISK_BYTES = 1L << 40;
    private static final int HOST_CPUS = 16;

    private final Machines machines;

    TestStatistics(Machines machines) {
        this.machines = machines;
    }

    void read(Guest guest, StatisticsRequest request, DomainStatistics.Builder into) {
        Duration ran = machines.of(guest).ran();
        DomainStatus status = guest.status();
        DomainSpec spec = guest.canonical().spec();
        if (request.wants(StatisticsGroup.CPU_TOTAL)) {
            into.cpu(cpu(ran.toNanos() * status.vcpus()));
        }
        if (request.wants(StatisticsGroup.BALLOON)) {
            into.memory(memory(status));
        }
        if (request.wants(StatisticsGroup.VCPU)) {
            into.vcpus(new Vcpus(status.vcpus(), spec.vcpu().count(), vcpus(status, ran)));
        }
        if (request.wants(StatisticsGroup.INTERFACE)) {
            into.interfaces(interfaces(spec, ran));
        }
        if (request.wants(StatisticsGroup.BLOCK)) {
            into.blocks(blocks(spec, ran));
        }
        if (request.wants(StatisticsGroup.IOTHREAD)) {
            into.ioThreads(List.of());
        }
    }

    /// A tenth of the time is the kernel's.
    private static Cpu cpu(long nanos) {
        long system = nanos / 10;
        return new Cpu(
                OptionalLong.of(nanos), OptionalLong.of(nanos - system), OptionalLong.of(system));
    }

    private static Memory memory(DomainStatus status) {
        Map<MemoryCounter, Long> counters = new EnumMap<>(MemoryCounter.class);
        for (MemoryCounter none :
                List.of(
                        MemoryCounter.SWAP_IN,
                        MemoryCounter.SWAP_OUT,
                        MemoryCounter.MAJOR_FAULT,
                        MemoryCounter.MINOR_FAULT,
                        MemoryCounter.HUGETLB_PGALLOC,
                        MemoryCounter.HUGETLB_PGFAIL)) {
            counters.put(none, 0L);
        }
        long all = status.memoryKib();
        counters.put(MemoryCounter.ACTUAL, all);
        counters.put(MemoryCounter.AVAILABLE, all);
        counters.put(MemoryCounter.UNUSED, all / 2);
        counters.put(MemoryCounter.USABLE, all / 2);
        counters.put(MemoryCounter.RSS, all / 2);
        counters.put(MemoryCounter.DISK_CACHES, all / 8);
        counters.put(MemoryCounter.LAST_UPDATE, LAST_UPDATE_SECONDS);
        return new Memory(OptionalLong.of(status.maxMemoryKib()), counters);
    }

    private static List<Vcpu> vcpus(DomainStatus status, Duration ran) {
        List<Integer> everywhere = new ArrayList<>();
        for (int cpu = 0; cpu < HOST_CPUS; cpu++) {
            everywhere.add(cpu);
        }
        List<Vcpu> vcpus = new ArrayList<>();
        for (int number = 0; number < status.vcpus(); number++) {
            vcpus.add(
                    new Vcpu(
                            number,
                            Vcpu.State.RUNNING,
                            OptionalLong.of(ran.toNanos()),
                            OptionalLong.empty(),
                            OptionalInt.of(number % HOST_CPUS),
                            everywhere));
        }
        return vcpus;
    }

    /// A packet of 100 bytes a millisecond comes in, one of 200 goes out.
    private static List<Interface> interfaces(DomainSpec spec, Duration ran) {
        long packets = ran.toMillis();
        return spec.devices().interfaces().stream()
                .map(
                        card ->
                                new Interface(
                                        card.target().orElse(""),
                                        Optional.of(
                                                new Traffic(
                                                        100 * packets,
                                                        packets,
                                                        0,
                                                        0,
                                                        200 * packets,
                                                        packets,
                                                        0,
                                                        0))))
                .toList();
    }

    /// A sector of 512 bytes a millisecond is read, and every second one is written.
    private static List<Block> blocks(DomainSpec spec, Duration ran) {
        long reads = ran.toMillis();
        long writes = reads / 2;
        Map<BlockCounter, Long> counters = new EnumMap<>(BlockCounter.class);
        counters.put(BlockCounter.READ_REQUESTS, reads);
        counters.put(BlockCounter.READ_BYTES, 512 * reads);
        counters.put(BlockCounter.READ_NANOS, 1000 * reads);
        counters.put(BlockCounter.WRITE_REQUESTS, writes);
        counters.put(BlockCounter.WRITE_BYTES, 512 * writes);
        counters.put(BlockCounter.WRITE_NANOS, 1000 * writes);
        counters.put(BlockCounter.FLUSH_REQUESTS, 0L);
        counters.put(BlockCounter.FLUSH_NANOS, 0L);
        counters.put(BlockCounter.ALLOCATION, DISK_BYTES);
        counters.put(BlockCounter.CAPACITY, DISK_BYTES);
        counters.put(BlockCounter.PHYSICAL, DISK_BYTES);
        return spec.devices().disks().stream()
                .map(
                        disk ->
                                new Block(
                                        disk.target().dev(),
                                        disk.source().hostPath(),
                                        OptionalInt.empty(),
                                        counters))
                .toList();
    }

    static NodeProcessors processors() {
        List<Times> each = new ArrayList<>();
        for (int cpu = 0; cpu < HOST_CPUS; cpu++) {
            each.add(times(cpu));
        }
        return new NodeProcessors(times(-1), each, HOST_CPUS);
    }

    private static Times times(int cpu) {
        return new Times(cpu, 34_678_723_400_000L, 9_797_400_000L, 87_264_900_000L, 763_600_000L);
    }

    static NodeMemory nodeMemory() {
        return new NodeMemory(
                3_145_728,
                3072,
                OptionalLong.of(0),
                OptionalLong.of(0),
                List.of(
                        new NodeMemory.Cell(0, 2_097_152, 2048),
                        new NodeMemory.Cell(1, 4_194_304, 4096)));
    }
}
