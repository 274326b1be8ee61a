package org.ostler.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

class ProcessAndTerminalTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void endOfAProcessIsSeenAndSignalsReachIt() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        try (Pidfd pidfd = Pidfd.open(process.pid())) {
            assertThat(pidfd.hasEnded()).isFalse();
            assertThat(pidfd.await(Duration.ofMillis(10))).isFalse();
            assertThat(pidfd.signal(Pidfd.SIGNAL_TERM)).isTrue();
            assertThat(pidfd.await(SOON)).isTrue();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(128 + 15);
            assertThat(pidfd.signal(Pidfd.SIGNAL_KILL)).isFalse();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void waitForAProcessIsInterruptedByWake() throws Exception {
        try (Pidfd self = Pidfd.open(ProcessHandle.current().pid());
                Eventfd wake = Eventfd.create()) {
            wake.signal();
            assertThat(self.await(wake, SOON)).isFalse();
            assertThat(wake.drain()).isTrue();
            assertThat(wake.drain()).isFalse();
        }
    }

    @Test
    void processThatIsNotThereIsReported() {
        assertThatExceptionOfType(PosixException.class)
                .isThrownBy(() -> Pidfd.open(Integer.MAX_VALUE))
                .satisfies(e -> assertThat(e.errnoName()).isIn("ESRCH", "EINVAL"));
    }

    @Test
    void rawTerminalPassesBytesUnchangedAndIsRestored() throws Exception {
        try (PseudoTerminal pty = PseudoTerminal.open();
                Terminal user = Terminal.open(pty.path())) {
            ByteBuffer in = ByteBuffer.allocateDirect(64);
            user.raw();
            pty.terminal().write(Buffers.of("\u0003a\r\u0004"), SOON);
            assertThat(user.read(in, SOON)).isEqualTo(4);
            assertThat(Buffers.text(in.flip())).isEqualTo("\u0003a\r\u0004");
            user.write(Buffers.of("x\n"), SOON);
            assertThat(pty.terminal().read(in.clear(), SOON)).isEqualTo(2);
            user.restore();
            user.write(Buffers.of("\n"), SOON);
            pty.terminal().read(in.clear(), SOON);
            assertThat(Buffers.text(in.flip())).isEqualTo("\r\n");
        }
    }

    @Test
    void otherSideGoneIsTheEnd() throws Exception {
        try (PseudoTerminal pty = PseudoTerminal.open()) {
            Terminal.open(pty.path()).close();
            assertThat(pty.terminal().read(ByteBuffer.allocateDirect(8), SOON)).isEqualTo(-1);
        }
    }

    @Test
    void readTimesOutAndCloseWakesIt() throws Exception {
        try (PseudoTerminal pty = PseudoTerminal.open()) {
            Terminal user = Terminal.open(pty.path());
            ByteBuffer in = ByteBuffer.allocateDirect(8);
            assertThat(user.read(in, Duration.ofMillis(5))).isZero();
            CompletableFuture<Integer> read = new CompletableFuture<>();
            Thread.ofPlatform()
                    .daemon()
                    .start(
                            () -> {
                                try {
                                    read.complete(user.read(in, Duration.ofMinutes(5)));
                                } catch (PosixException e) {
                                    read.completeExceptionally(e);
                                }
                            });
            user.close();
            assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo(-1);
        }
    }

    @Test
    void windowSizeReachesTheOtherSide() throws Exception {
        try (PseudoTerminal pty = PseudoTerminal.open();
                Terminal user = Terminal.open(pty.path())) {
            pty.terminal().resize(new TerminalSize(50, 132));
            assertThat(user.size()).isEqualTo(new TerminalSize(50, 132));
        }
    }
}
