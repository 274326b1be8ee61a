package org.ostler.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void measuredNumbersHaveThreeDigits() {
        assertThat(Numbers.measured(52.4321)).isEqualTo("52.4");
        assertThat(Numbers.measured(0.031671)).isEqualTo("0.0317");
        assertThat(Numbers.measured(1238.6)).isEqualTo("1240");
        assertThat(Numbers.measured(67_318)).isEqualTo("67,300");
        assertThat(Numbers.measured(0)).isEqualTo("0");
    }

    @Test
    void whatIsNoNumberIsSaidSo() {
        assertThat(Numbers.measured(Double.NaN)).isEqualTo("?");
        assertThat(Numbers.measured(Double.POSITIVE_INFINITY)).isEqualTo("?");
    }

    @Test
    void boundsAreAsTheyWereWritten() {
        assertThat(Numbers.plain(0.65)).isEqualTo("0.65");
        assertThat(Numbers.plain(20)).isEqualTo("20");
        assertThat(Numbers.plain(1500)).isEqualTo("1500");
    }
}
