package org.ostler.client;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/// The present [ConnectionState], and those who want to know of the next ones.
///
/// Whoever changes the state never waits for a watcher: each has a queue of its own, emptied by one
/// task at a time, in order. When a watcher takes so long that the queue is full, the oldest state
/// in it is dropped, for the newest is what counts. Thread-safe.
final class ConnectionStates {
    private static final int QUEUE_MAX = 64;

    private final Executor tasks;
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

    // Guarded by this.

    /// Absent until somebody asks, where it follows from [#server]: most programs never do.
    private @Nullable ConnectionState current;

    /// Where the connection leads that is there, or was last.
    private @Nullable String server;

    private boolean ostler;

    /// Whether the last state has come; said apart, so that a program that only opens a connection
    /// loads none of the states' classes.
    private boolean closed;

    /// @param tasks where watchers are told
    ConnectionStates(Executor tasks) {
        this.tasks = tasks;
    }

    synchronized ConnectionState current() {
        ConnectionState known = current;
        if (known == null) {
            known =
                    server == null
                            ? new ConnectionState.Lost("not connected yet")
                            : new ConnectionState.Connected(server, ostler);
            current = known;
        }
        return known;
    }

    /// The next state, unless the last one has come.
    synchronized void become(ConnectionState next) {
        if (closed) {
            return;
        }
        closed = next instanceof ConnectionState.Closed;
        current = next;
        tell();
    }

    /// There is a connection, unless the last state has come.
    synchronized void connected(String to, boolean isOstler) {
        if (closed) {
            return;
        }
        server = to;
        ostler = isOstler;
        current = null;
        tell();
    }

    private void tell() {
        for (Watcher watcher : watchers) {
            watcher.offer(current());
        }
    }

    /// Tells of the present state and of all that follow.
    synchronized ConnectionWatch watch(Consumer<ConnectionState> told) {
        Watcher watcher = new Watcher(told);
        watchers.add(watcher);
        watcher.offer(current());
        return () -> {
            watchers.remove(watcher);
            watcher.forget();
        };
    }

    /// One who is told.
    private final class Watcher {
        private final Consumer<ConnectionState> told;

        // Guarded by this.
        private final ArrayDeque<ConnectionState> queue = new ArrayDeque<>();
        private boolean running;

        Watcher(Consumer<ConnectionState> told) {
            this.told = told;
        }

        synchronized void offer(ConnectionState state) {
            if (queue.size() >= QUEUE_MAX) {
                queue.remove();
            }
            queue.add(state);
            if (!running) {
                running = start();
            }
        }

        private boolean start() {
            try {
                tasks.execute(this::run);
                return true;
            } catch (RejectedExecutionException closed) {
                return false;
            }
        }

        private void run() {
            boolean survived = false;
            try {
                while (one()) {}
                survived = true;
            } finally {
                if (!survived) {
                    goOn();
                }
            }
        }

        /// The watcher threw, which ends this task; the states that follow get another.
        private synchronized void goOn() {
            running = !queue.isEmpty() && start();
        }

        private boolean one() {
            ConnectionState next;
            synchronized (this) {
                next = queue.poll();
                if (next == null) {
                    running = false;
                    return false;
                }
            }
            told.accept(next);
            return true;
        }

        synchronized void forget() {
            queue.clear();
        }
    }
}
