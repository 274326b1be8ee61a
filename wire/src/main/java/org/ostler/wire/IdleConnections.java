package org.ostler.wire;

import org.ostler.api.log.LateLogger;
import org.ostler.posix.Epoll;
import org.ostler.posix.Fd;
import org.ostler.posix.PosixException;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Holds the connections that nothing comes from, so that they cost no thread, and lends threads to
/// those that something comes from.
///
/// A connection belongs to one owner at a time: a reading thread, or this. [#rest] gives it here,
/// and exactly one of two takes it back: the poller, one thread for all of them, when there is
/// something to read ([Resting#ready]), or whoever calls [#take] first. A reading thread keeps its
/// connection for as long as its peer goes on talking, which is what makes answers quick: nobody
/// has to be woken. Only when very many are read at once ([#isCrowded]) they are given back at
/// every pause.
///
/// Thread-safe.
public final class IdleConnections implements AutoCloseable {
    private static final Logger LOG = LateLogger.of(IdleConnections.class);

    /// Reading threads up to which one may wait for its peer to go on.
    private static final int CROWD = 128;

    private static final long SPARE_SECONDS = 10;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// A connection while nobody reads it.
    interface Resting {
        /// What there will be something to read from. It stays the connection's.
        Fd pollable();

        /// There is something to read, and the connection belongs to the caller's thread, the
        /// poller: this must not wait for anything.
        void ready();
    }

    /// A connection's place here, for life.
    final class Place {
        private final long token = tokens.incrementAndGet();

        /// Of the connection's owner.
        private boolean known;
    }

    private final AtomicLong tokens = new AtomicLong();
    private final ConcurrentHashMap<Long, Resting> resting = new ConcurrentHashMap<>();
    private final AtomicInteger reading = new AtomicInteger();
    private final Epoll epoll;
    private final Duration pause;
    private final ThreadPoolExecutor threads;

    private IdleConnections(Epoll epoll, Duration pause) {
        this.epoll = epoll;
        this.pause = pause;
        this.threads =
                new ThreadPoolExecutor(
                        0,
                        Integer.MAX_VALUE,
                        SPARE_SECONDS,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        Thread.ofPlatform()
                                .name("spare reader")
                                .daemon()
                                .stackSize(ConnectionThreads.STACK_BYTES)
                                .factory());
    }

    /// Starts the poller. A reading thread waits a second for its peer to go on.
    public static IdleConnections start() throws PosixException {
        return start(PAUSE);
    }

    /// As [#start()] with another pause.
    static IdleConnections start(Duration pause) throws PosixException {
        IdleConnections made = new IdleConnections(Epoll.create(), pause);
        Thread.ofPlatform()
                .name("idle clients")
                .daemon()
                .stackSize(ConnectionThreads.STACK_BYTES)
                .start(made::poll);
        return made;
    }

    private void poll() {
        try {
            for (int n = epoll.await(); n >= 0; n = epoll.await()) {
                for (int i = 0; i < n; i++) {
                    Resting found = resting.remove(epoll.token(i));
                    if (found != null) {
                        found.ready();
                    }
                }
            }
        } catch (PosixException e) {
            LOG.log(Level.ERROR, "idle clients can no longer be heard", e);
        }
    }

    Place place() {
        return new Place();
    }

    /// By the owner of a connection: gives it here. The caller must not touch it afterwards, unless
    /// [#take] gives it back to him.
    ///
    /// @return false when it could not be done, as when its descriptor is closed: it stays the
    ///   caller's
    boolean rest(Place place, Resting connection) {
        resting.put(place.token, connection);
        boolean known = place.known;
        place.known = true;
        try {
            if (known) {
                epoll.rearm(connection.pollable(), place.token);
            } else {
                epoll.watch(connection.pollable(), place.token);
            }
            return true;
        } catch (PosixException e) {
            // Nobody else can have taken it but one who ends it, and he has it then.
            return resting.remove(place.token) == null;
        }
    }

    /// Takes a connection back; false when it was not here.
    boolean take(Place place) {
        return resting.remove(place.token) != null;
    }

    /// As [#take], by a thread that goes on reading.
    boolean takeBack(Place place, Resting connection) {
        if (!take(place)) {
            return false;
        }
        try {
            epoll.silence(connection.pollable(), place.token);
        } catch (PosixException closed) {
            // The poller wakes once for nothing.
            return true;
        }
        return true;
    }

    /// Whether so many connections are read at this moment that none should wait for its peer on a
    /// thread.
    boolean isCrowded() {
        return reading.get() > CROWD;
    }

    /// Runs the reader of a connection on a thread of its own.
    ///
    /// @param name of the thread meanwhile
    /// @throws OutOfMemoryError when the system gives no more threads
    /// @throws java.util.concurrent.RejectedExecutionException when this is closed
    void read(String name, Runnable reader) {
        threads.execute(
                () -> {
                    Thread.currentThread().setName(name);
                    reading.incrementAndGet();
                    try {
                        reader.run();
                    } finally {
                        reading.decrementAndGet();
                        Thread.currentThread().setName("spare reader");
                    }
                });
    }

    /// How long a reading thread waits for its peer to go on.
    Duration pause() {
        return pause;
    }

    /// Connections that rest.
    int resting() {
        return resting.size();
    }

    /// Stops to listen to those that rest; end them before. Those that are read go on.
    @Override
    public void close() {
        epoll.close();
        threads.shutdown();
    }
}
