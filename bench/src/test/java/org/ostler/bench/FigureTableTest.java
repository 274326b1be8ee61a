package org.ostler.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class FigureTableTest {
    private static final Figure CALL = Figure.below("a call, p50", "µs", 0.65, 0.5);
    private static final Figure RATE = Figure.above("calls", "/s", 2.5, 4);
    private static final Figure START = Figure.within("start", "ms", 400, 150);
    private static final Figure KNOWN = Figure.known("something", "MB");

    private final Ledger ledger = new Ledger();

    @Test
    void rowTellsBothSidesTheRatioAndWhetherItIsMet() {
        ledger.add(CALL, Side.OSTLER, 30);
        ledger.add(CALL, Side.LIBVIRTD, 60);
        ledger.add(CALL, Side.OSTLER, 30);
        ledger.add(CALL, Side.LIBVIRTD, 50);
        assertThat(FigureTable.row(CALL, ledger, "abc"))
                .isEqualTo(
                        "| a call, p50 | ≤ 0.65 × | ≤ 0.5 × | 30 µs | 55 µs | 0.55 (0.50–0.60)"
                                + " | yes | abc |");
    }

    @Test
    void missedMustIsLoud() {
        ledger.add(RATE, Side.OSTLER, 20_000);
        ledger.add(RATE, Side.LIBVIRTD, 10_000);
        assertThat(FigureTable.row(RATE, ledger, "")).contains("| **no** |");
    }

    @Test
    void limitOfItsOwnIsJudgedWithoutTheOtherSide() {
        ledger.add(START, Side.OSTLER, 300);
        assertThat(FigureTable.row(START, ledger, "abc"))
                .isEqualTo("| start | ≤ 400 ms | ≤ 150 ms | 300 ms |  |  | yes | abc |");
    }

    @Test
    void figureOfWhichNothingIsAskedIsNotJudged() {
        ledger.add(KNOWN, Side.OSTLER, 1);
        assertThat(FigureTable.row(KNOWN, ledger, "abc"))
                .isEqualTo("| something |  |  | 1 MB |  |  |  | abc |");
    }

    @Test
    void rowsThatWereNotMeasuredStayOrAreSaidToBeMissing() {
        ledger.add(START, Side.OSTLER, 300);
        String earlier = "| calls | ≥ 2.5 × | ≥ 4 × | 5 /s | 1 /s | 5.00 | yes | old |";
        String table =
                FigureTable.of(List.of(CALL, RATE, START), ledger, Map.of("calls", earlier), "new");
        assertThat(table.lines().skip(2))
                .containsExactly(
                        "| a call, p50 | ≤ 0.65 × | ≤ 0.5 × | not measured yet |  |  |  |  |",
                        earlier,
                        FigureTable.row(START, ledger, "new"));
    }

    @Test
    void tableIsReadBack() {
        ledger.add(START, Side.OSTLER, 300);
        String table = FigureTable.of(List.of(CALL, START), ledger, Map.of(), "abc");
        assertThat(FigureTable.rows(table)).containsOnlyKeys("a call, p50", "start");
        assertThat(FigureTable.of(List.of(START), new Ledger(), FigureTable.rows(table), "x"))
                .contains(FigureTable.row(START, ledger, "abc"));
    }

    @Test
    void titleIsOneCell() {
        assertThatIllegalArgumentException().isThrownBy(() -> Figure.known("a | b", "ms"));
    }

    @Test
    void titlesOfAllScenariosAreDistinct() {
        assertThat(Scenarios.standard().figures())
                .extracting(Figure::title)
                .doesNotHaveDuplicates();
        assertThat(Scenarios.standard().all()).extracting(Scenario::name).doesNotHaveDuplicates();
    }
}
