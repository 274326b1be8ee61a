package org.ostler.daemon.log;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Carries log lines from the threads that log to the one that writes them.
///
/// Bounded: when lines come faster than they can be written, new ones are dropped and counted, and
/// the count is written once there is room. Lines logged before [#open] wait in the queue. [#offer]
/// is called by any thread and never blocks; the writer thread alone touches the output.
final class LogPipe {
    private static final int CAPACITY = 4096;

    private final ArrayBlockingQueue<LogLine> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong offered = new AtomicLong();
    private final AtomicLong written = new AtomicLong();
    private volatile int threshold = Level.INFO.getSeverity();
    private volatile Sink sink = new Sink(LogFormat.TEXT, OutputStream.nullOutputStream());

    /// Where lines go, and how. What is left for another one is closed by the writer.
    private record Sink(LogFormat format, OutputStream out) {}

    /// Begins to write. Once.
    ///
    /// @param least the least severe level that is written
    void open(Level least, LogFormat format, OutputStream out) {
        change(least, format, out);
        Thread.ofPlatform().daemon().name("log").start(this::write);
    }

    /// Writes lines elsewhere from now on. The output before is closed.
    void change(Level least, LogFormat format, OutputStream out) {
        threshold = least.getSeverity();
        sink = new Sink(format, out);
    }

    boolean takes(Level level) {
        return level != Level.OFF && level.getSeverity() >= threshold;
    }

    void offer(Level level, String logger, String message, @Nullable Throwable thrown) {
        LogLine line =
                new LogLine(
                        Instant.now(),
                        level,
                        logger,
                        Thread.currentThread().getName(),
                        message,
                        thrown);
        if (queue.offer(line)) {
            offered.incrementAndGet();
        } else {
            dropped.incrementAndGet();
        }
    }

    /// Waits until what was logged so far is written, at most for that long.
    void flush(Duration atMost) {
        long until = offered.get();
        long deadline = System.nanoTime() + atMost.toNanos();
        synchronized (written) {
            while (written.get() < until) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return;
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(written, left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // every change makes a sink of its own
    private void write() {
        StringBuilder text = new StringBuilder(256);
        Sink last = sink;
        try {
            while (true) {
                LogLine line = queue.take();
                Sink now = sink;
                if (now != last) {
                    leave(last.out());
                    last = now;
                }
                if (takes(line.level())) {
                    text.setLength(0);
                    now.format().write(line, text);
                    text.append('\n');
                    lost(now.format(), text);
                    put(now.out(), text);
                }
                synchronized (written) {
                    written.incrementAndGet();
                    written.notifyAll();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lost(LogFormat format, StringBuilder text) {
        long lost = dropped.getAndSet(0);
        if (lost > 0) {
            format.write(
                    new LogLine(
                            Instant.now(),
                            Level.WARNING,
                            LogPipe.class.getName(),
                            "",
                            lost
                                    + " log lines were lost here: they came faster than they could"
                                    + " be written",
                            null),
                    text);
            text.append('\n');
        }
    }

    @SuppressWarnings("EmptyCatch")
    private static void leave(OutputStream out) {
        try {
            out.close();
        } catch (IOException e) {
            // Every line was flushed; there is nothing to lose, and nobody to tell.
        }
    }

    /// An output that takes nothing (a full disk, a closed pipe) must not end the daemon, and there
    /// is nobody left to tell.
    @SuppressWarnings("EmptyCatch")
    private static void put(OutputStream out, StringBuilder text) {
        try {
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            // Said above.
        }
    }
}
