package org.ostler.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;

class ArrivalsTest {
    private final Arrivals arrivals = new Arrivals();

    @Test
    void turnEndsWithTheLastArrival() throws IOException {
        arrivals.expect(3);
        Thread others =
                Thread.startVirtualThread(
                        () -> {
                            for (int i = 0; i < 3; i++) {
                                arrivals.arrived();
                            }
                        });
        arrivals.await(Duration.ofMinutes(1));
        assertThat(arrivals.samples().count()).isEqualTo(3);
        assertThat(others).isNotNull();
    }

    @Test
    void whatNobodyExpectsIsNotCounted() throws IOException {
        arrivals.arrived();
        arrivals.expect(1);
        arrivals.arrived();
        arrivals.arrived();
        arrivals.await(Duration.ofMinutes(1));
        assertThat(arrivals.samples().count()).isEqualTo(1);
    }

    @Test
    void receiverThatGoesEndsTheWait() {
        arrivals.expect(2);
        arrivals.arrived();
        arrivals.gone();
        assertThatIOException()
                .isThrownBy(() -> arrivals.await(Duration.ofMinutes(1)))
                .withMessageContaining("1 messages are missing, 1 receivers have gone");
    }

    @Test
    void waitHasADeadline() {
        arrivals.expect(1);
        assertThatIOException().isThrownBy(() -> arrivals.await(Duration.ZERO));
    }
}
