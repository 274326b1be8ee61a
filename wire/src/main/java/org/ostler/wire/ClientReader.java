package org.ostler.wire;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// Reads a client's connection: a thread of its own, and callers that read for themselves.
///
/// A wake-up is what a call costs, so a platform thread that waits for an answer takes the reading
/// over for as long as it waits ("leads") and gets the answer without anybody being woken; what
/// else arrives meanwhile it deals out. Whoever holds [#reading] reads; everybody else waits for
/// his own answer. The background thread reads whenever nobody leads: it waits for readability,
/// never in a read, and takes the lock only for what is there. While calls follow each other
/// closely it stays out of the way and looks again every millisecond, so an event that falls
/// between two calls may be that late; as soon as a leader stops while others wait, he wakes it.
///
/// Where the transport does not let two threads wait at once, the background thread alone reads.
final class ClientReader implements Runnable {
    /// Whose connection it reads.
    interface Owner {
        /// Whether somebody waits for something to come.
        boolean isBusy();

        /// Deals with the current frame; one at a time.
        void deal(FrameReader frames);

        /// Nothing has come for a moment.
        void quiet();

        /// Whether such a moment is waited for, so that it has to be noticed soon.
        boolean awaitsQuiet();

        /// Reading is over.
        ///
        /// @param why absent at the plain end
        void readingEnded(@Nullable IOException why);
    }

    private static final long NEAR_NANOS = 1_000_000;

    /// How often a leader looks whether he has been interrupted.
    private static final long GLANCE_NANOS = 100_000_000;

    /// How long, and how often, a leader looks before the connection is greeted.
    private static final long SOON_NANOS = 5_000_000;

    private static final long LOOK_NANOS = 20_000;

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofMinutes(10);

    private final String name;
    private final Transport transport;
    private final FrameReader frames;
    private final boolean shared;
    private final Owner owner;

    private final ReentrantLock reading = new ReentrantLock();
    private volatile @Nullable Thread background;
    private volatile boolean leading;
    private volatile long lastLed = System.nanoTime() - NEAR_NANOS;
    private volatile boolean over;

    /// @param shared whether callers may read
    ClientReader(
            String name, Transport transport, FrameReader frames, boolean shared, Owner owner) {
        this.name = name;
        this.transport = transport;
        this.frames = frames;
        this.shared = shared && transport.manyMayWait();
        this.owner = owner;
    }

    void start() {
        // Not by a builder: a program that opens one connection has no other use for its classes.
        Thread made = new Thread(null, this, name + " reader", ConnectionThreads.STACK_BYTES);
        made.setDaemon(true);
        background = made;
        made.start();
    }

    /// Whether there is a background thread.
    boolean isStarted() {
        return background != null;
    }

    /// The background thread.
    @Override
    public void run() {
        try {
            if (shared) {
                readInTurn();
            } else {
                readAlone();
            }
            owner.readingEnded(null);
        } catch (IOException e) {
            owner.readingEnded(e);
        } finally {
            over = true;
            closeFrames();
        }
    }

    private void closeFrames() {
        reading.lock();
        try {
            frames.close();
        } finally {
            reading.unlock();
        }
    }

    private void readAlone() throws IOException {
        while (!over && frames.next()) {
            owner.deal(frames);
        }
    }

    private void readInTurn() throws IOException {
        while (!over) {
            if (leading || (isNear() && !owner.isBusy())) {
                LockSupport.parkNanos(this, NEAR_NANOS);
            } else if (!transport.awaitReadable(patience())) {
                relax();
                owner.quiet();
            } else if (reading.tryLock()) {
                try {
                    readWhatIsThere();
                } finally {
                    reading.unlock();
                }
            } else {
                LockSupport.parkNanos(this, NEAR_NANOS);
            }
        }
    }

    private Duration patience() {
        return frames.isRelaxed() && !owner.awaitsQuiet() ? LONG : PAUSE;
    }

    private boolean isNear() {
        return System.nanoTime() - lastLed < NEAR_NANOS;
    }

    private void relax() {
        if (reading.tryLock()) {
            try {
                frames.relax();
            } finally {
                reading.unlock();
            }
        }
    }

    private void readWhatIsThere() throws IOException {
        while (!over && frames.tryNext()) {
            owner.deal(frames);
        }
        if (frames.ended()) {
            over = true;
        }
    }

    /// Reads on the calling thread until `done`, the deadline, or the end, if nobody else reads at
    /// the moment.
    ///
    /// @return whether it is done; if not, the caller waits for others to bring his answer
    boolean lead(ClientCall done, long deadlineNanos) throws InterruptedException {
        if (!shared || Thread.currentThread().isVirtual() || !reading.tryLock()) {
            return done.isDone();
        }
        leading = true;
        try {
            readUntil(done, deadlineNanos);
        } catch (IOException e) {
            over = true;
            owner.readingEnded(e);
        } finally {
            lastLed = System.nanoTime();
            leading = false;
            reading.unlock();
            if (over || owner.isBusy()) {
                LockSupport.unpark(background);
            }
        }
        return done.isDone();
    }

    private void readUntil(ClientCall done, long deadlineNanos)
            throws IOException, InterruptedException {
        while (!over && !done.isDone()) {
            long left = deadlineNanos - System.nanoTime();
            if (left <= 0) {
                return;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            // The answer is hardly ever there already, so waiting comes first.
            if ((background != null || !comesSoon())
                    && !transport.awaitReadable(Duration.ofNanos(Math.min(left, GLANCE_NANOS)))) {
                owner.quiet();
            }
            while (!over && !done.isDone() && frames.tryNext()) {
                owner.deal(frames);
            }
            if (frames.ended()) {
                over = true;
                owner.readingEnded(null);
            }
            // What was read ahead must be dealt out too, for nobody would be woken for it.
            while (!over && holdsMore() && frames.tryNext()) {
                owner.deal(frames);
            }
        }
    }

    /// Looks again and again for a little while. Before the connection is greeted nothing to wait
    /// with has been made yet, and making it takes a fresh JVM longer than a server takes to
    /// answer.
    private boolean comesSoon() throws IOException {
        long begun = System.nanoTime();
        while (!over && System.nanoTime() - begun < SOON_NANOS) {
            if (frames.tryNext()) {
                owner.deal(frames);
                return true;
            }
            if (frames.ended()) {
                return false;
            }
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
        return false;
    }

    private boolean holdsMore() {
        return frames.hasWholeFrame() || transport.holdsBytes();
    }

    /// Whether callers may read. [Owner#quiet()] is told only then: elsewhere reading waits in the
    /// transport itself.
    boolean isShared() {
        return shared;
    }

    /// Whether the calling thread is the one whose only work is to read, and who may therefore wait
    /// for the consumer of a stream.
    boolean isBackground() {
        return Thread.currentThread() == background;
    }

    /// Lets the background thread end, if there is one; the transport has been closed, so nobody
    /// who reads is blocked.
    void stop() {
        over = true;
        if (background == null) {
            closeFrames();
        } else {
            LockSupport.unpark(background);
        }
    }
}
