package org.ostler.engine.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ostler.api.Console;
import org.ostler.posix.PosixException;
import org.ostler.posix.PseudoTerminal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// One reader of a terminal serves all; the test holds the other side, as xenconsoled does.
class TerminalHubTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final TerminalHubs hubs = new TerminalHubs(1000);
    private PseudoTerminal guest;

    @BeforeEach
    void openPair() throws PosixException {
        guest = PseudoTerminal.open();
    }

    @AfterEach
    void closePair() {
        guest.close();
    }

    private void print(String text) throws PosixException {
        guest.terminal().write(direct(text), SOON);
    }

    private static ByteBuffer direct(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    private Console watch(int scrollback) throws IOException {
        return OpenConsole.watching(hubs.join(guest.path(), scrollback).feed(), () -> false);
    }

    @Test
    void everyWatcherSeesAllAndALateOneWhatWasKept() throws IOException {
        try (Console first = watch(1000);
                Console second = watch(1000)) {
            print("booting\nup\n");
            assertThat(Heard.until(first, "up")).contains("booting");
            assertThat(Heard.until(second, "up")).contains("booting");
            try (Console late = watch(1000);
                    Console later = watch(3)) {
                assertThat(Heard.until(late, "up")).contains("booting");
                assertThat(Heard.until(later, "up")).doesNotContain("booting");
            }
        }
    }

    @Test
    void slowWatcherLosesTheOldestAndHoldsUpNobody() throws IOException {
        try (Console quick = watch(1000);
                Console slow = watch(1000)) {
            for (int i = 0; i < 100; i++) {
                print("line " + i + " of many, many lines\n");
                assertThat(Heard.until(quick, "line " + i + " of")).contains("line " + i);
            }
            print("end");
            Heard.until(quick, "end");
            assertThat(Heard.until(slow, "end"))
                    .doesNotContain("line 10 of")
                    .contains("line 99 of")
                    .hasSizeLessThanOrEqualTo(1000);
        }
    }

    @Test
    void whatIsTypedReachesTheOtherSide() throws IOException {
        TerminalHubs.Share share = hubs.join(guest.path(), 0);
        try (Console console = OpenConsole.typing(share.feed(), share::keyboard, () -> false)) {
            console.write(ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8)));
            ByteBuffer buffer = ByteBuffer.allocateDirect(100);
            while (buffer.position() < 5) {
                assertThat(guest.terminal().read(buffer, SOON)).isPositive();
            }
            assertThat(StandardCharsets.UTF_8.decode(buffer.flip()).toString()).isEqualTo("hello");
        }
        try (Console watcher = watch(0)) {
            assertThatThrownBy(() -> watcher.write(ByteBuffer.allocate(1)))
                    .hasMessageContaining("watch only");
        }
    }

    @Test
    void guestThatTakesNothingEndsTheWriteAndClosingEndsItAtOnce() throws Exception {
        TerminalHubs.Share share = hubs.join(guest.path(), 0);
        Console console = OpenConsole.typing(share.feed(), share::keyboard, () -> false);
        var outcome = new CompletableFuture<Throwable>();
        Thread.ofPlatform()
                .start(
                        () -> {
                            try {
                                console.write(ByteBuffer.allocate(1 << 20));
                                outcome.complete(new AssertionError("a full terminal took it"));
                            } catch (IOException e) {
                                outcome.complete(e);
                            }
                        });
        console.close();
        assertThat(outcome.get(8, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    }

    @Test
    void closingWakesTheReader() throws Exception {
        Console console = watch(0);
        var read = new CompletableFuture<Integer>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                read.complete(console.read(ByteBuffer.allocate(10)));
                            } catch (IOException e) {
                                read.completeExceptionally(e);
                            }
                        });
        console.close();
        assertThat(read.get(5, TimeUnit.SECONDS)).isEqualTo(-1);
    }

    @Test
    void allEndWithTheGuestAndTheNextOneIsOpenedAnew() throws IOException {
        try (Console console = watch(0)) {
            print("last words");
            Heard.until(console, "words");
            guest.close();
            assertThat(Heard.toEnd(console)).isEmpty();
        }
        openPair();
        try (Console console = watch(0)) {
            print("again");
            assertThat(Heard.until(console, "again")).contains("again");
        }
    }

    @Test
    void guestThatEndedElsewhereEndsTheConsole() throws IOException {
        var ended = new AtomicBoolean();
        try (Console console =
                OpenConsole.watching(hubs.join(guest.path(), 0).feed(), ended::get)) {
            print("x");
            Heard.until(console, "x");
            ended.set(true);
            assertThat(Heard.toEnd(console)).isEmpty();
        }
    }

    @Test
    void lastOneToLeaveLetsGoOfTheTerminal() throws IOException {
        watch(0).close();
        print("for another tool");
        try (var other = org.ostler.posix.Terminal.open(guest.path())) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(100);
            assertThat(other.read(buffer, SOON)).isPositive();
            assertThat(StandardCharsets.UTF_8.decode(buffer.flip()).toString())
                    .startsWith("for another");
        }
    }
}
