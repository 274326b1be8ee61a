package org.ostler.wire;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Counts the clients of a daemon over all its sockets, and makes its listeners wait while there
/// are too many.
///
/// As libvirtd does, a daemon that is full stops accepting; whoever connects then waits in the
/// socket's backlog until a place is free. Clients that have not authenticated are bounded more
/// tightly, and since each of them has a deadline for that, they cannot keep others out for longer.
/// Thread-safe.
public final class ConnectionAdmission {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();

    // Guarded by the lock.
    private Limits limits;
    private int clients;
    private int unauthenticated;

    /// How many clients there may be.
    ///
    /// @param clients at one time, at least 1 (libvirtd: 5000)
    /// @param unauthenticated of them not yet authenticated, at least 1 (libvirtd: 20)
    public record Limits(int clients, int unauthenticated) {
        public Limits {
            if (clients < 1 || unauthenticated < 1) {
                throw new IllegalArgumentException("a daemon takes at least one client");
            }
        }
    }

    /// @param maxClients at one time, at least 1 (libvirtd: 5000)
    /// @param maxUnauthenticated of them not yet authenticated, at least 1 (libvirtd: 20)
    public ConnectionAdmission(int maxClients, int maxUnauthenticated) {
        limits = new Limits(maxClients, maxUnauthenticated);
    }

    /// The limits that hold now.
    public Limits limits() {
        lock.lock();
        try {
            return limits;
        } finally {
            lock.unlock();
        }
    }

    /// Sets other limits. Clients beyond a lower one stay; nobody new is accepted until there is
    /// room again.
    public void limit(Limits other) {
        lock.lock();
        try {
            limits = other;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until there is a place. It is not kept: of several listeners that wait, each may then
    /// accept one client.
    void awaitRoom() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (clients >= limits.clients() || unauthenticated >= limits.unauthenticated()) {
                room.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Takes a place for a client that has been accepted.
    Place enter() {
        lock.lock();
        try {
            clients++;
            unauthenticated++;
            return new Place();
        } finally {
            lock.unlock();
        }
    }

    /// Clients at this moment.
    public int clients() {
        lock.lock();
        try {
            return clients;
        } finally {
            lock.unlock();
        }
    }

    /// Clients that have not authenticated.
    public int unauthenticated() {
        lock.lock();
        try {
            return unauthenticated;
        } finally {
            lock.unlock();
        }
    }

    /// One client's place.
    final class Place {
        private final AtomicBoolean authenticated = new AtomicBoolean();
        private final AtomicBoolean left = new AtomicBoolean();

        /// Ties the place to a connection: it is given up when the connection ends.
        void holdFor(ServerConnection connection) {
            var _ = connection.whenAuthenticated().thenRun(this::authenticated);
            var _ = connection.whenEnded().thenRun(this::leave);
        }

        private void authenticated() {
            if (authenticated.compareAndSet(false, true)) {
                free(0, 1);
            }
        }

        void leave() {
            if (left.compareAndSet(false, true)) {
                free(1, authenticated.compareAndSet(false, true) ? 1 : 0);
            }
        }

        private void free(int places, int anonymous) {
            lock.lock();
            try {
                clients -= places;
                unauthenticated -= anonymous;
                room.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
