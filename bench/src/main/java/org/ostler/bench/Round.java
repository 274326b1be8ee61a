package org.ostler.bench;

import java.time.Duration;

/// One side's turn in one round.
///
/// The first rounds are not counted: both daemons, and this program, get what they need to have
/// seen once (compiled code, caches, pages).
final class Round {
    private static final int WARMING_IS_LONGER = 3;

    private final Target target;
    private final Settings settings;
    private final Ledger ledger;
    private final boolean counts;

    Round(Target target, Settings settings, Ledger ledger, boolean counts) {
        this.target = target;
        this.settings = settings;
        this.ledger = ledger;
        this.counts = counts;
    }

    Target target() {
        return target;
    }

    /// Whether what is measured goes into the table.
    boolean counts() {
        return counts;
    }

    /// How long something short should be repeated.
    Duration time() {
        return counts ? settings.time() : settings.time().multipliedBy(WARMING_IS_LONGER);
    }

    /// How often something long should be repeated.
    int times(int atLeisure) {
        return times(atLeisure, WARMING_IS_LONGER);
    }

    /// As [#times(int)], for work whose code is warm only after more of it.
    ///
    /// @param warming how many times as often in a round that is not counted
    int times(int atLeisure, int warming) {
        int times = settings.quick() ? Math.max(1, atLeisure / 4) : atLeisure;
        return counts ? times : times * warming;
    }

    /// Notes this side's value of this round.
    void add(Figure figure, double value) {
        if (counts) {
            ledger.add(figure, target.side(), value);
        }
    }

    /// One side's work in a round.
    @FunctionalInterface
    interface Work {
        void run(Round round) throws java.io.IOException;
    }
}
