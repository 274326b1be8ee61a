package org.ostler.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The cheap calls on one connection: how long one takes, and what the daemon works for it.
final class CallScenario implements Scenario {
    private static final int DOMAINS = 10;

    private final Map<CallKind, Figure> times = new EnumMap<>(CallKind.class);
    private final Map<CallKind, Figure> work = new EnumMap<>(CallKind.class);
    private final Map<CallKind, Figure> wireTimes = new EnumMap<>(CallKind.class);

    CallScenario() {
        for (CallKind kind : CallKind.values()) {
            times.put(
                    kind,
                    Figure.below(
                            kind.title() + ", one connection, libvirt's C client, p50",
                            "µs",
                            0.65,
                            0.5));
            work.put(
                    kind,
                    Figure.below(
                            "daemon's CPU time per " + kind.title() + ", one connection",
                            "µs",
                            0.5,
                            0.25));
            wireTimes.put(
                    kind,
                    Figure.known(kind.title() + ", one connection, measuring client, p50", "µs"));
        }
    }

    @Override
    public String name() {
        return "calls";
    }

    @Override
    public String summary() {
        return "GetLibVersion, LookupByName, GetInfo, GetXMLDesc on one connection";
    }

    @Override
    public List<Figure> figures() {
        List<Figure> all = new ArrayList<>(times.values());
        all.addAll(work.values());
        all.addAll(wireTimes.values());
        return all;
    }

    @Override
    public void measure(Bench bench) throws IOException {
        bench.startWith(DOMAINS);
        for (CallKind kind : CallKind.values()) {
            bench.rounds(round -> measure(round, kind));
        }
    }

    private void measure(Round round, CallKind kind) throws IOException {
        Target target = round.target();
        try (Caller caller = LibvirtCaller.open(target, Guests.name(1))) {
            double before = target.cpuMillis();
            Samples samples = Stopwatch.during(round.time(), () -> caller.call(kind));
            double used = target.cpuMillis() - before;
            round.add(Figures.of(times, kind), samples.medianMicros());
            round.add(Figures.of(work, kind), used * 1e3 / samples.count());
        }
        try (Caller caller = WireCaller.open(target, Guests.name(1))) {
            Samples samples = Stopwatch.during(round.time(), () -> caller.call(kind));
            round.add(Figures.of(wireTimes, kind), samples.medianMicros());
        }
    }
}
