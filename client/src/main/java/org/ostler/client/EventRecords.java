package org.ostler.client;

import org.ostler.api.DomainRef;
import org.ostler.api.Event;
import org.ostler.api.EventPosition;
import org.ostler.api.Lifecycle;
import org.ostler.wire.protocol.EventRecord;
import org.ostler.wire.protocol.LogPosition;

import java.util.Optional;

/// What records of the wire tell of events.
final class EventRecords {
    private EventRecords() {}

    static EventPosition position(LogPosition position) {
        return new EventPosition(position.logId(), position.number());
    }

    /// Empty for an event that only a newer server knows.
    static Optional<Event> event(EventRecord record) {
        Optional<DomainRef> domain = record.dom().map(DomainRecords::ref);
        return switch (record.kind()) {
            case 0 ->
                    domain.flatMap(
                            d ->
                                    step(record.type(), record.detail())
                                            .map(step -> new Event.DomainLifecycle(d, step)));
            case 1 -> domain.map(Event.DomainReboot::new);
            case 2 -> record.job().flatMap(JobRecords::status).map(Event.JobChanged::new);
            case 3 ->
                    Optional.of(
                            new Event.HostReachable(record.reachable(), record.text().orElse("")));
            default -> Optional.empty();
        };
    }

    private static Optional<Lifecycle> step(int type, int detail) {
        try {
            return Optional.of(Lifecycle.of(type, detail));
        } catch (IllegalArgumentException unknownType) {
            return Optional.empty();
        }
    }
}
