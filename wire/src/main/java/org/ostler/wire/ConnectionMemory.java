package org.ostler.wire;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Memory for frames that all connections of a program share: what one takes beyond a little that
/// is always its own, the others have not.
///
/// When there is not enough, the connection that has held memory for longest without getting on (a
/// frame that does not become complete, a peer that does not read) is given up, so that what
/// remains serves those who do. A holder that took its first bytes, or last got on, less than a
/// second ago is safe.
///
/// Thread-safe. Connections are given up on threads of their own, never on that of whoever asks.
public final class ConnectionMemory {
    private static final Duration SAFE = Duration.ofSeconds(1);
    private static final Duration A_MOMENT = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final long limit;
    private final Executor tasks;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();

    // Guarded by the lock.
    private long taken;

    /// Those that hold something, the one that has not got on for longest first.
    private final LinkedHashSet<Account> holders = new LinkedHashSet<>();

    /// @param bytes for all connections together; must be more than the largest frame twice
    /// @param tasks runs the ends of connections that are given up
    public ConnectionMemory(long bytes, Executor tasks) {
        this.limit = bytes;
        this.tasks = tasks;
    }

    /// As much as there is, for a program with few connections that it trusts.
    ///
    /// @param tasks never used, for nobody is given up
    static ConnectionMemory unlimited(Executor tasks) {
        return new ConnectionMemory(Long.MAX_VALUE, tasks);
    }

    /// What one connection holds for one purpose.
    ///
    /// @param giveUp ends the connection, after which it gives everything back
    Account account(Runnable giveUp) {
        return new Account(giveUp, false);
    }

    /// What is held for something that ends by itself, so that nobody is given up for it.
    Account lastingAccount() {
        return new Account(null, true);
    }

    /// Bytes that are taken.
    long taken() {
        lock.lock();
        try {
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /// Gives up whoever has not got on for longest, unless that is `asking` or he is safe.
    ///
    /// @return nanoseconds after which it is worth trying again
    private long makeRoom(Account asking) {
        long now = System.nanoTime();
        for (Account oldest : holders) {
            long safe = oldest.gotOn + SAFE.toNanos() - now;
            if (safe > 0) {
                return safe;
            }
            Runnable giveUp = oldest.giveUp;
            if (giveUp != null && !oldest.equals(asking) && !oldest.givenUp) {
                oldest.givenUp = true;
                try {
                    tasks.execute(giveUp);
                } catch (RejectedExecutionException shuttingDown) {
                    return SAFE.toNanos();
                }
                return A_MOMENT.toNanos();
            }
        }
        return SAFE.toNanos();
    }

    /// One holder.
    final class Account {
        private final @Nullable Runnable giveUp;
        private final boolean lasting;

        // Guarded by the lock.
        private long held;
        private long gotOn;
        private boolean givenUp;

        /// @param lasting whether it is never given up
        private Account(@Nullable Runnable giveUp, boolean lasting) {
            this.giveUp = giveUp;
            this.lasting = lasting;
        }

        /// The most that it makes sense to ask for at once: somebody else gets on too.
        long most() {
            return limit / 2;
        }

        /// Takes bytes, waiting for others to give some back.
        ///
        /// @return false when there were none in time, or it is interrupted or given up
        boolean take(long bytes) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            lock.lock();
            try {
                while (taken + bytes > limit) {
                    long left = deadline - System.nanoTime();
                    if (left <= 0 || givenUp) {
                        return false;
                    }
                    long _ = room.awaitNanos(Math.min(left, makeRoom(this)));
                }
                add(bytes);
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            } finally {
                lock.unlock();
            }
        }

        /// Takes bytes if there are some.
        boolean tryTake(long bytes) {
            lock.lock();
            try {
                if (taken + bytes > limit) {
                    makeRoom(this);
                    return false;
                }
                add(bytes);
                return true;
            } finally {
                lock.unlock();
            }
        }

        private void add(long bytes) {
            if (held == 0) {
                gotOn = System.nanoTime();
                if (!lasting) {
                    holders.add(this);
                }
            }
            held += bytes;
            taken += bytes;
        }

        void give(long bytes) {
            lock.lock();
            try {
                held -= bytes;
                taken -= bytes;
                if (held == 0) {
                    holders.remove(this);
                }
                room.signalAll();
            } finally {
                lock.unlock();
            }
        }

        /// What it holds serves: something is complete.
        void gotOn() {
            lock.lock();
            try {
                gotOn = System.nanoTime();
                if (holders.remove(this)) {
                    holders.add(this);
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
