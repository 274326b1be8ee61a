package org.ostler.conformance;

import org.ostler.api.Event;
import org.ostler.api.EventStream;
import org.ostler.api.Lifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Reads an event stream until something expected has come. One thread.
final class EventLogReader implements AutoCloseable {
    private final EventStream stream;
    private final List<Event> seen = new ArrayList<>();

    EventLogReader(EventStream stream) {
        this.stream = stream;
    }

    /// Waits for that step of that domain.
    ///
    /// @throws AssertionError when it has not come in time; tells what came instead
    void await(String domain, Lifecycle step, Duration patience) {
        await(
                domain + " " + step,
                event ->
                        event instanceof Event.DomainLifecycle life
                                && life.domain().name().equals(domain)
                                && life.step() == step,
                patience);
    }

    /// Waits for an event like that.
    void await(String what, Predicate<Event> wanted, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<EventStream.Delivery> delivery =
                    stream.next(Duration.ofNanos(deadline - System.nanoTime()));
            if (delivery.isEmpty()) {
                continue;
            }
            switch (delivery.get()) {
                case EventStream.Gap gap ->
                        throw new AssertionError("events were lost, to go on at " + gap.resumed());
                case EventStream.Occurred occurred -> {
                    seen.add(occurred.event());
                    if (wanted.test(occurred.event())) {
                        return;
                    }
                }
            }
        }
        throw new AssertionError(
                "no event '" + what + "' within " + patience + "; came instead: " + seen);
    }

    @Override
    public void close() {
        stream.close();
    }
}
