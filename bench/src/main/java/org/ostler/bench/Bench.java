package org.ostler.bench;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The two daemons side by side, and the rounds in which they take turns.
///
/// Used by the thread that runs the scenarios; [#kill()] by any.
final class Bench {
    private final Settings settings;
    private final Ledger ledger;
    private final Guests guests;
    private final Map<Side, Target> targets = new EnumMap<>(Side.class);

    Bench(Settings settings, Ledger ledger) {
        this.settings = settings;
        this.ledger = ledger;
        guests = new Guests(settings.work().resolve("disks"));
        targets.put(
                Side.OSTLER,
                new Target(
                        new OstlerInstallation(
                                settings.places().dist(), settings.work().resolve("ostler"))));
        targets.put(
                Side.LIBVIRTD,
                new Target(new LibvirtdInstallation(settings.work().resolve("libvirtd"))));
    }

    Settings settings() {
        return settings;
    }

    Ledger ledger() {
        return ledger;
    }

    Guests guests() {
        return guests;
    }

    Target target(Side side) {
        Target target = targets.get(side);
        if (target == null) {
            throw new IllegalStateException(side + " has no daemon");
        }
        return target;
    }

    List<Target> targets() {
        return List.copyOf(targets.values());
    }

    /// Starts both on nothing.
    void startFresh() throws IOException {
        stop();
        guests.sweep();
        for (Target target : targets()) {
            target.startFresh();
        }
    }

    /// Starts both on that many defined domains.
    void startWith(int domains) throws IOException {
        startFresh();
        for (Target target : targets()) {
            Guests.defineMany(target, domains);
        }
    }

    /// Gives both sides their turns: one round that does not count, then as many as are wanted. Who
    /// begins changes from round to round, so that what drifts hits both alike.
    void rounds(Round.Work work) throws IOException {
        rounds(settings.rounds(), work);
    }

    /// As [#rounds(Round.Work)], another number of times.
    void rounds(int rounds, Round.Work work) throws IOException {
        for (int round = 0; round <= rounds; round++) {
            List<Target> order = round % 2 == 0 ? targets() : targets().reversed();
            for (Target target : order) {
                work.run(new Round(target, settings, ledger, round > 0));
            }
        }
    }

    /// Stops both.
    void stop() throws IOException {
        for (Target target : targets()) {
            target.stop();
        }
    }

    /// Ends both at once, which ends every wait for them.
    void kill() {
        targets.values().forEach(Target::kill);
    }
}
