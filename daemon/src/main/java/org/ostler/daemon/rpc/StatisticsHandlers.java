package org.ostler.daemon.rpc;

import org.ostler.api.BlockCounter;
import org.ostler.api.Domain;
import org.ostler.api.DomainStatistics;
import org.ostler.api.DomainStatistics.Block;
import org.ostler.api.DomainStatistics.Interface;
import org.ostler.api.DomainStatistics.Traffic;
import org.ostler.api.DomainStatus;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.Hypervisor;
import org.ostler.api.StatisticsGroup;
import org.ostler.api.StatisticsRequest;
import org.ostler.model.Disk;
import org.ostler.model.DiskDriver;
import org.ostler.model.NetworkInterface;
import org.ostler.wire.StatisticsMapping;
import org.ostler.wire.protocol.ConnectGetAllDomainStatsArgs;
import org.ostler.wire.protocol.ConnectGetAllDomainStatsRet;
import org.ostler.wire.protocol.DomainBlockStatsArgs;
import org.ostler.wire.protocol.DomainBlockStatsFlagsArgs;
import org.ostler.wire.protocol.DomainBlockStatsFlagsRet;
import org.ostler.wire.protocol.DomainBlockStatsRet;
import org.ostler.wire.protocol.DomainGetBlockInfoArgs;
import org.ostler.wire.protocol.DomainGetBlockInfoRet;
import org.ostler.wire.protocol.DomainInterfaceStatsArgs;
import org.ostler.wire.protocol.DomainInterfaceStatsRet;
import org.ostler.wire.protocol.DomainMemoryStatsArgs;
import org.ostler.wire.protocol.DomainMemoryStatsRet;
import org.ostler.wire.protocol.DomainStatsRecord;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.TypedParam;
import org.ostler.wire.protocol.WireDomain;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/// What is counted of domains, of all at once and of one.
///
/// Everything here may wait for a guest's layer below (half a second at the most), so it never runs
/// on a connection's reader.
final class StatisticsHandlers {
    /// The bits of virConnectListAllDomainsFlags that this call takes, too.
    private static final int FILTER = 0xff;

    private static final int MEMORY_STATS_MAX = 1024;
    private static final int BLOCK_PARAMETERS_MAX = 16;

    /// virTypedParameterFlags: the client takes strings, too.
    private static final int STRINGS_OKAY = 1 << 2;

    private StatisticsHandlers() {}

    static void register(HandlerTable table) {
        table.blocking(RemoteProcedures.CONNECT_GET_ALL_DOMAIN_STATS, StatisticsHandlers::all);
        table.blocking(RemoteProcedures.DOMAIN_MEMORY_STATS, StatisticsHandlers::memory);
        table.blocking(RemoteProcedures.DOMAIN_BLOCK_STATS, StatisticsHandlers::block);
        table.blocking(RemoteProcedures.DOMAIN_BLOCK_STATS_FLAGS, StatisticsHandlers::blockParams);
        table.blocking(RemoteProcedures.DOMAIN_GET_BLOCK_INFO, StatisticsHandlers::blockInfo);
        table.blocking(RemoteProcedures.DOMAIN_INTERFACE_STATS, StatisticsHandlers::traffic);
    }

    // ---- all domains

    private static ConnectGetAllDomainStatsRet all(
            Session session, ConnectGetAllDomainStatsArgs args) {
        int options =
                StatisticsMapping.NO_WAIT | StatisticsMapping.BACKING | StatisticsMapping.ENFORCE;
        FlagBits.requireNone(
                args.flags() & ~(FILTER | options), RemoteProcedures.CONNECT_GET_ALL_DOMAIN_STATS);
        boolean strict = (args.flags() & StatisticsMapping.ENFORCE) != 0;
        StatisticsRequest request =
                new StatisticsRequest(
                        groups(session, args.stats(), strict),
                        strict && args.stats() != 0,
                        (args.flags() & StatisticsMapping.NO_WAIT) != 0,
                        (args.flags() & StatisticsMapping.BACKING) != 0);
        List<DomainStatistics> statistics =
                chosen(session.hypervisor(), args.doms(), args.flags() & FILTER, request);
        List<DomainStatsRecord> records = new ArrayList<>(statistics.size());
        for (DomainStatistics one : statistics) {
            records.add(StatisticsMapping.toWire(one));
        }
        return new ConnectGetAllDomainStatsRet(records);
    }

    private static Set<StatisticsGroup> groups(Session session, int bits, boolean strict) {
        int unknown = StatisticsMapping.unknown(bits);
        if (strict && unknown != 0) {
            throw Fault.of(
                    FaultCode.ARGUMENT_UNSUPPORTED,
                    session.faultDomain(),
                    "argument unsupported: Stats types bits 0x%x are not supported by this daemon"
                            .formatted(unknown));
        }
        return StatisticsMapping.groups(bits);
    }

    private static List<DomainStatistics> chosen(
            Hypervisor host, List<WireDomain> named, int filterBits, StatisticsRequest request) {
        if (named.isEmpty() && filterBits == 0) {
            return host.statistics(request);
        }
        DomainFilter filter = new DomainFilter(filterBits);
        List<UUID> wanted = new ArrayList<>();
        if (named.isEmpty()) {
            for (DomainStatus status : host.statuses()) {
                if (filter.takes(status)) {
                    wanted.add(status.uuid());
                }
            }
        } else {
            for (WireDomain one : named) {
                boolean taken =
                        filterBits == 0
                                || host.domain(one.uuid())
                                        .map(domain -> filter.takes(domain.status()))
                                        .orElse(false);
                if (taken) {
                    wanted.add(one.uuid());
                }
            }
        }
        return wanted.isEmpty() ? List.of() : host.statistics(wanted, request);
    }

    // ---- one domain

    private static DomainStatistics of(Domain domain, StatisticsGroup group) {
        DomainReadHandlers.requireActive(domain.status());
        return domain.statistics(StatisticsRequest.of(Set.of(group)));
    }

    private static Fault untold(Session session, String what) {
        return Fault.builder(
                        FaultCode.OPERATION_TIMEOUT,
                        session.faultDomain(),
                        "Timed out during operation: the guest's layer below does not tell " + what)
                .retryable()
                .build();
    }

    private static DomainMemoryStatsRet memory(Session session, DomainMemoryStatsArgs args) {
        FlagBits.requireNone(args.flags(), RemoteProcedures.DOMAIN_MEMORY_STATS);
        if (Integer.compareUnsigned(args.maxStats(), MEMORY_STATS_MAX) > 0) {
            throw Faults.tooMany("maxStats > REMOTE_DOMAIN_MEMORY_STATS_MAX");
        }
        return new DomainMemoryStatsRet(
                of(session.domain(args.dom()), StatisticsGroup.BALLOON)
                        .memory()
                        .map(StatisticsMapping::memory)
                        .orElse(List.of())
                        .stream()
                        .limit(args.maxStats())
                        .toList());
    }

    private static DomainInterfaceStatsRet traffic(Session session, DomainInterfaceStatsArgs args) {
        Domain domain = session.domain(args.dom());
        DomainReadHandlers.requireActive(domain.status());
        int index = card(session, domain, args.device());
        List<Interface> cards =
                of(domain, StatisticsGroup.INTERFACE)
                        .interfaces()
                        .orElseThrow(() -> untold(session, "what its network cards did"));
        Traffic t =
                cards.stream()
                        .skip(index)
                        .findFirst()
                        .flatMap(Interface::traffic)
                        .orElseThrow(
                                () ->
                                        Faults.internal(
                                                session.faultDomain(),
                                                "Interface name not provided"));
        return new DomainInterfaceStatsRet(
                t.receivedBytes(),
                t.receivedPackets(),
                t.receiveErrors(),
                t.receiveDrops(),
                t.sentBytes(),
                t.sentPackets(),
                t.sendErrors(),
                t.sendDrops());
    }

    /// The network card that has that device or that address.
    private static int card(Session session, Domain domain, String device) {
        List<NetworkInterface> cards = domain.spec(Set.of()).devices().interfaces();
        for (int i = 0; i < cards.size(); i++) {
            NetworkInterface card = cards.get(i);
            if (card.target().filter(device::equals).isPresent()
                    || card.mac()
                            .filter(mac -> mac.toString().equalsIgnoreCase(device))
                            .isPresent()) {
                return i;
            }
        }
        throw Faults.invalidArgument(
                session.faultDomain(), "'" + device + "' is not a known interface");
    }

    // ---- disks

    /// A disk's counters; without a name, all disks' together.
    private static Map<BlockCounter, Long> counters(Session session, Domain domain, String path) {
        DomainStatistics statistics = of(domain, StatisticsGroup.BLOCK);
        List<Block> disks =
                statistics.blocks().orElseThrow(() -> untold(session, "what its disks did"));
        if (path.isEmpty()) {
            Map<BlockCounter, Long> sum = new EnumMap<>(BlockCounter.class);
            disks.forEach(disk -> disk.counters().forEach((k, v) -> sum.merge(k, v, Long::sum)));
            return sum;
        }
        Map<BlockCounter, Long> counters = disk(session, statistics, path).counters();
        if (!counters.containsKey(BlockCounter.READ_REQUESTS)) {
            throw untold(session, "what its disk did");
        }
        return counters;
    }

    private static Block disk(Session session, DomainStatistics statistics, String path) {
        return statistics
                .block(path)
                .orElseThrow(
                        () ->
                                Faults.invalidArgument(
                                        session.faultDomain(), "invalid path: " + path));
    }

    private static DomainBlockStatsRet block(Session session, DomainBlockStatsArgs args) {
        Map<BlockCounter, Long> c = counters(session, session.domain(args.dom()), args.path());
        return new DomainBlockStatsRet(
                c.getOrDefault(BlockCounter.READ_REQUESTS, -1L),
                c.getOrDefault(BlockCounter.READ_BYTES, -1L),
                c.getOrDefault(BlockCounter.WRITE_REQUESTS, -1L),
                c.getOrDefault(BlockCounter.WRITE_BYTES, -1L),
                c.getOrDefault(BlockCounter.ERRORS, -1L));
    }

    private static DomainBlockStatsFlagsRet blockParams(
            Session session, DomainBlockStatsFlagsArgs args) {
        FlagBits.requireNone(
                args.flags() & ~STRINGS_OKAY, RemoteProcedures.DOMAIN_BLOCK_STATS_FLAGS);
        requireRoom(args.nparams(), BLOCK_PARAMETERS_MAX);
        List<TypedParam> params =
                StatisticsMapping.block(counters(session, session.domain(args.dom()), args.path()));
        if (args.nparams() == 0) {
            return new DomainBlockStatsFlagsRet(List.of(), params.size());
        }
        List<TypedParam> fit = params.stream().limit(args.nparams()).toList();
        return new DomainBlockStatsFlagsRet(fit, fit.size());
    }

    static void requireRoom(int nparams, int most) {
        if (nparams < 0 || nparams > most) {
            throw Faults.tooMany("nparams too large");
        }
    }

    /// What QEMU tells of a running guest's disk, and the file itself.
    private static DomainGetBlockInfoRet blockInfo(Session session, DomainGetBlockInfoArgs args) {
        FlagBits.requireNone(args.flags(), RemoteProcedures.DOMAIN_GET_BLOCK_INFO);
        Domain domain = session.domain(args.dom());
        DomainStatistics statistics =
                domain.statistics(StatisticsRequest.of(Set.of(StatisticsGroup.BLOCK)));
        Disk disk = disk(session, domain, args.path());
        String path =
                disk.source()
                        .hostPath()
                        .orElseThrow(
                                () ->
                                        Faults.invalidArgument(
                                                session.faultDomain(),
                                                "disk '"
                                                        + disk.target().dev()
                                                        + "' does not currently have a source"
                                                        + " assigned"));
        Optional<Block> told = statistics.block(disk.target().dev());
        Optional<ImageSizes> file =
                ImageSizes.of(path, disk.driver().flatMap(DiskDriver::format).orElse("raw"));
        OptionalLong seen =
                told.map(t -> t.counter(BlockCounter.CAPACITY)).orElse(OptionalLong.empty());
        OptionalLong capacity =
                seen.isPresent()
                        ? seen
                        : file.map(ImageSizes::capacity).orElse(OptionalLong.empty());
        long whole = capacity.orElseThrow(() -> untold(session, "the size of disk '" + path + "'"));
        return new DomainGetBlockInfoRet(
                file.map(ImageSizes::allocation).orElse(whole),
                whole,
                file.map(ImageSizes::physical).orElse(whole));
    }

    private static Disk disk(Session session, Domain domain, String path) {
        return domain.spec(Set.of()).devices().disks().stream()
                .filter(
                        disk ->
                                disk.target().dev().equals(path)
                                        || disk.source().hostPath().equals(Optional.of(path)))
                .findFirst()
                .orElseThrow(
                        () ->
                                Faults.invalidArgument(
                                        session.faultDomain(),
                                        "invalid path " + path + " not assigned to domain"));
    }
}
