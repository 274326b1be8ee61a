package org.ostler.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

class KeepaliveTest {
    private final ManualTimer timer = new ManualTimer();
    private final AtomicInteger pings = new AtomicInteger();
    private final AtomicInteger givenUp = new AtomicInteger();
    private final Keepalive keepalive = new Keepalive(timer.clock(), new Counting());

    private final class Counting implements Keepalive.Owner {
        @Override
        public void ping() {
            pings.incrementAndGet();
        }

        @Override
        public void silent() {
            givenUp.incrementAndGet();
        }
    }

    private void seconds(int n) {
        timer.advance(Duration.ofSeconds(n));
    }

    @Test
    void nothingHappensBeforeItIsStarted() {
        seconds(1000);
        assertThat(pings).hasValue(0);
    }

    @Test
    void pingsGoOutEachIntervalAndOneMoreIntervalEndsIt() {
        keepalive.start(new KeepaliveSettings(Duration.ofSeconds(5), 2));
        seconds(4);
        assertThat(pings).hasValue(0);
        seconds(1);
        assertThat(pings).hasValue(1);
        seconds(5);
        assertThat(pings).hasValue(2);
        seconds(4);
        assertThat(givenUp).hasValue(0);
        seconds(1);
        assertThat(givenUp).hasValue(1);
        seconds(100);
        assertThat(pings).hasValue(2);
        assertThat(givenUp).hasValue(1);
    }

    @Test
    void aFrameStartsTheCountAgain() {
        keepalive.start(new KeepaliveSettings(Duration.ofSeconds(5), 2));
        seconds(14);
        keepalive.received();
        seconds(4);
        assertThat(pings).hasValue(2);
        seconds(1);
        assertThat(pings).hasValue(3);
        seconds(9);
        assertThat(givenUp).hasValue(0);
        seconds(1);
        assertThat(givenUp).hasValue(1);
    }

    @Test
    void silenceWhileWeDoNotReadIsNotCounted() {
        keepalive.start(new KeepaliveSettings(Duration.ofSeconds(5), 2));
        keepalive.pause(true);
        seconds(1000);
        assertThat(givenUp).hasValue(0);
        keepalive.pause(false);
        seconds(15);
        assertThat(givenUp).hasValue(1);
    }

    @Test
    void countOfZeroEndsItAfterOneInterval() {
        keepalive.start(new KeepaliveSettings(Duration.ofSeconds(5), 0));
        seconds(5);
        assertThat(pings).hasValue(0);
        assertThat(givenUp).hasValue(1);
    }

    @Test
    void stoppedItStaysQuiet() {
        keepalive.start(new KeepaliveSettings(Duration.ofSeconds(5), 2));
        keepalive.stop();
        seconds(100);
        assertThat(pings).hasValue(0);
        assertThat(givenUp).hasValue(0);
    }
}
