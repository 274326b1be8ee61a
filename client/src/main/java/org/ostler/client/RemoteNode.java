package org.ostler.client;

import org.ostler.api.NodeMemory;
import org.ostler.api.NodeProcessors;
import org.ostler.api.NodeProcessors.Times;
import org.ostler.wire.protocol.NodeCpuStat;
import org.ostler.wire.protocol.NodeGetCellsFreeMemoryArgs;
import org.ostler.wire.protocol.NodeGetCpuMapArgs;
import org.ostler.wire.protocol.NodeGetCpuMapRet;
import org.ostler.wire.protocol.NodeGetCpuStatsArgs;
import org.ostler.wire.protocol.NodeGetMemoryStatsArgs;
import org.ostler.wire.protocol.NodeMemoryStat;
import org.ostler.wire.protocol.RemoteProcedures;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// What a host on the other side counts of itself. libvirt has no call for all of it, so each
/// answer is put together of several, one after the other.
final class RemoteNode {
    private static final int ALL = -1;
    private static final long KIB = 1024;

    private final Link link;

    RemoteNode(Link link) {
        this.link = link;
    }

    NodeProcessors processors() {
        NodeGetCpuMapRet map =
                link.read(RemoteProcedures.NODE_GET_CPU_MAP, new NodeGetCpuMapArgs(1, 1, 0));
        int known =
                link.read(RemoteProcedures.NODE_GET_CPU_STATS, new NodeGetCpuStatsArgs(ALL, 0, 0))
                        .nparams();
        List<Times> each = new ArrayList<>();
        int bits = map.cpumap().size() * Byte.SIZE;
        for (int cpu = 0; cpu < bits; cpu++) {
            if ((map.cpumap().get(cpu / Byte.SIZE) & (1 << (cpu % Byte.SIZE))) != 0) {
                each.add(times(cpu, known));
            }
        }
        return new NodeProcessors(times(ALL, known), each, map.ret());
    }

    private Times times(int cpu, int parameters) {
        Map<String, Long> stats = new HashMap<>();
        for (NodeCpuStat stat :
                link.read(
                                RemoteProcedures.NODE_GET_CPU_STATS,
                                new NodeGetCpuStatsArgs(cpu, parameters, 0))
                        .params()) {
            stats.put(stat.field(), stat.value());
        }
        return new Times(
                cpu,
                stats.getOrDefault("kernel", 0L),
                stats.getOrDefault("user", 0L),
                stats.getOrDefault("idle", 0L),
                stats.getOrDefault("iowait", 0L));
    }

    /// @param cellCount how many cells the host has
    NodeMemory memory(int cellCount) {
        Map<String, Long> whole = stats(ALL);
        List<Long> free =
                link.read(
                                RemoteProcedures.NODE_GET_CELLS_FREE_MEMORY,
                                new NodeGetCellsFreeMemoryArgs(0, cellCount))
                        .cells();
        List<NodeMemory.Cell> cells = new ArrayList<>();
        for (int cell = 0; cell < free.size(); cell++) {
            cells.add(
                    new NodeMemory.Cell(
                            cell, stats(cell).getOrDefault("total", 0L), free.get(cell) / KIB));
        }
        return new NodeMemory(
                whole.getOrDefault("total", 0L),
                whole.getOrDefault("free", 0L),
                optional(whole, "buffers"),
                optional(whole, "cached"),
                cells);
    }

    private Map<String, Long> stats(int cell) {
        int known =
                link.read(
                                RemoteProcedures.NODE_GET_MEMORY_STATS,
                                new NodeGetMemoryStatsArgs(0, cell, 0))
                        .nparams();
        Map<String, Long> stats = new HashMap<>();
        for (NodeMemoryStat stat :
                link.read(
                                RemoteProcedures.NODE_GET_MEMORY_STATS,
                                new NodeGetMemoryStatsArgs(known, cell, 0))
                        .params()) {
            stats.put(stat.field(), stat.value());
        }
        return stats;
    }

    private static OptionalLong optional(Map<String, Long> stats, String name) {
        Long value = stats.get(name);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
