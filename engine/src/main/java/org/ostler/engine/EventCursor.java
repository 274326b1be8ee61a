package org.ostler.engine;

import org.ostler.api.EventPosition;
import org.ostler.api.EventStream;

import java.time.Duration;
import java.util.Optional;

/// One reader's place in the [EventLog].
///
/// The place belongs to the reading thread; `closed` is written by any.
final class EventCursor implements EventStream {
    private final EventLog log;
    private volatile long place;
    private boolean lost;
    private volatile boolean closed;

    EventCursor(EventLog log, long place, boolean lost) {
        this.log = log;
        this.place = place;
        this.lost = lost;
    }

    @Override
    public Optional<Delivery> next(Duration atMost) {
        Optional<Delivery> delivery = poll();
        if (delivery.isPresent() || atMost.isZero()) {
            return delivery;
        }
        try {
            log.await(this, place, EventLog.nanos(atMost));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        return poll();
    }

    private Optional<Delivery> poll() {
        if (closed) {
            return Optional.empty();
        }
        long number = place;
        if (!lost) {
            // The head first: an entry before it that is not found has been overwritten.
            if (number >= log.head()) {
                return Optional.empty();
            }
            EventLog.Entry entry = log.read(number);
            if (entry != null) {
                place = number + 1;
                return Optional.of(new Occurred(position(), entry.time(), entry.event()));
            }
        }
        lost = false;
        place = log.resumption();
        return Optional.of(new Gap(position()));
    }

    @Override
    public EventPosition position() {
        return new EventPosition(log.id(), place);
    }

    boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        log.wake();
    }
}
