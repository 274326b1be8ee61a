package org.ostler.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.ostler.api.Console;
import org.ostler.api.ConsoleFlag;
import org.ostler.api.Domain;
import org.ostler.api.FaultCode;
import org.ostler.api.Operation;

import java.io.IOException;
import java.util.Set;

/// Consoles: many watch, one writes, and what was written before is not lost.
interface ConsoleContract extends Scene {
    @Test
    @Proves(Operation.DOMAIN_CONSOLE)
    default void manyWatchTheSameConsoleWithItsScrollback() throws InterruptedException {
        Domain domain = running();
        if (!claimed(Operation.DOMAIN_CONSOLE, () -> domain.console(Guests.WATCH))) {
            return;
        }
        String marker = marker();
        try (ConsoleReader first = new ConsoleReader(domain.console(Guests.WATCH))) {
            first.await(marker, patience());
            try (ConsoleReader second = new ConsoleReader(domain.console(Guests.WATCH))) {
                second.await(marker, patience());
            }
        }
    }

    @Test
    @Proves(Operation.DOMAIN_CONSOLE)
    default void secondWriterIsRefusedUnlessItForcesItsWay()
            throws InterruptedException, IOException {
        Domain domain = running();
        if (!claimed(Operation.DOMAIN_CONSOLE, () -> domain.console(Guests.WATCH))) {
            return;
        }
        try (ConsoleReader first = new ConsoleReader(domain.console(write()))) {
            Faults.assertFault(
                    () -> domain.console(write()), FaultCode.OPERATION_FAILED, "console");
            try (ConsoleReader second =
                    new ConsoleReader(domain.console(write(ConsoleFlag.FORCE)))) {
                assertThat(first.awaitEnd(patience()))
                        .as("the first writer's console ends")
                        .isTrue();
                second.type("");
            }
        }
        new ConsoleReader(domain.console(write())).close();
    }

    @Test
    @Proves(Operation.DOMAIN_CONSOLE)
    default void whatIsTypedReachesTheGuest() throws InterruptedException, IOException {
        Domain domain = running();
        if (!claimed(Operation.DOMAIN_CONSOLE, () -> domain.console(Guests.WATCH))) {
            return;
        }
        String marker = marker();
        try (ConsoleReader console = new ConsoleReader(domain.console(write()))) {
            console.await(marker, patience());
            console.type("hello from the suite");
            console.await("echo: hello from the suite", patience());
        }
    }

    @Test
    @Proves(Operation.DOMAIN_CONSOLE)
    default void consoleEndsWithItsGuest() throws InterruptedException {
        Domain domain = running();
        if (!claimed(Operation.DOMAIN_CONSOLE, () -> domain.console(Guests.WATCH))) {
            return;
        }
        try (ConsoleReader console = new ConsoleReader(domain.console(Guests.WATCH))) {
            domain.destroy(Set.of()).await(patience());
            assertThat(console.awaitEnd(patience())).as("the console ends").isTrue();
        }
    }

    @Test
    @Proves(Operation.DOMAIN_CONSOLE)
    default void consoleOfAGuestThatDoesNotRunIsRefused() {
        Domain domain = defined();
        if (!claimed(Operation.DOMAIN_CONSOLE, () -> domain.console(Guests.WATCH))) {
            return;
        }
        Faults.assertFault(
                () -> domain.console(Guests.WATCH), FaultCode.OPERATION_INVALID, "not running");
    }

    private String marker() {
        assumeTrue(
                bench().consoleMarker().isPresent(),
                "this bench's guest says nothing on its console");
        return bench().consoleMarker().orElseThrow();
    }

    private static Console.Request write(ConsoleFlag... flags) {
        return new Console.Request("", Set.of(flags), Console.Request.SCROLLBACK_BYTES_MAX);
    }
}
