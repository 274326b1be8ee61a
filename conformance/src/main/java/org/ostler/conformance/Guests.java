package org.ostler.conformance;

import org.ostler.api.Console;
import org.ostler.api.ConsoleFlag;
import org.ostler.api.Domain;
import org.ostler.api.Event;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// What the suite asks of running guests.
final class Guests {
    /// Watching alters nothing; the scrollback reaches back to the boot.
    static final Console.Request WATCH =
            new Console.Request(
                    "", Set.of(ConsoleFlag.WATCH), Console.Request.SCROLLBACK_BYTES_MAX);

    private Guests() {}

    /// Waits until the guest says on its console that it is up; returns at once where guests of
    /// this bench say nothing.
    static void awaitUp(Scene scene, Domain domain) throws InterruptedException {
        Optional<String> marker = scene.bench().consoleMarker();
        if (marker.isPresent()) {
            try (ConsoleReader console = new ConsoleReader(domain.console(WATCH))) {
                console.await(marker.get(), scene.patience());
            }
        }
    }

    /// The guest rebooted: a machine that was reset says so, a paravirtual one is a new domain
    /// under the same name.
    static Predicate<Event> rebootOf(Domain domain) {
        return event ->
                switch (event) {
                    case Event.DomainReboot reboot -> reboot.domain().uuid().equals(domain.uuid());
                    case Event.DomainLifecycle ignored -> false;
                    case Event.JobChanged ignored -> false;
                    case Event.HostReachable ignored -> false;
                };
    }
}
