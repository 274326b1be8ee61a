package org.ostler.bench;

import java.io.IOException;
import java.util.List;

/// From the start of the daemon's program to its first answer, with what it learns of QEMU already
/// in its cache.
final class StartScenario implements Scenario {
    private final Figure empty =
            Figure.within("start to first answered call, no domains", "ms", 400, 150);
    private final Figure full =
            Figure.within("start to first answered call, 5000 domains", "ms", 1500, 800);

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String summary() {
        return "start to the first answered call, with no and with 5000 domains";
    }

    @Override
    public List<Figure> figures() {
        return List.of(empty, full);
    }

    @Override
    public void measure(Bench bench) throws IOException {
        bench.startFresh();
        for (Target target : bench.targets()) {
            target.learn();
        }
        bench.rounds(round -> restart(round, 0, empty));
        for (Target target : bench.targets()) {
            Guests.defineMany(target, ListScenario.DOMAINS);
        }
        bench.rounds(round -> restart(round, ListScenario.DOMAINS, full));
    }

    private static void restart(Round round, int domains, Figure figure) throws IOException {
        round.target().stop();
        round.add(figure, round.target().start(domains) / 1e6);
    }
}
