package org.ostler.wire;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/// Watches one connection for silence: every frame that arrives proves life; after an interval of
/// silence it sends a PING, after too many without any frame it gives up.
///
/// [#received()] is called by the reading thread for each frame and costs one read of the clock.
/// Everything else happens in [#run()] on the timer thread, one task per connection and interval.
/// While the reader itself declines to read (because the peer is flooding it), silence is our own
/// doing and is not counted.
final class Keepalive implements Runnable {
    /// What it asks of its connection.
    interface Owner {
        /// To send a PING.
        void ping();

        /// To end: the peer has been silent for too long.
        void silent();
    }

    private final ConnectionClock clock;
    private final Owner owner;

    private volatile long lastReceived;
    private volatile boolean paused;
    private volatile boolean stopped;

    /// Guarded by this, as is the rest.
    private boolean started;

    private KeepaliveSettings settings = KeepaliveSettings.SERVER;
    private long lastSeen;
    private int unanswered;

    Keepalive(ConnectionClock clock, Owner owner) {
        this.clock = clock;
        this.owner = owner;
    }

    /// Begins to watch; a second time changes nothing.
    synchronized void start(KeepaliveSettings wanted) {
        if (started || stopped) {
            return;
        }
        started = true;
        settings = wanted;
        lastReceived = clock.now();
        lastSeen = lastReceived;
        schedule(settings.interval().toNanos());
    }

    /// A frame has arrived.
    void received() {
        lastReceived = clock.now();
    }

    /// The reader stops reading for a while, or reads again.
    void pause(boolean on) {
        lastReceived = clock.now();
        paused = on;
    }

    void stop() {
        stopped = true;
    }

    /// Looks whether it is time for something.
    @Override
    public synchronized void run() {
        if (stopped) {
            return;
        }
        long interval = settings.interval().toNanos();
        long received = paused ? clock.now() : lastReceived;
        if (received != lastSeen) {
            lastSeen = received;
            unanswered = 0;
        }
        long due = received + interval * (unanswered + 1L);
        long left = due - clock.now();
        if (left > 0) {
            schedule(left);
        } else if (unanswered == settings.count()) {
            stopped = true;
            owner.silent();
        } else {
            unanswered++;
            owner.ping();
            schedule(interval);
        }
    }

    private void schedule(long nanos) {
        try {
            var _ = clock.timer().schedule(this, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException shuttingDown) {
            stopped = true;
        }
    }
}
