package org.ostler.bench;

import org.ostler.wire.protocol.ConnectGetAllDomainStatsArgs;
import org.ostler.wire.protocol.ConnectListAllDomainsArgs;
import org.ostler.wire.protocol.RemoteProcedures;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// The calls that tell of all domains, with 5000 of them defined.
final class ListScenario implements Scenario {
    static final int DOMAINS = 5000;

    private static final int LISTS = 20;
    private static final int STATISTICS = 5;
    private static final int NEED_RESULTS = 1;

    private final Figure list =
            Figure.below("ListAllDomains of 5000 domains, p50", "ms", 0.5, 0.15);
    private final Figure statistics =
            Figure.below("GetAllDomainStats of 5000 domains, p50", "ms", 0.5, 0.15);
    private final Figure libraryList =
            Figure.known("ListAllDomains of 5000 domains, libvirt's C client, p50", "ms");
    private final Figure libraryStatistics =
            Figure.known("GetAllDomainStats of 5000 domains, libvirt's C client, p50", "ms");

    @Override
    public String name() {
        return "lists";
    }

    @Override
    public String summary() {
        return "ListAllDomains and GetAllDomainStats of 5000 domains";
    }

    @Override
    public List<Figure> figures() {
        return List.of(list, statistics, libraryList, libraryStatistics);
    }

    @Override
    public void measure(Bench bench) throws IOException {
        bench.startWith(DOMAINS);
        bench.rounds(this::measure);
    }

    private void measure(Round round) throws IOException {
        try (WireLink link = round.target().connect()) {
            Samples lists = Stopwatch.times(round.times(LISTS), () -> list(link));
            Samples counted = Stopwatch.times(round.times(STATISTICS), () -> statistics(link));
            round.add(list, lists.medianMillis());
            round.add(statistics, counted.medianMillis());
        }
        try (LibvirtCaller caller = LibvirtCaller.open(round.target(), Guests.name(1))) {
            Samples lists =
                    Stopwatch.times(round.times(LISTS), () -> expectAll(caller.listAllDomains()));
            Samples counted =
                    Stopwatch.times(
                            round.times(STATISTICS), () -> expectAll(caller.getAllDomainStats()));
            round.add(libraryList, lists.medianMillis());
            round.add(libraryStatistics, counted.medianMillis());
        }
    }

    private static void expectAll(int found) throws IOException {
        if (found != DOMAINS) {
            throw new IOException(found + " domains were told of, not " + DOMAINS);
        }
    }

    /// The whole list, received and not decoded.
    static void list(WireLink link) throws IOException {
        ByteBuffer args = WireLink.encoded(new ConnectListAllDomainsArgs(NEED_RESULTS, 0));
        link.exchange(RemoteProcedures.CONNECT_LIST_ALL_DOMAINS, args);
    }

    /// All statistics, received and not decoded.
    static void statistics(WireLink link) throws IOException {
        ByteBuffer args = WireLink.encoded(new ConnectGetAllDomainStatsArgs(List.of(), 0, 0));
        link.exchange(RemoteProcedures.CONNECT_GET_ALL_DOMAIN_STATS, args);
    }
}
