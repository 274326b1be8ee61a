package org.ostler.engine;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A change on its way into the [Journal]: its thread rests here until the change is decided, or
/// until it is this thread's turn to write for all that wait.
///
/// Decided once, by the thread that writes, unless the thread that rests has given up before; the
/// object's monitor guards which of the two came first.
final class JournalEntry {
    private final Change change;
    private final byte[] content;
    private final Semaphore wake = new Semaphore(0);
    private @Nullable JournalFile file;
    private @Nullable IOException failure;
    private boolean leads;
    private boolean abandoned;

    JournalEntry(Change change) {
        this.change = change;
        this.content = JournalFormat.content(change);
    }

    Change change() {
        return change;
    }

    byte[] content() {
        return content;
    }

    /// Waits for a decision or for the turn, whether the thread is interrupted or not.
    ///
    /// @return whether one has come in time
    boolean await(long nanos) {
        long end = System.nanoTime() + nanos;
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return wake.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// It is this one's turn.
    synchronized void lead() {
        leads = true;
        wake.release();
    }

    /// Whether its turn has come, and it is not decided.
    synchronized boolean leads() {
        return leads;
    }

    /// It is on the disk.
    ///
    /// @return whether its thread still waits for that
    synchronized boolean succeed(JournalFile where) {
        file = where;
        wake.release();
        return !abandoned;
    }

    synchronized void fail(IOException because) {
        failure = because;
        wake.release();
    }

    /// Its thread waits no longer.
    ///
    /// @return whether it was not decided before
    synchronized boolean abandon() {
        abandoned = !decided();
        return abandoned;
    }

    synchronized boolean decided() {
        return file != null || failure != null;
    }

    /// The file that has the change, on the disk.
    ///
    /// @throws JournalDoubt when nobody knows whether it is there
    /// @throws IOException why it is not
    synchronized JournalFile written() throws IOException {
        if (file == null) {
            throw failure == null ? new IOException("the change is not decided") : failure;
        }
        return file;
    }
}
