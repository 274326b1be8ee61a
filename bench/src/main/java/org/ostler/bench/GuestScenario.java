package org.ostler.bench;

import org.ostler.wire.protocol.WireDomain;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Starting a small guest, and ending it.
final class GuestScenario implements Scenario {
    private static final int TIMES = 5;

    /// Until its firmware has found the boot sector and its processor halts.
    private static final Duration BOOT = Duration.ofMillis(500);

    private final Figure create =
            Figure.below("virDomainCreate of a 64 MiB TCG guest", "ms", 0.6, 0.3);
    private final Figure destroy =
            Figure.below("virDomainDestroy of a 64 MiB TCG guest", "ms", 0.4, 0.2);

    @Override
    public String name() {
        return "guest";
    }

    @Override
    public String summary() {
        return "start and destroy of a small guest";
    }

    @Override
    public List<Figure> figures() {
        return List.of(create, destroy);
    }

    @Override
    public void measure(Bench bench) throws IOException {
        bench.startFresh();
        String xml = bench.guests().bootable("small");
        bench.rounds(round -> measure(round, xml));
    }

    private void measure(Round round, String xml) throws IOException {
        Stopwatch starts = new Stopwatch();
        Stopwatch ends = new Stopwatch();
        try (WireLink link = round.target().connect()) {
            WireDomain domain = Guests.define(link, xml);
            for (int i = 0; i < round.times(TIMES); i++) {
                starts.note(Stopwatch.nanosOf(() -> Guests.start(link, domain)));
                LockSupport.parkNanos(BOOT.toNanos());
                ends.note(Stopwatch.nanosOf(() -> Guests.destroy(link, domain)));
            }
            Guests.undefine(link, domain);
        }
        round.add(create, starts.samples().medianMillis());
        round.add(destroy, ends.samples().medianMillis());
    }
}
