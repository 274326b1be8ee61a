package org.ostler.engine;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.Semaphore;

/// A change on its way into the [Journal]: its thread rests here until the change is decided, or
/// until it is this thread's turn to write for all that wait.
///
/// Decided once, by the thread that writes; the semaphore hands over what it has set.
final class JournalEntry {
    private final byte[] content;
    private final Semaphore wake = new Semaphore(0);
    private @Nullable JournalFile file;
    private @Nullable IOException failure;

    JournalEntry(byte[] content) {
        this.content = content;
    }

    byte[] content() {
        return content;
    }

    /// Waits for a decision or for the turn.
    void await() {
        wake.acquireUninterruptibly();
    }

    /// It is this one's turn.
    void lead() {
        wake.release();
    }

    void succeed(JournalFile where) {
        file = where;
        wake.release();
    }

    void fail(IOException because) {
        failure = because;
        wake.release();
    }

    boolean decided() {
        return file != null || failure != null;
    }

    /// Returns when the change is on the disk.
    ///
    /// @throws JournalDoubt when nobody knows
    /// @throws IOException why it is not
    void check() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    /// The files say what the change says, or somebody owes that.
    void applied(Collection<Path> paths) {
        if (file != null) {
            file.applied(paths);
        }
    }
}
