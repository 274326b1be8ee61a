package org.ostler.driver.xen;

import org.ostler.api.DomainStatistics;
import org.ostler.api.DomainStatistics.Cpu;
import org.ostler.api.DomainStatistics.Memory;
import org.ostler.api.DomainStatistics.Vcpus;
import org.ostler.api.MemoryCounter;
import org.ostler.api.NodeMemory;
import org.ostler.api.StatisticsGroup;
import org.ostler.api.StatisticsRequest;
import org.ostler.api.Vcpu;
import org.ostler.engine.spi.Guest;
import org.ostler.model.DomainSpec;
import org.ostler.xlcfg.Json;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// What is counted of a Xen guest: processors and memory by the hypervisor, disks and cards by
/// their back ends in this control domain ([BackEndCounters]).
///
/// Thread-safe. libxl is waited for at most [#WAIT] for one guest; what does not come in that time
/// is left out.
final class XenStatistics {
    static final Set<StatisticsGroup> GROUPS =
            EnumSet.of(
                    StatisticsGroup.STATE,
                    StatisticsGroup.CPU_TOTAL,
                    StatisticsGroup.BALLOON,
                    StatisticsGroup.VCPU,
                    StatisticsGroup.INTERFACE,
                    StatisticsGroup.BLOCK);

    private static final Duration WAIT = Duration.ofMillis(400);

    /// What is still called at once: libxl's calls themselves take a few milliseconds.
    private static final Duration NO_WAIT = Duration.ofMillis(100);

    private final XenControl control;
    private final BackEndCounters backEnds;

    XenStatistics(XenControl control, BackEndCounters backEnds) {
        this.control = control;
        this.backEnds = backEnds;
    }

    void read(Guest guest, StatisticsRequest request, DomainStatistics.Builder into) {
        OptionalInt running = guest.status().id();
        if (running.isEmpty()) {
            return;
        }
        int id = running.getAsInt();
        long deadline = System.nanoTime() + (request.noWait() ? NO_WAIT : WAIT).toNanos();
        DomainSpec spec = guest.canonical().spec();
        if (request.wants(StatisticsGroup.INTERFACE)) {
            into.interfaces(backEnds.cards(id, spec.devices().interfaces()));
        }
        if (request.wants(StatisticsGroup.BLOCK)) {
            into.blocks(backEnds.disks(id, spec.devices().disks()));
        }
        try {
            if (request.wants(StatisticsGroup.CPU_TOTAL)
                    || request.wants(StatisticsGroup.BALLOON)) {
                control.domain(id, left(deadline))
                        .ifPresent(info -> whole(info, guest, request, into));
            }
            if (request.wants(StatisticsGroup.VCPU)) {
                List<Vcpu> each = vcpus(id, left(deadline));
                int online =
                        (int) each.stream().filter(v -> v.state() != Vcpu.State.OFFLINE).count();
                into.vcpus(new Vcpus(online, Math.max(each.size(), spec.vcpu().count()), each));
            }
        } catch (LibxlException late) {
            // What was not told is left out.
            return;
        }
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    }

    private static void whole(
            DomainInfo info,
            Guest guest,
            StatisticsRequest request,
            DomainStatistics.Builder into) {
        if (request.wants(StatisticsGroup.CPU_TOTAL)) {
            into.cpu(
                    new Cpu(
                            OptionalLong.of(info.cpuTimeNanos()),
                            OptionalLong.empty(),
                            OptionalLong.empty()));
        }
        if (request.wants(StatisticsGroup.BALLOON)) {
            into.memory(
                    new Memory(
                            OptionalLong.of(guest.status().maxMemoryKib()),
                            Map.of(MemoryCounter.ACTUAL, info.memoryKib())));
        }
    }

    /// The virtual processors; libxl leaves out members that have their default value.
    private List<Vcpu> vcpus(int id, Duration limit) {
        List<Vcpu> vcpus = new ArrayList<>();
        for (Json.Obj one : control.vcpus(id, limit)) {
            Vcpu.State state =
                    !one.flag("online")
                            ? Vcpu.State.OFFLINE
                            : one.flag("blocked") ? Vcpu.State.BLOCKED : Vcpu.State.RUNNING;
            vcpus.add(
                    new Vcpu(
                            (int) one.integerOrZero("vcpuid"),
                            state,
                            OptionalLong.of(one.integerOrZero("vcpu_time")),
                            OptionalLong.empty(),
                            state == Vcpu.State.OFFLINE
                                    ? OptionalInt.empty()
                                    : OptionalInt.of((int) one.integerOrZero("cpu")),
                            bits(one.array("cpumap"))));
        }
        return vcpus;
    }

    private static List<Integer> bits(List<Json> items) {
        List<Integer> bits = new ArrayList<>();
        for (Json item : items) {
            if (item instanceof Json.Int number && number.value().bitLength() < Short.SIZE) {
                bits.add(number.value().intValue());
            }
        }
        return bits;
    }

    /// The host's memory as the hypervisor counts it: free is what no domain has.
    static NodeMemory memory(XenFacts facts) {
        return new NodeMemory(
                facts.memory().totalKib(),
                facts.memory().freeKib(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                facts.nodes().stream()
                        .map(n -> new NodeMemory.Cell(n.id(), n.totalKib(), n.freeKib()))
                        .toList());
    }
}
