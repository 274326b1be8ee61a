package org.ostler.bench;

import org.ostler.posix.Pidfd;
import org.ostler.wire.protocol.DomainGetInfoArgs;
import org.ostler.wire.protocol.DomainMemoryStatsArgs;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.WireDomain;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// A QEMU that has been stopped while 24 clients ask for its memory statistics: how long somebody
/// who is connected already waits for the information of another domain.
final class StuckScenario implements Scenario {
    private static final int ASKING = 24;
    private static final int STATISTICS_MAX = 16;
    private static final int QUESTIONS = 50;
    private static final Duration UNTIL_STUCK = Duration.ofMillis(1500);
    private static final Duration BETWEEN = Duration.ofMillis(20);

    /// One answer that took so long tells enough.
    private static final Duration ENOUGH = Duration.ofSeconds(2);

    private static final int ROUNDS = 1;

    private final Figure worst =
            Figure.within(
                    "one stopped QEMU, 24 clients asking for its statistics: GetInfo of another"
                            + " domain, slowest of 50",
                    "ms",
                    20,
                    2);
    private final Figure median =
            Figure.known("one stopped QEMU, 24 clients: GetInfo of another domain, p50", "ms");

    @Override
    public String name() {
        return "stuck";
    }

    @Override
    public String summary() {
        return "GetInfo while another guest's QEMU is stopped and 24 clients ask for it";
    }

    @Override
    public List<Figure> figures() {
        return List.of(worst, median);
    }

    @Override
    public void measure(Bench bench) throws IOException {
        bench.startWith(1);
        String xml = bench.guests().bootable("stuck");
        bench.rounds(ROUNDS, round -> measure(round, bench.guests(), xml));
    }

    /// Stuck in a round that counts; the other one shows that it is not without.
    private void measure(Round round, Guests guests, String xml) throws IOException {
        try (WireLink link = round.target().connect();
                WireLink other = round.target().connect()) {
            WireDomain idle = Guests.domain(other, Guests.name(0));
            WireDomain stuck = Guests.define(link, xml);
            Guests.start(link, stuck);
            LockSupport.parkNanos(UNTIL_STUCK.toNanos());
            if (round.counts()) {
                try (Pidfd qemu = Pidfd.open(guests.qemuPid("stuck"))) {
                    qemu.signal(Pidfd.SIGNAL_STOP);
                    try {
                        ask(round, other, idle, stuck);
                    } finally {
                        qemu.signal(Pidfd.SIGNAL_CONTINUE);
                    }
                }
            }
            Guests.destroy(link, stuck);
            Guests.undefine(link, stuck);
        }
    }

    private void ask(Round round, WireLink other, WireDomain idle, WireDomain stuck)
            throws IOException {
        List<WireLink> asking = new ArrayList<>();
        try {
            for (int i = 0; i < ASKING; i++) {
                WireLink link = round.target().connect();
                asking.add(link);
                Thread.ofPlatform()
                        .daemon()
                        .name("asking-" + i)
                        .start(() -> keepAsking(link, stuck));
            }
            LockSupport.parkNanos(UNTIL_STUCK.toNanos());
            Samples answers = questions(other, idle);
            round.add(worst, answers.quantile(1) / 1e6);
            round.add(median, answers.medianMillis());
        } finally {
            asking.forEach(WireLink::close);
        }
    }

    /// Again and again, until the connection is closed; that the daemon refuses is an answer.
    private static void keepAsking(WireLink link, WireDomain stuck) {
        DomainMemoryStatsArgs args = new DomainMemoryStatsArgs(stuck, STATISTICS_MAX, 0);
        while (true) {
            try {
                link.call(RemoteProcedures.DOMAIN_MEMORY_STATS, args);
            } catch (CallFailed refused) {
                Thread.onSpinWait();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static Samples questions(WireLink link, WireDomain idle) throws IOException {
        Stopwatch watch = new Stopwatch();
        DomainGetInfoArgs args = new DomainGetInfoArgs(idle);
        long begun = System.nanoTime();
        for (int i = 0; i < QUESTIONS && System.nanoTime() - begun < ENOUGH.toNanos(); i++) {
            watch.note(Stopwatch.nanosOf(() -> link.call(RemoteProcedures.DOMAIN_GET_INFO, args)));
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
        return watch.samples();
    }
}
