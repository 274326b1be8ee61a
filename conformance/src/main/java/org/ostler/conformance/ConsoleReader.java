package org.ostler.conformance;

import org.ostler.api.Console;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Reads a console on a thread of its own and lets a test wait for a text. The buffer belongs to
/// the lock.
final class ConsoleReader implements AutoCloseable {
    private final Console console;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final StringBuilder text = new StringBuilder();
    private boolean ended;

    ConsoleReader(Console console) {
        this.console = console;
        this.thread = Thread.ofVirtual().name("console-reader").start(this::pump);
    }

    private void pump() {
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        try {
            while (console.read(buffer.clear()) >= 0) {
                add(StandardCharsets.ISO_8859_1.decode(buffer.flip()).toString());
            }
        } catch (IOException e) {
            add("[console broke: " + e.getMessage() + "]");
        } finally {
            end();
        }
    }

    private void add(String more) {
        lock.lock();
        try {
            text.append(more);
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            ended = true;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the guest has written that.
    void await(String expected, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (text.indexOf(expected) < 0) {
                if (ended || left <= 0) {
                    throw new AssertionError(
                            "the console "
                                    + (ended ? "ended" : "is silent")
                                    + " before '"
                                    + expected
                                    + "': "
                                    + text);
                }
                left = grown.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the console has ended.
    boolean awaitEnd(Duration patience) throws InterruptedException {
        thread.join(patience);
        return !thread.isAlive();
    }

    /// Types a line to the guest.
    void type(String line) throws IOException {
        console.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    /// Lets go of the console; the reading thread ends by itself.
    @Override
    public void close() {
        console.close();
    }
}
