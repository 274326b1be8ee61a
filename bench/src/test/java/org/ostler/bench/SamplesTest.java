package org.ostler.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

import java.util.List;

class SamplesTest {
    @Test
    void quantileIsAValueThatOccurred() {
        Samples samples = Samples.of(new long[] {40, 10, 30, 20}, 4);
        assertThat(samples.quantile(0.5)).isEqualTo(20);
        assertThat(samples.quantile(0.51)).isEqualTo(30);
        assertThat(samples.quantile(0)).isEqualTo(10);
        assertThat(samples.quantile(1)).isEqualTo(40);
    }

    @Test
    void onlyTheFirstValuesCount() {
        Samples samples = Samples.of(new long[] {5, 6, 0, 0}, 2);
        assertThat(samples.count()).isEqualTo(2);
        assertThat(samples.quantile(0)).isEqualTo(5);
    }

    @Test
    void nothingHasNoQuantile() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Samples.of(new long[0], 0).quantile(0.5));
    }

    @Test
    void medianIsConvertedFromNanoseconds() {
        Samples samples = Samples.of(new long[] {52_400}, 1);
        assertThat(samples.medianMicros()).isEqualTo(52.4);
        assertThat(samples.medianMillis()).isEqualTo(0.0524);
    }

    @Test
    void severalAreOne() {
        Samples all =
                Samples.all(
                        List.of(Samples.of(new long[] {3, 1}, 2), Samples.of(new long[] {2}, 1)));
        assertThat(all.count()).isEqualTo(3);
        assertThat(all.quantile(0.5)).isEqualTo(2);
    }

    @Test
    void medianOfRoundsIsTheMiddleOrTheMeanOfTheMiddleTwo() {
        assertThat(Samples.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2.0);
        assertThat(Samples.median(List.of(9.0, 1.0, 2.0, 4.0))).isEqualTo(3.0);
    }
}
