package org.ostler.cli;

import org.ostler.api.DomainRef;
import org.ostler.api.Event;
import org.ostler.api.EventPosition;
import org.ostler.api.EventStream;
import org.ostler.api.Lifecycle;
import org.ostler.cli.output.FieldList;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// How events are written: the field names are a promise to scripts.
final class EventTexts {
    /// The kinds of events that can be asked for.
    static final List<String> KINDS = List.of("lifecycle", "reboot", "job", "host");

    private EventTexts() {}

    /// The kind's word.
    static String kind(Event event) {
        return switch (event) {
            case Event.DomainLifecycle _ -> "lifecycle";
            case Event.DomainReboot _ -> "reboot";
            case Event.JobChanged _ -> "job";
            case Event.HostReachable _ -> "host";
        };
    }

    /// The domain that it is about.
    static Optional<DomainRef> domain(Event event) {
        return switch (event) {
            case Event.DomainLifecycle life -> Optional.of(life.domain());
            case Event.DomainReboot reboot -> Optional.of(reboot.domain());
            case Event.JobChanged changed -> changed.job().subject();
            case Event.HostReachable _ -> Optional.empty();
        };
    }

    /// The fields of a delivery.
    static FieldList fields(EventStream.Delivery delivery) {
        return switch (delivery) {
            case EventStream.Gap gap ->
                    new FieldList().with("kind", "gap").with("position", position(gap.resumed()));
            case EventStream.Occurred occurred -> fields(occurred);
        };
    }

    private static FieldList fields(EventStream.Occurred occurred) {
        FieldList fields =
                new FieldList()
                        .with("kind", kind(occurred.event()))
                        .with("position", position(occurred.position()))
                        .with("time", occurred.time().toString());
        domain(occurred.event())
                .ifPresent(
                        domain ->
                                fields.with("domain", domain.name())
                                        .with("uuid", domain.uuid().toString())
                                        .with("id", DomainTexts.id(domain.id())));
        return switch (occurred.event()) {
            case Event.DomainLifecycle life ->
                    fields.with("event", event(life.step())).with("detail", detail(life.step()));
            case Event.DomainReboot _ -> fields;
            case Event.JobChanged changed ->
                    fields.with("job", JobTexts.fields(changed.job()).value());
            case Event.HostReachable host ->
                    fields.with("reachable", host.reachable()).with("reason", host.reason());
        };
    }

    /// A delivery as a line for people.
    static String line(EventStream.Delivery delivery) {
        return switch (delivery) {
            case EventStream.Gap _ -> "(events were missed here; look at the state anew)";
            case EventStream.Occurred occurred ->
                    occurred.time().truncatedTo(ChronoUnit.MILLIS)
                            + "  "
                            + domain(occurred.event()).map(DomainRef::name).orElse("-")
                            + "  "
                            + words(occurred.event());
        };
    }

    private static String words(Event event) {
        return switch (event) {
            case Event.DomainLifecycle life ->
                    event(life.step()) + " (" + detail(life.step()) + ")";
            case Event.DomainReboot _ -> "rebooted";
            case Event.JobChanged changed ->
                    "job "
                            + changed.job().kind().id()
                            + " "
                            + JobTexts.state(changed.job())
                            + " ("
                            + changed.job().phase()
                            + ")";
            case Event.HostReachable host ->
                    (host.reachable() ? "host reachable: " : "host not reachable: ")
                            + host.reason();
        };
    }

    /// `started` of `STARTED_BOOTED`.
    private static String event(Lifecycle step) {
        return DomainTexts.lower(step.name().substring(0, step.name().indexOf('_')));
    }

    private static String detail(Lifecycle step) {
        return DomainTexts.lower(step.name().substring(step.name().indexOf('_') + 1));
    }

    /// A place in the log, as `--since` takes it.
    static String position(EventPosition position) {
        return position.log() + ":" + position.number();
    }

    /// Reads a place in the log.
    static EventPosition position(String text) throws UsageException {
        int colon = text.indexOf(':');
        Optional<UUID> log = DomainNouns.uuid(colon < 0 ? "" : text.substring(0, colon));
        try {
            if (log.isPresent()) {
                return new EventPosition(log.get(), Long.parseLong(text.substring(colon + 1)));
            }
        } catch (NumberFormatException e) {
            throw noPosition(text);
        }
        throw noPosition(text);
    }

    private static UsageException noPosition(String text) {
        return new UsageException(
                "'" + text + "' is no position; want one as 'position' of events -o json says");
    }
}
