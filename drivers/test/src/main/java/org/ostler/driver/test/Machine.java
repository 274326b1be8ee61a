package org.ostler.driver.test;

import org.jspecify.annotations.Nullable;
import org.ostler.api.Console;
import org.ostler.api.ConsoleFlag;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/// A guest of the test driver while it runs: it counts the time, says on its console that it is up,
/// and answers every line with `echo: ` and that line.
///
/// Thread-safe; `lock` guards the time that it ran, the line that is being typed, and who writes.
final class Machine {
    private static final int LINE_BYTES_MAX = 4096;

    private final int id;
    private final String name;
    private final Clock clock;
    private final ConsoleBuffer output = new ConsoleBuffer();
    private final ReentrantLock lock = new ReentrantLock();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private Duration ran = Duration.ZERO;
    private @Nullable Instant runningSince;
    private @Nullable TestConsole writer;
    private volatile boolean ended;

    Machine(int id, String name, Clock clock) {
        this.id = id;
        this.name = name;
        this.clock = clock;
    }

    int id() {
        return id;
    }

    ConsoleBuffer output() {
        return output;
    }

    boolean ended() {
        return ended;
    }

    // ---- life

    /// Its processors begin, or go on.
    void run() {
        lock.lock();
        try {
            if (runningSince == null) {
                runningSince = clock.instant();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Its processors stop.
    void pause() {
        lock.lock();
        try {
            ran = ranSoFar();
            runningSince = null;
        } finally {
            lock.unlock();
        }
    }

    /// Its operating system comes up.
    void boot() {
        say(
                "Booting "
                        + name
                        + " (test guest "
                        + id
                        + ")\r\n"
                        + TestHypervisor.CONSOLE_READY
                        + "\r\n");
    }

    void end() {
        ended = true;
        output.end();
    }

    /// How long its processors have run.
    Duration ran() {
        lock.lock();
        try {
            return ranSoFar();
        } finally {
            lock.unlock();
        }
    }

    private Duration ranSoFar() {
        return runningSince == null
                ? ran
                : ran.plus(Duration.between(runningSince, clock.instant()));
    }

    // ---- console

    /// Opens its console; one writer at a time, unless it forces its way.
    Console open(Console.Request request) {
        boolean watches = request.flags().contains(ConsoleFlag.WATCH);
        TestConsole console =
                new TestConsole(this, !watches, output.back(request.scrollbackBytes()));
        if (watches) {
            return console;
        }
        lock.lock();
        try {
            TestConsole other = writer;
            if (other != null && !request.flags().contains(ConsoleFlag.FORCE)) {
                throw Fault.of(
                        FaultCode.OPERATION_FAILED,
                        FaultDomain.TEST,
                        "operation failed: Active console session exists for this domain");
            }
            if (other != null) {
                other.end();
            }
            writer = console;
            return console;
        } finally {
            lock.unlock();
        }
    }

    /// The console does not write any more.
    void release(TestConsole console) {
        lock.lock();
        try {
            if (console == writer) {
                writer = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /// Somebody types.
    void type(byte[] typed) {
        lock.lock();
        try {
            for (byte key : typed) {
                if (key == '\r' || key == '\n') {
                    answer();
                } else if (line.size() < LINE_BYTES_MAX) {
                    line.write(key);
                    output.append(new byte[] {key});
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void answer() {
        if (line.size() == 0) {
            return;
        }
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        say("\r\necho: " + text + "\r\n");
    }

    private void say(String text) {
        output.append(text.getBytes(StandardCharsets.UTF_8));
    }
}
