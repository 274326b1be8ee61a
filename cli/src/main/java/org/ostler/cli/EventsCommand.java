package org.ostler.cli;

import org.ostler.api.DomainRef;
import org.ostler.api.Event;
import org.ostler.api.EventStream;
import org.ostler.api.Hypervisor;
import org.ostler.cli.output.Output;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// `ostler events`: what happens on a host, as it happens.
final class EventsCommand {
    /// How long it may take to notice that nobody reads any more, and that the time is over.
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Call call;
    private final Optional<String> kind;
    private final long count;

    private EventsCommand(Call call) throws UsageException {
        this.call = call;
        this.kind = call.invocation().value("kind");
        this.count = call.invocation().number("count", 1, Long.MAX_VALUE).orElse(Long.MAX_VALUE);
    }

    static ExitCode run(Call call) throws UsageException {
        return new EventsCommand(call).watch();
    }

    private ExitCode watch() throws UsageException {
        Optional<String> since = call.invocation().value("since");
        Optional<Duration> patience = call.invocation().duration("timeout");
        Hypervisor host = call.host();
        try (EventStream events =
                since.isPresent() ? host.events(EventTexts.position(since.get())) : host.events()) {
            if (call.has("verbose")) {
                call.note("from " + EventTexts.position(events.position()));
            }
            boolean all = print(events, patience);
            return all || !call.has("count") ? ExitCode.OK : ExitCode.TIMEOUT;
        }
    }

    /// @return whether as many as were asked for came, or nobody reads any more
    private boolean print(EventStream events, Optional<Duration> patience) {
        long start = System.nanoTime();
        long printed = 0;
        while (printed < count) {
            Duration left =
                    patience.map(all -> all.minusNanos(System.nanoTime() - start)).orElse(LOOK);
            if (!left.isPositive()) {
                return false;
            }
            Optional<EventStream.Delivery> delivery =
                    events.next(left.compareTo(LOOK) < 0 ? left : LOOK);
            if (delivery.filter(this::isWanted).isPresent()) {
                printed++;
                if (!call.output().event(item(delivery.get()), EventTexts.line(delivery.get()))) {
                    return true;
                }
            }
        }
        return true;
    }

    private boolean isWanted(EventStream.Delivery delivery) {
        return switch (delivery) {
            case EventStream.Gap _ -> true;
            case EventStream.Occurred occurred ->
                    (kind.isEmpty() || kind.get().equals(EventTexts.kind(occurred.event())))
                            && isAbout(call.operands(), occurred.event());
        };
    }

    private static boolean isAbout(List<String> words, Event event) {
        return words.isEmpty()
                || EventTexts.domain(event)
                        .filter(
                                domain ->
                                        words.contains(domain.name())
                                                || words.contains(domain.uuid().toString()))
                        .isPresent();
    }

    private static Output.Item item(EventStream.Delivery delivery) {
        String name =
                switch (delivery) {
                    case EventStream.Gap _ -> "-";
                    case EventStream.Occurred occurred ->
                            EventTexts.domain(occurred.event()).map(DomainRef::name).orElse("-");
                };
        return new Output.Item(EventTexts.fields(delivery).value(), name);
    }
}
