package org.ostler.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final Figure FIGURE = Figure.below("a call, p50", "µs", 0.65, 0.5);

    private final Ledger ledger = new Ledger();

    private void add(Side side, double... values) {
        for (double value : values) {
            ledger.add(FIGURE, side, value);
        }
    }

    @Test
    void ratioIsOfMediansAndNotOfMeans() {
        add(Side.OSTLER, 30, 40, 900);
        add(Side.LIBVIRTD, 80, 70, 100);
        assertThat(ledger.median(FIGURE, Side.OSTLER)).contains(40.0);
        assertThat(ledger.ratio(FIGURE)).contains(0.5);
    }

    @Test
    void rangeIsThatOfSingleRounds() {
        add(Side.OSTLER, 30, 40);
        add(Side.LIBVIRTD, 60, 50);
        assertThat(ledger.ratioRange(FIGURE)).contains(new Ledger.Range(0.5, 0.8));
    }

    @Test
    void oneSideAloneHasNoRatio() {
        add(Side.OSTLER, 30);
        assertThat(ledger.ratio(FIGURE)).isEmpty();
        assertThat(ledger.ratioRange(FIGURE)).isEmpty();
    }

    @Test
    void nothingMeasuredIsNoRatio() {
        add(Side.OSTLER, 30);
        add(Side.LIBVIRTD, 0);
        assertThat(ledger.ratio(FIGURE)).isEmpty();
        assertThat(ledger.ratioRange(FIGURE)).isEmpty();
    }

    @Test
    void remarksAreKeptOnce() {
        ledger.remark("b.");
        ledger.remark("a.");
        ledger.remark("b.");
        assertThat(ledger.remarks()).containsExactly("b.", "a.");
    }
}
