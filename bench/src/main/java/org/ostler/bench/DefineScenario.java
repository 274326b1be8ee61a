package org.ostler.bench;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/// Defining a domain and undefining it again, on one connection and on sixteen at once; and how
/// often each daemon makes sure that it is on the disk.
final class DefineScenario implements Scenario {
    private static final int ALONE = 400;
    private static final int CONNECTIONS = 16;
    private static final int EACH = 100;
    private static final int TRACED = 20;

    /// 24,000 pairs, half a minute: so long a JVM compiles what it takes to store a definition.
    private static final int WARMING = 40;

    private final Figure alone =
            Figure.below("define + undefine, one connection, p50", "ms", 1.0, 0.5);
    private final Figure together =
            Figure.below("define + undefine, 16 connections at once, wall / pairs", "ms", 0.5, 0.2);

    @Override
    public String name() {
        return "define";
    }

    @Override
    public String summary() {
        return "define + undefine on one connection, and on 16 at once";
    }

    @Override
    public List<Figure> figures() {
        return List.of(alone, together);
    }

    @Override
    public void measure(Bench bench) throws IOException {
        bench.startFresh();
        bench.rounds(this::alone);
        bench.rounds(this::together);
        for (Target target : bench.targets()) {
            trace(target, bench.ledger());
        }
    }

    private void alone(Round round) throws IOException {
        try (WireLink link = round.target().connect()) {
            String xml = Guests.definition("alone");
            Samples pairs = Stopwatch.times(round.times(ALONE), () -> pair(link, xml));
            round.add(alone, pairs.medianMillis());
        }
    }

    private void together(Round round) throws IOException {
        int each = round.times(EACH, WARMING);
        List<Stopwatch.Work> works =
                IntStream.range(0, CONNECTIONS)
                        .<Stopwatch.Work>mapToObj(i -> () -> pairs(round.target(), i, each))
                        .toList();
        round.add(together, Crowd.together(works) / 1e6 / (CONNECTIONS * each));
    }

    private static void pairs(Target target, int number, int times) throws IOException {
        try (WireLink link = target.connect()) {
            String xml = Guests.definition("together" + number);
            for (int i = 0; i < times; i++) {
                pair(link, xml);
            }
        }
    }

    private static void pair(WireLink link, String xml) throws IOException {
        Guests.undefine(link, Guests.define(link, xml));
    }

    private static void trace(Target target, Ledger ledger) throws IOException {
        try (WireLink link = target.connect()) {
            String xml = Guests.definition("traced");
            SyscallCount.during(
                            target.pid(),
                            () -> {
                                for (int i = 0; i < TRACED; i++) {
                                    pair(link, xml);
                                }
                            })
                    .ifPresent(
                            count ->
                                    ledger.remark(
                                            "%s, per define + undefine: %s fsyncs, %s renames."
                                                    .formatted(
                                                            target.side().title(),
                                                            Numbers.measured(
                                                                    count.syncs() / TRACED),
                                                            Numbers.measured(
                                                                    count.renames() / TRACED))));
        }
    }
}
