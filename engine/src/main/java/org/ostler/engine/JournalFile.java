package org.ostler.engine;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// One of the two files of a [Journal].
///
/// Appending and emptying are done by one thread at a time, as the journal orders it; `lock` guards
/// what the threads say whose changes are in the file.
final class JournalFile implements Closeable {
    private final Storage.Log log;
    private final int keptBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition applied = lock.newCondition();
    private int unapplied;
    private long end = JournalFormat.START;
    private boolean doubtful;

    /// Opens a file whose changes, if there were any, are in the definitions' files on the disk.
    ///
    /// @param bytes how long it is made, and cut to when it is emptied
    JournalFile(Storage storage, Path path, int bytes) throws IOException {
        this.keptBytes = bytes;
        boolean empty =
                storage.read(path, JournalFormat.TELLING_BYTES)
                        .filter(JournalFormat::isEmpty)
                        .isPresent();
        this.log = storage.log(path, bytes);
        if (!empty) {
            log.write(0, JournalFormat.empty());
        }
    }

    long end() {
        return end;
    }

    /// Appends a batch of records.
    ///
    /// @throws JournalDoubt when nobody knows whether a later start will find them; the next batch
    ///   is refused until that is cleared up
    /// @throws IOException when they are not there
    void append(byte[] batch, int records) throws IOException {
        if (doubtful) {
            retract();
        }
        try {
            log.write(end, batch);
        } catch (IOException e) {
            doubtful = true;
            try {
                retract();
            } catch (IOException again) {
                e.addSuppressed(again);
                throw new JournalDoubt(e);
            }
            throw e;
        }
        end += batch.length;
        lock.lock();
        try {
            unapplied += records;
        } finally {
            lock.unlock();
        }
    }

    /// What is behind the end is no record for whoever reads the file later.
    private void retract() throws IOException {
        log.write(end, new byte[Storage.Log.BLOCK]);
        doubtful = false;
    }

    /// One change is seen to by [Debts].
    void applied() {
        lock.lock();
        try {
            unapplied--;
            if (unapplied == 0) {
                applied.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits until all changes are seen to.
    void awaitApplied(Duration patience) throws IOException {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (unapplied > 0) {
                if (left <= 0) {
                    throw new IOException(
                            unapplied
                                    + " changes are not seen to after "
                                    + patience.toSeconds()
                                    + " s");
                }
                left = applied.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the wait for changes to be applied was interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    /// Forgets the changes.
    void empty() throws IOException {
        if (end == JournalFormat.START && !doubtful) {
            return;
        }
        log.write(0, JournalFormat.empty());
        if (end > keptBytes) {
            log.truncate(keptBytes);
        }
        end = JournalFormat.START;
        doubtful = false;
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
