package org.ostler.driver.xen;

import org.ostler.engine.spi.Guest;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/// A domain that runs, and who may speak for it.
///
/// Jobs change the domain and report what they did; the look at the host ([XenLook]) reports what
/// others did. So that a look that was taken before a job's change does not undo the job's report,
/// a job marks its time by [#change], and a look says something only of domains that no job touched
/// since it was begun ([#observe]). The end is told once, by whoever claims it first.
///
/// Thread-safe. The lock is held while a state is reported, never during a call of libxl.
final class XenGuest {
    private static final Duration QUICK_END = Duration.ofSeconds(2);
    private static final int QUICK_ENDS_MAX = 5;

    private final Guest guest;
    private final int domid;
    private final boolean own;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicReference<Optional<ShutdownReason>> lastWords =
            new AtomicReference<>(Optional.empty());
    private final long bornNanos = System.nanoTime();
    private final int quickEnds;
    private volatile boolean doubtful;
    private long epoch; // guarded by lock
    private int changes; // guarded by lock
    private boolean ending; // guarded by lock
    private boolean ended; // guarded by lock

    /// @param own whether this driver made it, and acts when it ends
    XenGuest(Guest guest, int domid, boolean own) {
        this(guest, domid, own, 0);
    }

    private XenGuest(Guest guest, int domid, boolean own, int quickEnds) {
        this.guest = guest;
        this.domid = domid;
        this.own = own;
        this.quickEnds = quickEnds;
    }

    /// The domain that takes this one's place after a restart.
    XenGuest successor(int newDomid) {
        boolean quick = System.nanoTime() - bornNanos < QUICK_END.toNanos();
        return new XenGuest(guest, newDomid, own, quick ? quickEnds + 1 : 0);
    }

    /// Whether it and those before it ended so soon after their starts that another start would be
    /// in vain.
    boolean endsTooOften() {
        return quickEnds >= QUICK_ENDS_MAX && System.nanoTime() - bornNanos < QUICK_END.toNanos();
    }

    /// Nobody knows whether a call changed it: the next look must tell, even if nothing changed.
    void doubt() {
        doubtful = true;
    }

    /// Whether there was a doubt; ends it.
    boolean takeDoubt() {
        boolean was = doubtful;
        doubtful = false;
        return was;
    }

    Guest guest() {
        return guest;
    }

    int domid() {
        return domid;
    }

    /// Whether its end is this driver's business.
    boolean isOwn() {
        return own;
    }

    /// The number of changes so far; goes with [#observe].
    long epoch() {
        lock.lock();
        try {
            return epoch;
        } finally {
            lock.unlock();
        }
    }

    /// A job changes the domain from now on until the result is closed.
    Change change() {
        lock.lock();
        try {
            changes++;
        } finally {
            lock.unlock();
        }
        return () -> {
            lock.lock();
            try {
                changes--;
                epoch++;
            } finally {
                lock.unlock();
            }
        };
    }

    /// The time of a job's change.
    @FunctionalInterface
    interface Change extends AutoCloseable {
        @Override
        void close();
    }

    /// Reports what a look saw, unless a job has changed the domain since the look began or it has
    /// ended.
    ///
    /// @param before [#epoch] when the look began
    void observe(long before, Runnable report) {
        lock.lock();
        try {
            if (!ended && !ending && changes == 0 && epoch == before) {
                report.run();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Claims to bring the shut down domain to its end; only one may at a time.
    boolean beginEnding() {
        lock.lock();
        try {
            boolean mine = !ended && !ending && changes == 0;
            ending |= mine;
            return mine;
        } finally {
            lock.unlock();
        }
    }

    /// Whoever brought it to its end is done with that: it is gone, stays as it is, or its turn
    /// never came.
    void stopEnding() {
        lock.lock();
        try {
            ending = false;
            epoch++;
        } finally {
            lock.unlock();
        }
    }

    /// Claims to tell that it has vanished, as a look saw; false where a job has changed the domain
    /// since the look began, or somebody else tells.
    ///
    /// @param before [#epoch] when the look began
    boolean claimVanished(long before) {
        lock.lock();
        try {
            boolean mine = !ended && !ending && changes == 0 && epoch == before;
            ended |= mine;
            return mine;
        } finally {
            lock.unlock();
        }
    }

    /// Claims to tell of the end; true for one caller.
    boolean claimEnd() {
        lock.lock();
        try {
            boolean mine = !ended;
            ended = true;
            return mine;
        } finally {
            lock.unlock();
        }
    }

    /// Why it shut down, as last seen while it was still there.
    Optional<ShutdownReason> lastWords() {
        return lastWords.get();
    }

    void lastWords(ShutdownReason reason) {
        lastWords.set(Optional.of(reason));
    }
}
