package org.ostler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ostler.api.Event;
import org.ostler.api.EventPosition;
import org.ostler.api.EventStream;
import org.ostler.api.EventStream.Delivery;
import org.ostler.api.EventStream.Gap;
import org.ostler.api.EventStream.Occurred;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

class EventLogTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private final Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    private final EventLog log = new EventLog(clock, 8);

    @Test
    void readerGetsWhatIsAppendedAfterItCame() {
        log.append(event(0));
        try (EventStream stream = log.tail()) {
            assertThat(stream.next(Duration.ZERO)).isEmpty();
            log.append(event(1));
            Occurred occurred = (Occurred) stream.next(LONG).orElseThrow();
            assertThat(occurred.event()).isEqualTo(event(1));
            assertThat(occurred.position().number()).isEqualTo(2);
            assertThat(occurred.time()).isEqualTo(Instant.EPOCH);
            assertThat(stream.position()).isEqualTo(log.position());
        }
    }

    @Test
    void readerGoesOnWhereItLeft() {
        EventPosition left = log.position();
        log.append(event(0));
        log.append(event(1));
        assertThat(read(log.since(left), 2)).containsExactly(event(0), event(1));
    }

    @Test
    void overtakenReaderIsToldAndGoesOnInTheMiddleOfTheRing() {
        EventStream stream = log.tail();
        for (int i = 0; i < 20; i++) {
            log.append(event(i));
        }
        Delivery first = stream.next(LONG).orElseThrow();
        assertThat(first)
                .isInstanceOfSatisfying(
                        Gap.class, gap -> assertThat(gap.resumed().number()).isEqualTo(16));
        assertThat(read(stream, 4)).containsExactly(event(16), event(17), event(18), event(19));
    }

    @Test
    void placeInAnotherLogIsAGap() {
        log.append(event(0));
        assertThat(log.since(new EventPosition(UUID.randomUUID(), 0)).next(LONG))
                .get()
                .isInstanceOf(Gap.class);
        assertThat(log.since(new EventPosition(log.id(), 2)).next(LONG))
                .as("a place that the log has not reached")
                .get()
                .isInstanceOf(Gap.class);
    }

    @Test
    void closingEndsAWaitingReader() throws InterruptedException {
        EventStream stream = log.tail();
        CountDownLatch ended = new CountDownLatch(1);
        Thread reader =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    assertThat(stream.next(Duration.ofDays(1))).isEmpty();
                                    ended.countDown();
                                });
        stream.close();
        reader.join(LONG);
        assertThat(ended.getCount()).isZero();
        EventStream other = log.tail();
        log.close();
        assertThat(other.next(Duration.ofDays(1))).isEmpty();
    }

    @Test
    void slowAndFastReadersSeeAscendingNumbersWhileOthersWrite() throws InterruptedException {
        EventLog busy = new EventLog(clock, 64);
        int writers = 4;
        int each = 5_000;
        AtomicLong seen = new AtomicLong();
        EventStream stream = busy.tail();
        Thread reader =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    long last = 0;
                                    while (last < (long) writers * each) {
                                        Delivery delivery = stream.next(LONG).orElseThrow();
                                        last = follow(delivery, last);
                                    }
                                    seen.set(last);
                                });
        List<Thread> threads = new ArrayList<>();
        for (int w = 0; w < writers; w++) {
            threads.add(
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        for (int i = 0; i < each; i++) {
                                            busy.append(event(i));
                                        }
                                    }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        reader.join(LONG);
        assertThat(seen.get()).isEqualTo((long) writers * each);
    }

    private static long follow(Delivery delivery, long last) {
        return switch (delivery) {
            case Gap gap -> {
                assertThat(gap.resumed().number()).isGreaterThan(last);
                yield gap.resumed().number();
            }
            case Occurred occurred -> {
                assertThat(occurred.position().number()).isEqualTo(last + 1);
                yield last + 1;
            }
        };
    }

    private static List<Event> read(EventStream stream, int count) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(((Occurred) stream.next(LONG).orElseThrow()).event());
        }
        return events;
    }

    private static Event event(int number) {
        return new Event.HostReachable(true, "event " + number);
    }

    @Test
    void readerThatMeetsTheWriterAtTheHeadIsNeverToldOfAGap() throws Exception {
        int events = 300_000;
        EventLog busy = new EventLog(clock, 2 * events);
        try (EventStream reader = busy.tail()) {
            Thread writer =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        for (int i = 0; i < events; i++) {
                                            busy.append(event(i));
                                        }
                                    });
            long deadline = System.nanoTime() + LONG.toNanos();
            int got = 0;
            while (got < events && System.nanoTime() < deadline) {
                Optional<Delivery> delivery = reader.next(Duration.ZERO);
                if (delivery.isPresent()) {
                    assertThat(delivery.get()).isInstanceOf(Occurred.class);
                    got++;
                }
            }
            assertThat(got).isEqualTo(events);
            writer.join();
        }
    }
}
