package org.ostler.client;

import org.ostler.api.DomainStatistics;
import org.ostler.api.StatisticsGroup;
import org.ostler.api.StatisticsRequest;
import org.ostler.api.Vcpu;
import org.ostler.wire.StatisticsMapping;
import org.ostler.wire.protocol.ConnectGetAllDomainStatsArgs;
import org.ostler.wire.protocol.DomainGetMaxVcpusArgs;
import org.ostler.wire.protocol.DomainGetVcpusArgs;
import org.ostler.wire.protocol.DomainGetVcpusRet;
import org.ostler.wire.protocol.NodeGetInfoRet;
import org.ostler.wire.protocol.Nothing;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.VcpuInfo;
import org.ostler.wire.protocol.WireDomain;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// What a host on the other side counts of its domains. Stateless.
final class RemoteStatistics {
    private RemoteStatistics() {}

    /// @param named the domains that are meant; none: all
    static List<DomainStatistics> of(Link link, List<WireDomain> named, StatisticsRequest request) {
        int groups = StatisticsMapping.groupBits(request);
        if (groups == 0) {
            // On the wire that would be every group: ask for the cheapest, and tell nothing of it.
            StatisticsRequest least = StatisticsRequest.of(Set.of(StatisticsGroup.STATE));
            return of(link, named, least).stream()
                    .map(one -> DomainStatistics.of(one.domain()).build())
                    .toList();
        }
        return link
                .read(
                        RemoteProcedures.CONNECT_GET_ALL_DOMAIN_STATS,
                        new ConnectGetAllDomainStatsArgs(
                                named, groups, StatisticsMapping.flagBits(request)))
                .retStats()
                .stream()
                .map(StatisticsMapping::fromWire)
                .toList();
    }

    static List<Vcpu> vcpus(Link link, WireDomain domain) {
        int most =
                link.read(RemoteProcedures.DOMAIN_GET_MAX_VCPUS, new DomainGetMaxVcpusArgs(domain))
                        .num();
        NodeGetInfoRet node = link.read(RemoteProcedures.NODE_GET_INFO, Nothing.NOTHING);
        int cpus = node.nodes() * node.sockets() * node.cores() * node.threads();
        int mapBytes = (Math.max(cpus, node.cpus()) + Byte.SIZE - 1) / Byte.SIZE;
        DomainGetVcpusRet ret =
                link.read(
                        RemoteProcedures.DOMAIN_GET_VCPUS,
                        new DomainGetVcpusArgs(domain, most, mapBytes));
        List<Vcpu> vcpus = new ArrayList<>();
        for (int i = 0; i < ret.info().size(); i++) {
            vcpus.add(vcpu(ret, i, mapBytes));
        }
        return vcpus;
    }

    private static Vcpu vcpu(DomainGetVcpusRet ret, int index, int mapBytes) {
        VcpuInfo info = ret.info().get(index);
        List<Integer> mayRunOn = new ArrayList<>();
        int first = index * mapBytes;
        for (int cpu = 0; cpu < mapBytes * Byte.SIZE; cpu++) {
            int place = first + cpu / Byte.SIZE;
            if (place < ret.cpumaps().size()
                    && (ret.cpumaps().get(place) & (1 << (cpu % Byte.SIZE))) != 0) {
                mayRunOn.add(cpu);
            }
        }
        return new Vcpu(
                info.number(),
                Vcpu.State.of(info.state()),
                OptionalLong.of(info.cpuTime()),
                OptionalLong.empty(),
                info.cpu() >= 0 ? OptionalInt.of(info.cpu()) : OptionalInt.empty(),
                mayRunOn);
    }
}
