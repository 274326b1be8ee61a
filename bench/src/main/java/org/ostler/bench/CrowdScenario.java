package org.ostler.bench;

import org.ostler.wire.protocol.WireDomain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Twenty guests started at the same moment, each over a connection of its own.
final class CrowdScenario implements Scenario {
    private static final int GUESTS = 20;

    private final Figure create =
            Figure.below("20 guests created at once, until the last one runs", "s", 0.7, 0.5);
    private final Figure destroy = Figure.known("20 guests destroyed at once", "s");

    @Override
    public String name() {
        return "twenty";
    }

    @Override
    public String summary() {
        return "20 guests started at once, and destroyed at once";
    }

    @Override
    public List<Figure> figures() {
        return List.of(create, destroy);
    }

    @Override
    public void measure(Bench bench) throws IOException {
        bench.startFresh();
        List<String> descriptions = new ArrayList<>();
        for (int i = 0; i < GUESTS; i++) {
            descriptions.add(bench.guests().bootable("crowd" + i));
        }
        bench.rounds(round -> measure(round, descriptions));
    }

    private void measure(Round round, List<String> descriptions) throws IOException {
        List<WireLink> links = new ArrayList<>();
        List<Stopwatch.Work> starts = new ArrayList<>();
        List<Stopwatch.Work> ends = new ArrayList<>();
        try {
            for (String xml : descriptions) {
                WireLink link = round.target().connect();
                links.add(link);
                WireDomain domain = Guests.define(link, xml);
                starts.add(() -> Guests.start(link, domain));
                ends.add(
                        () -> {
                            Guests.destroy(link, domain);
                            Guests.undefine(link, domain);
                        });
            }
            round.add(create, Crowd.together(starts) / 1e9);
            round.add(destroy, Crowd.together(ends) / 1e9);
        } finally {
            links.forEach(WireLink::close);
        }
    }
}
