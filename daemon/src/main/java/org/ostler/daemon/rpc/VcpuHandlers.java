package org.ostler.daemon.rpc;

import org.ostler.api.Domain;
import org.ostler.api.DomainStatistics.Cpu;
import org.ostler.api.StatisticsGroup;
import org.ostler.api.StatisticsRequest;
import org.ostler.api.Vcpu;
import org.ostler.wire.protocol.DomainGetCpuStatsArgs;
import org.ostler.wire.protocol.DomainGetCpuStatsRet;
import org.ostler.wire.protocol.DomainGetVcpusArgs;
import org.ostler.wire.protocol.DomainGetVcpusRet;
import org.ostler.wire.protocol.Opaque;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.TypedParam;
import org.ostler.wire.protocol.VcpuInfo;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/// A running guest's virtual processors and the time that they used. May wait for the guest's layer
/// below.
final class VcpuHandlers {
    private static final int VCPUS_MAX = 16_384;
    private static final int MAP_BYTES_MAX = 8_388_608;
    private static final int CPU_PARAMETERS_MAX = 128;
    private static final int STRINGS_OKAY = 1 << 2;
    private static final int ALL_CPUS = -1;

    /// Where a virtual processor runs is not known (virVcpuHostCpuState).
    private static final int CPU_UNAVAILABLE = -2;

    private VcpuHandlers() {}

    static void register(HandlerTable table) {
        table.blocking(RemoteProcedures.DOMAIN_GET_VCPUS, VcpuHandlers::vcpus);
        table.blocking(RemoteProcedures.DOMAIN_GET_CPU_STATS, VcpuHandlers::times);
    }

    private static DomainGetVcpusRet vcpus(Session session, DomainGetVcpusArgs args) {
        if (args.maxinfo() < 0 || args.maxinfo() > VCPUS_MAX) {
            throw Faults.tooMany("maxinfo > REMOTE_VCPUINFO_MAX");
        }
        if (args.maplen() < 0 || (long) args.maxinfo() * args.maplen() > MAP_BYTES_MAX) {
            throw Faults.tooMany("maxinfo * maplen > REMOTE_CPUMAPS_MAX");
        }
        List<Vcpu> vcpus =
                session.domain(args.dom()).vcpus().stream().limit(args.maxinfo()).toList();
        List<VcpuInfo> infos = new ArrayList<>(vcpus.size());
        byte[] maps = new byte[vcpus.size() * args.maplen()];
        for (int i = 0; i < vcpus.size(); i++) {
            Vcpu vcpu = vcpus.get(i);
            infos.add(
                    new VcpuInfo(
                            vcpu.number(),
                            vcpu.state().number(),
                            vcpu.timeNanos().orElse(0),
                            vcpu.hostCpu().orElse(CPU_UNAVAILABLE)));
            for (int cpu : vcpu.mayRunOn()) {
                if (cpu / Byte.SIZE < args.maplen()) {
                    maps[i * args.maplen() + cpu / Byte.SIZE] |= (byte) (1 << (cpu % Byte.SIZE));
                }
            }
        }
        return new DomainGetVcpusRet(infos, Opaque.of(maps));
    }

    /// All of it together; nobody counts it by the host's processors.
    private static DomainGetCpuStatsRet times(Session session, DomainGetCpuStatsArgs args) {
        FlagBits.requireNone(args.flags() & ~STRINGS_OKAY, RemoteProcedures.DOMAIN_GET_CPU_STATS);
        if (Integer.compareUnsigned(args.nparams(), CPU_PARAMETERS_MAX) > 0) {
            throw Faults.tooMany("nparams too large");
        }
        Domain domain = session.domain(args.dom());
        DomainReadHandlers.requireActive(domain.status());
        if (args.startCpu() != ALL_CPUS) {
            throw Faults.invalidOperation(
                    session.faultDomain(),
                    "processor time is not counted by the host's processors; ask for the total");
        }
        List<TypedParam> params =
                domain.statistics(StatisticsRequest.of(Set.of(StatisticsGroup.CPU_TOTAL)))
                        .cpu()
                        .map(VcpuHandlers::params)
                        .orElse(List.of());
        if (args.nparams() == 0) {
            return new DomainGetCpuStatsRet(List.of(), params.size());
        }
        List<TypedParam> fit = params.stream().limit(args.nparams()).toList();
        return new DomainGetCpuStatsRet(fit, fit.size());
    }

    private static List<TypedParam> params(Cpu cpu) {
        List<TypedParam> params = new ArrayList<>();
        add(params, "cpu_time", cpu.timeNanos());
        add(params, "user_time", cpu.userNanos());
        add(params, "system_time", cpu.systemNanos());
        return params;
    }

    private static void add(List<TypedParam> params, String name, OptionalLong value) {
        if (value.isPresent()) {
            params.add(TypedParam.ofULong(name, value.getAsLong()));
        }
    }
}
