package org.ostler.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Brings the names of one directory to the disk, many changes with one call.
///
/// Whoever asks is answered by a sync that began after it asked. One thread at a time does the
/// syncing; those that ask meanwhile wait, and the next sync answers all of them. A sync that fails
/// fails only the thread that did it; the others try themselves.
///
/// Thread-safe.
final class SharedSync {
    private final Storage storage;
    private final Path directory;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long asked;
    private long done;
    private boolean syncing;

    SharedSync(Storage storage, Path directory) {
        this.storage = storage;
        this.directory = directory;
    }

    /// Returns when everything that was changed in the directory before this call is on the disk.
    void sync() throws IOException {
        lock.lock();
        try {
            long mine = ++asked;
            while (done < mine) {
                if (syncing) {
                    changed.awaitUninterruptibly();
                } else {
                    lead();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void lead() throws IOException {
        syncing = true;
        long covered = asked;
        boolean synced = false;
        lock.unlock();
        try {
            storage.syncDirectory(directory);
            synced = true;
        } finally {
            lock.lock();
            syncing = false;
            if (synced) {
                done = Math.max(done, covered);
            }
            changed.signalAll();
        }
    }
}
