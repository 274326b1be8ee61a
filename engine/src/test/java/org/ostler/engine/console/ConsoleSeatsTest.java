package org.ostler.engine.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.ostler.api.Console;
import org.ostler.api.ConsoleFlag;
import org.ostler.api.Fault;
import org.ostler.api.FaultDomain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/// One types at a console at a time.
class ConsoleSeatsTest {
    private final ConsoleSeats seats = new ConsoleSeats(FaultDomain.LIBXL);
    private final ConsoleSeats.Place place = new ConsoleSeats.Place(UUID.randomUUID(), "console0");

    private Console sit(ConsoleFlag... flags) throws IOException {
        return seats.sit(
                place,
                new Console.Request("", Set.of(flags), 0),
                () -> OpenConsole.watching(new Silence(), () -> false));
    }

    @Test
    void secondOneIsRefusedUntilTheFirstHasLeft() throws IOException {
        Console first = sit();
        assertThatThrownBy(this::sit)
                .isInstanceOf(Fault.class)
                .hasMessageContaining("Active console session exists");
        first.close();
        sit().close();
    }

    @Test
    void whoForcesItsWayEndsTheOther() throws IOException {
        Console first = sit();
        try (Console second = sit(ConsoleFlag.FORCE)) {
            assertThat(first.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            assertThat(second).isNotSameAs(first);
            first.close();
            assertThatThrownBy(this::sit).isInstanceOf(Fault.class);
        }
    }

    @Test
    void openingThatFailsLeavesTheSeatFree() throws IOException {
        assertThatThrownBy(
                        () ->
                                seats.sit(
                                        place,
                                        new Console.Request("", Set.of(), 0),
                                        () -> {
                                            throw new IOException("no such terminal");
                                        }))
                .hasMessage("no such terminal");
        sit().close();
    }

    /// A console that says nothing.
    private static final class Silence implements ConsoleFeed {
        @Override
        public int read(ByteBuffer into, BooleanSupplier ended) {
            return ended.getAsBoolean() ? -1 : 0;
        }

        @Override
        public void close() {}
    }
}
