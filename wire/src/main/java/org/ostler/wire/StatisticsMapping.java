package org.ostler.wire;

import org.ostler.api.BlockCounter;
import org.ostler.api.DomainStatistics;
import org.ostler.api.DomainStatistics.Block;
import org.ostler.api.DomainStatistics.Cpu;
import org.ostler.api.DomainStatistics.Interface;
import org.ostler.api.DomainStatistics.IoThread;
import org.ostler.api.DomainStatistics.Memory;
import org.ostler.api.DomainStatistics.Traffic;
import org.ostler.api.DomainStatistics.Vcpus;
import org.ostler.api.MemoryCounter;
import org.ostler.api.StateReason;
import org.ostler.api.StatisticsGroup;
import org.ostler.api.StatisticsRequest;
import org.ostler.api.Vcpu;
import org.ostler.wire.protocol.DomainMemoryStat;
import org.ostler.wire.protocol.DomainStatsRecord;
import org.ostler.wire.protocol.TypedParam;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Carries what is counted of domains over the wire: libvirt's typed parameters with the names of
/// `virsh domstats` (virsh(1)). [StatisticsParams] reads them back. Pure.
public final class StatisticsMapping {
    /// Bits of the flags word of `CONNECT_GET_ALL_DOMAIN_STATS` beside those that filter domains
    /// (virConnectGetAllDomainStatsFlags).
    public static final int NO_WAIT = 1 << 29;

    /// Tell the images that disks are based on.
    public static final int BACKING = 1 << 30;

    /// Refuse groups that are not there.
    public static final int ENFORCE = 1 << 31;

    /// The parameters of a state, made once: lists of many domains consist of them.
    private static final Map<StateReason, List<TypedParam>> STATES = states();

    private StatisticsMapping() {}

    private static Map<StateReason, List<TypedParam>> states() {
        Map<StateReason, List<TypedParam>> states = new EnumMap<>(StateReason.class);
        for (StateReason reason : StateReason.values()) {
            states.put(
                    reason,
                    List.of(
                            TypedParam.ofInt("state.state", reason.state().number()),
                            TypedParam.ofInt("state.reason", reason.number())));
        }
        return Collections.unmodifiableMap(states);
    }

    /// The groups of a word of bits; bits that this version does not know are left to `unknown`.
    ///
    /// @param bits 0 means every group
    public static Set<StatisticsGroup> groups(int bits) {
        if (bits == 0) {
            return StatisticsGroup.ALL;
        }
        EnumSet<StatisticsGroup> groups = EnumSet.noneOf(StatisticsGroup.class);
        for (StatisticsGroup group : StatisticsGroup.ALL) {
            if ((bits & group.bit()) != 0) {
                groups.add(group);
            }
        }
        return groups;
    }

    /// The bits of a word that no group has.
    public static int unknown(int bits) {
        for (StatisticsGroup group : StatisticsGroup.ALL) {
            bits &= ~group.bit();
        }
        return bits;
    }

    /// The word of bits for a request's groups.
    public static int groupBits(StatisticsRequest request) {
        int bits = 0;
        for (StatisticsGroup group : request.groups()) {
            bits |= group.bit();
        }
        return bits;
    }

    /// The flags word for a request.
    public static int flagBits(StatisticsRequest request) {
        return (request.strict() ? ENFORCE : 0)
                | (request.noWait() ? NO_WAIT : 0)
                | (request.backing() ? BACKING : 0);
    }

    /// What a server tells of a domain.
    public static DomainStatistics fromWire(DomainStatsRecord record) {
        return new StatisticsParams(record.params()).of(DomainMapping.fromWire(record.dom()));
    }

    /// One domain's record.
    public static DomainStatsRecord toWire(DomainStatistics statistics) {
        return new DomainStatsRecord(DomainMapping.toWire(statistics.domain()), params(statistics));
    }

    private static List<TypedParam> params(DomainStatistics s) {
        List<TypedParam> state =
                s.state().map(r -> STATES.getOrDefault(r, List.of())).orElse(List.of());
        boolean stateOnly =
                s.cpu().isEmpty()
                        && s.memory().isEmpty()
                        && s.vcpus().isEmpty()
                        && s.interfaces().isEmpty()
                        && s.blocks().isEmpty()
                        && s.ioThreads().isEmpty();
        if (stateOnly) {
            return state;
        }
        List<TypedParam> out = new ArrayList<>(16);
        out.addAll(state);
        s.cpu().ifPresent(cpu -> addCpu(out, cpu));
        s.memory().ifPresent(memory -> addMemory(out, memory));
        s.vcpus().ifPresent(vcpus -> addVcpus(out, vcpus));
        s.interfaces().ifPresent(cards -> addInterfaces(out, cards));
        s.blocks().ifPresent(disks -> addBlocks(out, disks));
        s.ioThreads().ifPresent(threads -> addIoThreads(out, threads));
        return out;
    }

    private static void add(List<TypedParam> out, String name, OptionalLong value) {
        if (value.isPresent()) {
            out.add(TypedParam.ofULong(name, value.getAsLong()));
        }
    }

    private static void addCpu(List<TypedParam> out, Cpu cpu) {
        add(out, "cpu.time", cpu.timeNanos());
        add(out, "cpu.user", cpu.userNanos());
        add(out, "cpu.system", cpu.systemNanos());
    }

    private static void addMemory(List<TypedParam> out, Memory memory) {
        Long actual = memory.counters().get(MemoryCounter.ACTUAL);
        if (actual != null) {
            out.add(TypedParam.ofULong("balloon.current", actual));
        }
        add(out, "balloon.maximum", memory.maximumKib());
        memory.counters()
                .forEach(
                        (counter, value) -> {
                            if (counter != MemoryCounter.ACTUAL) {
                                out.add(TypedParam.ofULong("balloon." + counter.word(), value));
                            }
                        });
    }

    private static void addVcpus(List<TypedParam> out, Vcpus vcpus) {
        out.add(TypedParam.ofUInt("vcpu.current", vcpus.current()));
        out.add(TypedParam.ofUInt("vcpu.maximum", vcpus.maximum()));
        for (Vcpu vcpu : vcpus.each()) {
            String prefix = "vcpu." + vcpu.number();
            out.add(TypedParam.ofInt(prefix + ".state", vcpu.state().number()));
            add(out, prefix + ".time", vcpu.timeNanos());
            add(out, prefix + ".delay", vcpu.delayNanos());
        }
    }

    private static void addInterfaces(List<TypedParam> out, List<Interface> cards) {
        out.add(TypedParam.ofUInt("net.count", cards.size()));
        for (int i = 0; i < cards.size(); i++) {
            String prefix = "net." + i;
            Interface card = cards.get(i);
            if (!card.name().isEmpty()) {
                out.add(TypedParam.ofText(prefix + ".name", card.name()));
            }
            card.traffic().ifPresent(traffic -> addTraffic(out, prefix, traffic));
        }
    }

    private static void addTraffic(List<TypedParam> out, String prefix, Traffic t) {
        out.add(TypedParam.ofULong(prefix + ".rx.bytes", t.receivedBytes()));
        out.add(TypedParam.ofULong(prefix + ".rx.pkts", t.receivedPackets()));
        out.add(TypedParam.ofULong(prefix + ".rx.errs", t.receiveErrors()));
        out.add(TypedParam.ofULong(prefix + ".rx.drop", t.receiveDrops()));
        out.add(TypedParam.ofULong(prefix + ".tx.bytes", t.sentBytes()));
        out.add(TypedParam.ofULong(prefix + ".tx.pkts", t.sentPackets()));
        out.add(TypedParam.ofULong(prefix + ".tx.errs", t.sendErrors()));
        out.add(TypedParam.ofULong(prefix + ".tx.drop", t.sendDrops()));
    }

    private static void addBlocks(List<TypedParam> out, List<Block> disks) {
        out.add(TypedParam.ofUInt("block.count", disks.size()));
        for (int i = 0; i < disks.size(); i++) {
            String prefix = "block." + i + ".";
            Block disk = disks.get(i);
            out.add(TypedParam.ofText(prefix + "name", disk.name()));
            disk.path().ifPresent(path -> out.add(TypedParam.ofText(prefix + "path", path)));
            if (disk.backingIndex().isPresent()) {
                out.add(TypedParam.ofUInt(prefix + "backingIndex", disk.backingIndex().getAsInt()));
            }
            for (Map.Entry<BlockCounter, Long> counter : disk.counters().entrySet()) {
                out.add(TypedParam.ofULong(prefix + counter.getKey().word(), counter.getValue()));
            }
        }
    }

    private static void addIoThreads(List<TypedParam> out, List<IoThread> threads) {
        out.add(TypedParam.ofUInt("iothread.count", threads.size()));
        for (IoThread thread : threads) {
            String prefix = "iothread." + thread.id();
            add(out, prefix + ".poll-max-ns", thread.pollMaxNanos());
            addSmall(out, prefix + ".poll-grow", thread.pollGrow());
            addSmall(out, prefix + ".poll-shrink", thread.pollShrink());
        }
    }

    private static void addSmall(List<TypedParam> out, String name, OptionalLong value) {
        if (value.isPresent()) {
            out.add(TypedParam.ofUInt(name, (int) value.getAsLong()));
        }
    }

    /// What is known of a guest's memory, with libvirt's tags.
    public static List<DomainMemoryStat> memory(Memory memory) {
        List<DomainMemoryStat> stats = new ArrayList<>();
        memory.counters()
                .forEach(
                        (counter, value) ->
                                stats.add(new DomainMemoryStat(counter.number(), value)));
        return stats;
    }

    /// What is known of a disk, with the names that libvirt has for one disk.
    public static List<TypedParam> block(Map<BlockCounter, Long> counters) {
        List<TypedParam> params = new ArrayList<>();
        counters.forEach(
                (counter, value) -> {
                    Optional<String> name = counter.parameter();
                    name.ifPresent(n -> params.add(TypedParam.ofLong(n, value)));
                });
        return params;
    }
}
