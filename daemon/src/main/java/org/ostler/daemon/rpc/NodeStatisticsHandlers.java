package org.ostler.daemon.rpc;

import org.ostler.api.NodeMemory;
import org.ostler.api.NodeProcessors;
import org.ostler.api.NodeProcessors.Times;
import org.ostler.wire.protocol.NodeCpuStat;
import org.ostler.wire.protocol.NodeGetCellsFreeMemoryArgs;
import org.ostler.wire.protocol.NodeGetCellsFreeMemoryRet;
import org.ostler.wire.protocol.NodeGetCpuMapArgs;
import org.ostler.wire.protocol.NodeGetCpuMapRet;
import org.ostler.wire.protocol.NodeGetCpuStatsArgs;
import org.ostler.wire.protocol.NodeGetCpuStatsRet;
import org.ostler.wire.protocol.NodeGetFreeMemoryRet;
import org.ostler.wire.protocol.NodeGetMemoryStatsArgs;
import org.ostler.wire.protocol.NodeGetMemoryStatsRet;
import org.ostler.wire.protocol.NodeMemoryStat;
import org.ostler.wire.protocol.Opaque;
import org.ostler.wire.protocol.RemoteProcedures;

import java.util.ArrayList;
import java.util.List;

/// What the host counts of itself: processors' times and memory. Reads files of the kernel, or asks
/// the hypervisor, so it does not run on a connection's reader.
final class NodeStatisticsHandlers {
    private static final int ALL = -1;
    private static final int PARAMETERS_MAX = 16;
    private static final int CELLS_MAX = 1024;
    private static final long KIB = 1024;

    private NodeStatisticsHandlers() {}

    static void register(HandlerTable table) {
        table.blocking(RemoteProcedures.NODE_GET_CPU_STATS, NodeStatisticsHandlers::processors);
        table.blocking(RemoteProcedures.NODE_GET_CPU_MAP, NodeStatisticsHandlers::cpuMap);
        table.blocking(RemoteProcedures.NODE_GET_MEMORY_STATS, NodeStatisticsHandlers::memory);
        table.blocking(
                RemoteProcedures.NODE_GET_FREE_MEMORY,
                (session, _) ->
                        new NodeGetFreeMemoryRet(session.hypervisor().memory().freeKib() * KIB));
        table.blocking(
                RemoteProcedures.NODE_GET_CELLS_FREE_MEMORY, NodeStatisticsHandlers::cellsFree);
    }

    private static NodeGetCpuStatsRet processors(Session session, NodeGetCpuStatsArgs args) {
        FlagBits.requireNone(args.flags(), RemoteProcedures.NODE_GET_CPU_STATS);
        StatisticsHandlers.requireRoom(args.nparams(), PARAMETERS_MAX);
        NodeProcessors processors = session.hypervisor().processors();
        Times times =
                args.cpuNum() == ALL
                        ? processors.all()
                        : processors
                                .cpu(args.cpuNum())
                                .orElseThrow(
                                        () ->
                                                Faults.invalidArgument(
                                                        session.faultDomain(),
                                                        "there is no processor "
                                                                + args.cpuNum()
                                                                + " online"));
        List<NodeCpuStat> stats =
                List.of(
                        new NodeCpuStat("kernel", times.kernelNanos()),
                        new NodeCpuStat("user", times.userNanos()),
                        new NodeCpuStat("idle", times.idleNanos()),
                        new NodeCpuStat("iowait", times.ioWaitNanos()));
        return args.nparams() == 0
                ? new NodeGetCpuStatsRet(List.of(), stats.size())
                : new NodeGetCpuStatsRet(
                        stats.stream().limit(args.nparams()).toList(),
                        Math.min(stats.size(), args.nparams()));
    }

    private static NodeGetCpuMapRet cpuMap(Session session, NodeGetCpuMapArgs args) {
        FlagBits.requireNone(args.flags(), RemoteProcedures.NODE_GET_CPU_MAP);
        NodeProcessors processors = session.hypervisor().processors();
        byte[] map = new byte[(processors.present() + Byte.SIZE - 1) / Byte.SIZE];
        for (Times online : processors.each()) {
            map[online.cpu() / Byte.SIZE] |= (byte) (1 << (online.cpu() % Byte.SIZE));
        }
        return new NodeGetCpuMapRet(
                args.needMap() == 0 ? Opaque.EMPTY : Opaque.of(map),
                args.needOnline() == 0 ? 0 : processors.each().size(),
                processors.present());
    }

    private static NodeGetMemoryStatsRet memory(Session session, NodeGetMemoryStatsArgs args) {
        FlagBits.requireNone(args.flags(), RemoteProcedures.NODE_GET_MEMORY_STATS);
        StatisticsHandlers.requireRoom(args.nparams(), PARAMETERS_MAX);
        NodeMemory memory = session.hypervisor().memory();
        List<NodeMemoryStat> stats =
                args.cellNum() == ALL ? whole(memory) : cell(session, memory, args.cellNum());
        return args.nparams() == 0
                ? new NodeGetMemoryStatsRet(List.of(), stats.size())
                : new NodeGetMemoryStatsRet(
                        stats.stream().limit(args.nparams()).toList(),
                        Math.min(stats.size(), args.nparams()));
    }

    private static List<NodeMemoryStat> whole(NodeMemory memory) {
        List<NodeMemoryStat> stats = new ArrayList<>();
        stats.add(new NodeMemoryStat("total", memory.totalKib()));
        stats.add(new NodeMemoryStat("free", memory.freeKib()));
        memory.buffersKib().ifPresent(kib -> stats.add(new NodeMemoryStat("buffers", kib)));
        memory.cachedKib().ifPresent(kib -> stats.add(new NodeMemoryStat("cached", kib)));
        return stats;
    }

    private static List<NodeMemoryStat> cell(Session session, NodeMemory memory, int number) {
        NodeMemory.Cell cell =
                memory.cell(number)
                        .orElseThrow(
                                () ->
                                        Faults.invalidArgument(
                                                session.faultDomain(),
                                                "there is no cell " + number));
        return List.of(
                new NodeMemoryStat("total", cell.totalKib()),
                new NodeMemoryStat("free", cell.freeKib()));
    }

    private static NodeGetCellsFreeMemoryRet cellsFree(
            Session session, NodeGetCellsFreeMemoryArgs args) {
        if (args.maxcells() < 0 || args.maxcells() > CELLS_MAX) {
            throw Faults.tooMany("maxcells > REMOTE_NODE_MAX_CELLS");
        }
        List<NodeMemory.Cell> cells = session.hypervisor().memory().cells();
        List<Long> free =
                cells.stream()
                        .filter(cell -> cell.number() >= args.startCell())
                        .limit(args.maxcells())
                        .map(cell -> cell.freeKib() * KIB)
                        .toList();
        if (free.isEmpty()) {
            throw Faults.internal(
                    session.faultDomain(),
                    "start cell %d out of range (0-%d)"
                            .formatted(args.startCell(), cells.size() - 1));
        }
        return new NodeGetCellsFreeMemoryRet(free);
    }
}
