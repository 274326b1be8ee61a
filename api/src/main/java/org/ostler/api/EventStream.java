package org.ostler.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One reader's place in the event log. A reader that is too slow loses events and is told so; it
/// never costs the host memory.
///
/// Used by one thread at a time; [#close] may be called from any thread and ends a waiting [#next].
public interface EventStream extends AutoCloseable {
    /// Waits for what comes next.
    ///
    /// @return empty when nothing came within the time, or the stream was closed
    Optional<Delivery> next(Duration atMost);

    /// The place after the last delivery: hand it to `events(since)` to go on from here later.
    EventPosition position();

    /// Ends the subscription.
    @Override
    void close();

    /// What a reader gets.
    sealed interface Delivery {}

    /// An event.
    ///
    /// @param position the place after it
    record Occurred(EventPosition position, Instant time, Event event) implements Delivery {}

    /// Events were missed: the log no longer reaches back to where this reader was. Read the state
    /// anew.
    ///
    /// @param resumed the place from which deliveries go on
    record Gap(EventPosition resumed) implements Delivery {}
}
