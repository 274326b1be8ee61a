package org.ostler.bench;

import java.io.IOException;
import java.util.List;

/// Resident memory of the daemon: when it has just answered for the first time, with 5000 domains
/// defined since, after listing them a hundred times, and after as many statistics of them all.
final class MemoryScenario implements Scenario {
    private static final int LISTS = 100;
    private static final int ROUNDS_MAX = 3;

    private final Figure fresh = Figure.within("resident memory, fresh", "MB", 110, 64);
    private final Figure full =
            Figure.within("resident memory, 5000 domains defined since", "MB", 180, 100);
    private final Figure listed =
            Figure.within("resident memory, after listing them 100 times", "MB", 200, 110);
    private final Figure counted =
            Figure.known("resident memory, after their statistics 100 times", "MB");

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String summary() {
        return "resident memory, fresh, with 5000 domains, after listing them 100 times";
    }

    @Override
    public List<Figure> figures() {
        return List.of(fresh, full, listed, counted);
    }

    @Override
    public void measure(Bench bench) throws IOException {
        int rounds = Math.min(bench.settings().rounds(), ROUNDS_MAX);
        bench.startFresh(); // fills the caches
        bench.rounds(rounds, this::measure);
    }

    private void measure(Round round) throws IOException {
        if (!round.counts()) {
            return;
        }
        Target target = round.target();
        target.startFresh();
        round.add(fresh, target.residentMegabytes());
        Guests.defineMany(target, ListScenario.DOMAINS);
        round.add(full, target.residentMegabytes());
        try (WireLink link = target.connect()) {
            for (int i = 0; i < LISTS; i++) {
                ListScenario.list(link);
            }
            round.add(listed, target.residentMegabytes());
            for (int i = 0; i < LISTS; i++) {
                ListScenario.statistics(link);
            }
            round.add(counted, target.residentMegabytes());
        }
        target.stop();
    }
}
