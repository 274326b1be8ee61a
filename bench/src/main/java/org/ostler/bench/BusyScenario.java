package org.ostler.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// The cheap calls on 64 connections at once: how many are answered in a second, and what the
/// daemon works for one.
final class BusyScenario implements Scenario {
    private static final int CONNECTIONS = 64;
    private static final int DOMAINS = 10;
    private static final List<CallKind> COUNTED = List.of(CallKind.LOOKUP, CallKind.INFO);

    private final Map<CallKind, Figure> rates = new EnumMap<>(CallKind.class);
    private final Map<CallKind, Figure> work = new EnumMap<>(CallKind.class);
    private final Map<CallKind, Figure> libraryRates = new EnumMap<>(CallKind.class);

    BusyScenario() {
        for (CallKind kind : CallKind.values()) {
            String calls = kind.title() + ", 64 connections";
            work.put(kind, Figure.below("daemon's CPU time per " + calls, "µs", 0.3, 0.12));
            boolean counted = COUNTED.contains(kind);
            rates.put(
                    kind, counted ? Figure.above(calls, "/s", 2.5, 4) : Figure.known(calls, "/s"));
            libraryRates.put(kind, Figure.known(calls + ", libvirt's C client", "/s"));
        }
    }

    @Override
    public String name() {
        return "busy";
    }

    @Override
    public String summary() {
        return "the same calls on 64 connections at once";
    }

    @Override
    public List<Figure> figures() {
        List<Figure> all = new ArrayList<>(rates.values());
        all.addAll(work.values());
        all.addAll(libraryRates.values());
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
        Load wire = load(round, kind, WireCaller::open);
        round.add(Figures.of(rates, kind), wire.callsPerSecond());
        round.add(Figures.of(work, kind), wire.cpuMicrosPerCall());
        Load library = load(round, kind, LibvirtCaller::open);
        round.add(Figures.of(libraryRates, kind), library.callsPerSecond());
    }

    /// What a daemon did in some time.
    private record Load(long calls, double seconds, double cpuMillis) {
        double callsPerSecond() {
            return calls / seconds;
        }

        double cpuMicrosPerCall() {
            return cpuMillis * 1e3 / calls;
        }
    }

    private static Load load(Round round, CallKind kind, Caller.Factory client) throws IOException {
        List<Caller> callers = new ArrayList<>();
        AtomicLong calls = new AtomicLong();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                callers.add(client.open(round.target(), Guests.name(i % DOMAINS)));
            }
            double before = round.target().cpuMillis();
            long wall =
                    Crowd.together(
                            callers.stream()
                                    .map(caller -> part(round, kind, caller, calls))
                                    .toList());
            double used = round.target().cpuMillis() - before;
            return new Load(calls.get(), wall / 1e9, used);
        } finally {
            callers.forEach(Caller::close);
        }
    }

    private static Stopwatch.Work part(
            Round round, CallKind kind, Caller caller, AtomicLong calls) {
        return () -> {
            long end = System.nanoTime() + round.time().toNanos();
            int made = 0;
            while (System.nanoTime() < end) {
                caller.call(kind);
                made++;
            }
            calls.addAndGet(made);
        };
    }
}
