package org.ostler.engine;

import org.ostler.api.log.LateLogger;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Makes changes last: a change is on the disk when [#append] returns, at the cost of one write
/// that all changes share which come at the same time. The definitions' files follow ([Debts]).
///
/// One of the waiting threads at a time leads: it writes what has gathered as one batch, and passes
/// the lead on. There are two files. When the one that is written is full, the other one is, and
/// meanwhile a checkpoint brings the definitions' files to the disk and empties the first. Nothing
/// grows without a bound: while a checkpoint cannot be done, changes are refused as soon as the
/// second file has [Storage#FILE_BYTES_MAX].
///
/// Thread-safe. `lock` guards the queue and which file is whose; the file that is written belongs
/// to the leader, the other one to the checkpoint.
final class Journal {
    private static final Logger LOG = LateLogger.of(Journal.class);
    private static final int BATCH_BYTES = 1 << 20;
    private static final int CONTENT_BYTES_MAX = Storage.FILE_BYTES_MAX / 2;

    /// What the file that is not written is doing.
    private enum Rest {
        EMPTY,
        CHECKPOINT,
        CHECKPOINT_FAILED
    }

    private final Debts debts;
    private final JournalSettings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<JournalEntry> waiting = new ArrayDeque<>();
    private JournalFile written;
    private JournalFile resting;
    private Rest rest = Rest.EMPTY;
    private boolean leading;
    private boolean closed;
    private long next = RandomUuids.next().getMostSignificantBits() >>> 2;

    /// @param files the two files, which [JournalReplay] has read
    Journal(Storage storage, List<Path> files, Debts debts, JournalSettings settings)
            throws IOException {
        this.debts = debts;
        this.settings = settings;
        this.written = new JournalFile(storage, files.getFirst(), settings.fileBytes());
        this.resting = new JournalFile(storage, files.getLast(), settings.fileBytes());
    }

    /// Brings a change to the disk; the files follow.
    ///
    /// @throws JournalDoubt when nobody knows whether it is there
    /// @throws IOException when it is not there
    void append(Change change) throws IOException {
        JournalEntry mine = new JournalEntry(change);
        if (mine.content().length > CONTENT_BYTES_MAX) {
            throw new IOException(
                    "the definition has "
                            + mine.content().length
                            + " bytes; at most "
                            + CONTENT_BYTES_MAX
                            + " are stored");
        }
        boolean wait;
        lock.lock();
        try {
            if (closed) {
                throw new IOException("the state is closed");
            }
            waiting.add(mine);
            wait = leading;
            leading = true;
        } finally {
            lock.unlock();
        }
        if (wait && !mine.await(settings.patience().toNanos())) {
            giveUp(mine);
        }
        if (!mine.decided()) {
            lead();
        }
        applied(change, mine.written());
    }

    private void applied(Change change, JournalFile file) {
        try {
            debts.owe(change);
        } finally {
            file.applied();
        }
    }

    /// Takes a change back that nobody has begun to write; returns where its turn has come, or
    /// where it is decided, in the last moment.
    private void giveUp(JournalEntry mine) throws IOException {
        String waited = settings.patience().toSeconds() + " s";
        lock.lock();
        try {
            if (mine.leads()) {
                return;
            }
            if (waiting.remove(mine)) {
                throw new IOException("the disk has not taken earlier changes within " + waited);
            }
        } finally {
            lock.unlock();
        }
        if (mine.abandon()) {
            throw new JournalDoubt(new IOException("the disk has not answered within " + waited));
        }
    }

    private void lead() {
        List<JournalEntry> batch = batch();
        IOException failure = new IOException("the journal's thread failed");
        try {
            JournalFile file = write(batch);
            for (JournalEntry entry : batch) {
                if (!entry.succeed(file)) {
                    applied(entry.change(), file);
                }
            }
        } catch (IOException e) {
            failure = e;
        } finally {
            for (JournalEntry entry : batch) {
                if (!entry.decided()) {
                    entry.fail(failure);
                }
            }
            passOn();
        }
    }

    private List<JournalEntry> batch() {
        List<JournalEntry> batch = new ArrayList<>();
        lock.lock();
        try {
            int bytes = 0;
            while (!waiting.isEmpty() && (batch.isEmpty() || bytes < BATCH_BYTES)) {
                JournalEntry entry = waiting.removeFirst();
                bytes += entry.content().length;
                batch.add(entry);
            }
        } finally {
            lock.unlock();
        }
        return batch;
    }

    private void passOn() {
        lock.lock();
        try {
            if (waiting.isEmpty()) {
                leading = false;
                changed.signalAll();
            } else {
                waiting.getFirst().lead();
            }
        } finally {
            lock.unlock();
        }
    }

    private JournalFile write(List<JournalEntry> batch) throws IOException {
        List<byte[]> contents = batch.stream().map(JournalEntry::content).toList();
        JournalFile file = room(JournalFormat.size(contents));
        file.append(JournalFormat.batch(next, contents), contents.size());
        next += contents.size();
        return file;
    }

    // ---- the two files

    /// The file that has room for a batch.
    private JournalFile room(int bytes) throws IOException {
        JournalFile file = written;
        if (file.end() + bytes > settings.fileBytes() && file.end() > JournalFormat.START) {
            turn();
        }
        if (written.end() + bytes > Storage.FILE_BYTES_MAX) {
            awaitCheckpoint();
            turn();
        }
        if (written.end() + bytes > Storage.FILE_BYTES_MAX) {
            throw new IOException(
                    "the journal is full, and what it has cannot be brought to its files");
        }
        return written;
    }

    /// Goes on in the other file, where that is empty. Only the leader calls this.
    private void turn() {
        if (rest(Rest.CHECKPOINT_FAILED, Rest.CHECKPOINT)) {
            execute(resting);
        }
        if (rest(Rest.EMPTY, Rest.CHECKPOINT)) {
            JournalFile full = written;
            written = resting;
            resting = full;
            execute(full);
        }
    }

    private boolean rest(Rest from, Rest to) {
        lock.lock();
        try {
            boolean is = rest == from;
            rest = is ? to : rest;
            changed.signalAll();
            return is;
        } finally {
            lock.unlock();
        }
    }

    private void execute(JournalFile file) {
        settings.checkpoints()
                .execute(
                        () -> {
                            Rest after = Rest.CHECKPOINT_FAILED;
                            try {
                                after = checkpoint(file);
                            } finally {
                                rest(Rest.CHECKPOINT, after);
                            }
                        });
    }

    private Rest checkpoint(JournalFile file) {
        try {
            file.awaitApplied(settings.patience());
            debts.settle();
            file.empty();
            return Rest.EMPTY;
        } catch (IOException e) {
            LOG.log(
                    Level.ERROR,
                    "stored changes stay in the journal; they cannot be brought to their files:"
                            + " {0}",
                    StorageFaults.words(e));
            return Rest.CHECKPOINT_FAILED;
        }
    }

    private void awaitCheckpoint() {
        long left = settings.patience().toNanos();
        lock.lock();
        try {
            while (rest == Rest.CHECKPOINT && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /// Takes no more changes, brings everything to its files, and lets go of the journal's.
    void close() {
        lock.lock();
        try {
            closed = true;
            long left = settings.patience().toNanos();
            while (leading && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        awaitCheckpoint();
        try (JournalFile one = written;
                JournalFile other = resting) {
            if (rest(Rest.CHECKPOINT_FAILED, Rest.EMPTY)) {
                checkpoint(other);
            }
            checkpoint(one);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "cannot close the journal: {0}", StorageFaults.words(e));
        }
    }
}
