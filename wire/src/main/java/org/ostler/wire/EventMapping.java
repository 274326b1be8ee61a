package org.ostler.wire;

import org.ostler.api.DomainRef;
import org.ostler.api.Event;
import org.ostler.api.EventPosition;
import org.ostler.api.Lifecycle;
import org.ostler.wire.protocol.EventRecord;
import org.ostler.wire.protocol.LogPosition;

import java.util.Optional;

/// Carries events and places in the log over the wire and back. Pure.
public final class EventMapping {
    private EventMapping() {}

    /// A place in the log.
    public static EventPosition fromWire(LogPosition position) {
        return new EventPosition(position.logId(), position.number());
    }

    /// Empty for an event that only a newer server knows.
    public static Optional<Event> fromWire(EventRecord record) {
        Optional<DomainRef> domain = record.dom().map(DomainMapping::fromWire);
        return switch (record.kind()) {
            case 0 ->
                    domain.flatMap(
                            d ->
                                    step(record.type(), record.detail())
                                            .map(step -> new Event.DomainLifecycle(d, step)));
            case 1 -> domain.map(Event.DomainReboot::new);
            case 2 -> record.job().flatMap(JobMapping::fromWire).map(Event.JobChanged::new);
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

    /// A place in the log.
    public static LogPosition toWire(EventPosition position) {
        return new LogPosition(position.log(), position.number());
    }

    /// An event as Ostler's own program tells it.
    ///
    /// @param disclosure how much of a fault the other side may see
    public static EventRecord toWire(Event event, FaultMapping.Disclosure disclosure) {
        return switch (event) {
            case Event.DomainLifecycle(var domain, var step) ->
                    new EventRecord(
                            0,
                            Optional.of(DomainMapping.toWire(domain)),
                            step.type(),
                            step.detail(),
                            Optional.empty(),
                            false,
                            Optional.empty());
            case Event.DomainReboot(var domain) ->
                    new EventRecord(
                            1,
                            Optional.of(DomainMapping.toWire(domain)),
                            0,
                            0,
                            Optional.empty(),
                            false,
                            Optional.empty());
            case Event.JobChanged(var job) ->
                    new EventRecord(
                            2,
                            Optional.empty(),
                            0,
                            0,
                            Optional.of(JobMapping.toWire(job, disclosure)),
                            false,
                            Optional.empty());
            case Event.HostReachable(var reachable, var reason) ->
                    new EventRecord(
                            3,
                            Optional.empty(),
                            0,
                            0,
                            Optional.empty(),
                            reachable,
                            Optional.of(reason));
        };
    }
}
