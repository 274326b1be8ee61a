package org.ostler.engine;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// One of the two files of a [Journal], with what must be on the disk before it may be emptied.
///
/// Appending and emptying are done by one thread at a time, as the journal orders it; `lock` guards
/// what the threads say whose changes are in the file.
final class JournalFile implements Closeable {
    private final Storage storage;
    private final Storage.Log log;
    private final int keptBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition applied = lock.newCondition();
    private final Set<Path> unsynced = new HashSet<>();
    private int unapplied;
    private long end = JournalFormat.START;
    private boolean doubtful;

    /// Opens a file whose changes, if there were any, are in the definitions' files on the disk.
    ///
    /// @param bytes how long it is made, and cut to when it is emptied
    JournalFile(Storage storage, Path path, int bytes) throws IOException {
        this.storage = storage;
        this.keptBytes = bytes;
        boolean empty = storage.read(path).filter(JournalFormat::isEmpty).isPresent();
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

    /// The files of one change say what it says, or somebody owes that.
    ///
    /// @param paths what has to be brought to the disk
    void applied(Collection<Path> paths) {
        lock.lock();
        try {
            unsynced.addAll(paths);
            unapplied--;
            if (unapplied == 0) {
                applied.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the files of all changes say what these say.
    void awaitApplied(long atMostSeconds) throws IOException {
        long left = TimeUnit.SECONDS.toNanos(atMostSeconds);
        lock.lock();
        try {
            while (unapplied > 0) {
                if (left <= 0) {
                    throw new IOException(
                            unapplied + " changes are not applied after " + atMostSeconds + " s");
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

    /// Brings the definitions' files to the disk and forgets the changes.
    void empty() throws IOException {
        if (end == JournalFormat.START && !doubtful) {
            return;
        }
        Set<Path> files;
        lock.lock();
        try {
            files = Set.copyOf(unsynced);
        } finally {
            lock.unlock();
        }
        sync(storage, files);
        log.write(0, JournalFormat.empty());
        if (end > keptBytes) {
            log.truncate(keptBytes);
        }
        end = JournalFormat.START;
        doubtful = false;
        lock.lock();
        try {
            unsynced.clear();
        } finally {
            lock.unlock();
        }
    }

    /// Brings files and their names to the disk.
    static void sync(Storage storage, Set<Path> files) throws IOException {
        Set<Path> directories = new HashSet<>();
        for (Path file : files) {
            storage.sync(file);
            directories.add(file.resolveSibling(""));
        }
        for (Path directory : directories) {
            storage.syncDirectory(directory);
        }
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
