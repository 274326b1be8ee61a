package org.ostler.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Optional;

class BoundTest {
    @Test
    void ratioIsJudgedOnlyWhereItIsKnown() {
        Bound bound = new Bound.RatioAtMost(0.65);
        assertThat(bound.keptBy(1, Optional.of(0.65))).contains(true);
        assertThat(bound.keptBy(1, Optional.of(0.66))).contains(false);
        assertThat(bound.keptBy(1, Optional.empty())).isEmpty();
    }

    @Test
    void multipleIsAtLeast() {
        Bound bound = new Bound.RatioAtLeast(2.5);
        assertThat(bound.keptBy(1, Optional.of(2.5))).contains(true);
        assertThat(bound.keptBy(1, Optional.of(2.4))).contains(false);
    }

    @Test
    void limitOfItsOwnNeedsNoRatio() {
        Bound bound = new Bound.AtMost(20, "ms");
        assertThat(bound.keptBy(20, Optional.empty())).contains(true);
        assertThat(bound.keptBy(20.1, Optional.of(0.1))).contains(false);
    }

    @Test
    void nothingAskedIsNeverJudged() {
        assertThat(new Bound.None().keptBy(1, Optional.of(1.0))).isEmpty();
    }

    @Test
    void textIsWhatTablesShow() {
        assertThat(new Bound.RatioAtMost(0.65).text()).isEqualTo("≤ 0.65 ×");
        assertThat(new Bound.RatioAtLeast(4).text()).isEqualTo("≥ 4 ×");
        assertThat(new Bound.AtMost(400, "ms").text()).isEqualTo("≤ 400 ms");
        assertThat(new Bound.None().text()).isEmpty();
    }
}
