package org.ostler.daemon.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ostler.api.Event;
import org.ostler.api.EventPosition;
import org.ostler.api.EventStream;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

class EventPumpTest {
    private static final UUID LOG = new UUID(1, 1);

    /// A log that ends nowhere: each reading gives the next number.
    private static final class Counting implements EventStream {
        private long number;
        private volatile boolean closed;

        @Override
        public Optional<Delivery> next(Duration atMost) {
            return closed
                    ? Optional.empty()
                    : Optional.of(
                            new Occurred(
                                    new EventPosition(LOG, ++number),
                                    Instant.EPOCH,
                                    new Event.HostReachable(true, "")));
        }

        @Override
        public EventPosition position() {
            return new EventPosition(LOG, number);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void eventThatCannotBeToldIsLostAlone() throws Exception {
        BlockingQueue<Long> told = new LinkedBlockingQueue<>(3);
        try (EventPump pump =
                new EventPump(
                        new Counting(),
                        Counting::new,
                        delivery -> {
                            long number = ((EventStream.Occurred) delivery).position().number();
                            if (number == 1) {
                                throw new IllegalStateException("as the test wants");
                            }
                            told.offer(number);
                        })) {
            pump.start();
            assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(2);
        }
    }
}
