package org.ostler.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ostler.api.Domain;
import org.ostler.api.Event;
import org.ostler.api.EventPosition;
import org.ostler.api.EventStream;
import org.ostler.api.Operation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Events: in order, with positions, replayed to those who say where they were.
interface EventContract extends Scene {
    @Test
    @Proves(Operation.EVENT_SUBSCRIBE)
    default void readerWhoComesBackGetsWhatItMissed() {
        EventPosition left;
        try (EventStream stream = host().events()) {
            left = stream.position();
        }
        Domain domain = defined();
        domain.undefine(Set.of());
        try (EventLogReader again = new EventLogReader(host().events(left))) {
            again.await(domain.name(), org.ostler.api.Lifecycle.DEFINED_ADDED, patience());
            again.await(domain.name(), org.ostler.api.Lifecycle.UNDEFINED_REMOVED, patience());
        }
    }

    @Test
    @Proves(Operation.EVENT_SUBSCRIBE)
    default void readerOfAnotherLogIsToldOfTheGap() {
        try (EventStream stream = host().events(new EventPosition(UUID.randomUUID(), 7))) {
            assertThat(stream.next(patience()))
                    .as("the first delivery")
                    .get()
                    .isInstanceOf(EventStream.Gap.class);
        }
    }

    @Test
    @Proves(Operation.EVENT_SUBSCRIBE)
    default void twoReadersSeeTheSameEventsAtTheSamePositions() {
        try (EventStream one = host().events();
                EventStream other = host().events(one.position())) {
            defined().undefine(Set.of());
            assertThat(lifecycles(one, 2)).isEqualTo(lifecycles(other, 2));
        }
    }

    private List<EventStream.Occurred> lifecycles(EventStream stream, int count) {
        List<EventStream.Occurred> found = new ArrayList<>();
        long deadline = System.nanoTime() + patience().toNanos();
        while (found.size() < count && System.nanoTime() < deadline) {
            Optional<EventStream.Delivery> delivery = stream.next(Duration.ofMillis(100));
            if (delivery.isPresent()
                    && delivery.get() instanceof EventStream.Occurred occurred
                    && occurred.event() instanceof Event.DomainLifecycle) {
                found.add(occurred);
            }
        }
        assertThat(found).hasSize(count);
        return found;
    }
}
