package org.ostler.client;

import org.jspecify.annotations.Nullable;
import org.ostler.wire.ConnectionException;
import org.ostler.wire.protocol.Procedure;
import org.ostler.wire.protocol.XdrStruct;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/// Keeps a connection to one host, and makes a new one when it is needed after a loss.
///
/// What only reads is said once more on a new connection when the old one was lost under it; what
/// changes something, only when it certainly did not reach the server. Thread-safe: the lock keeps
/// two threads from connecting at the same time.
final class Link {
    /// Something said on a connection.
    interface Exchange<R> {
        R on(OpenConnection connection) throws ConnectionException, InterruptedException;
    }

    private final Connector connector;
    private final SharedServices services;
    private final ReentrantLock lock = new ReentrantLock();

    /// Connections that belong to one use each, as a console's does.
    private final Set<OpenConnection> apart = ConcurrentHashMap.newKeySet();

    private final AtomicReference<@Nullable OpenConnection> connection = new AtomicReference<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /// @param services retained for this link, which releases them when it is closed
    Link(Connector connector, SharedServices services) {
        this.connector = connector;
        this.services = services;
    }

    Options options() {
        return connector.options();
    }

    String address() {
        return connector.address();
    }

    boolean isClosed() {
        return closed.get();
    }

    /// A link of its own to the same host.
    Link another() {
        if (!services.retain()) {
            throw LinkFaults.closed(address());
        }
        return new Link(connector, services);
    }

    /// Makes a call that only reads.
    <A extends XdrStruct, R extends XdrStruct> R read(Procedure<A, R> procedure, A args) {
        return read(c -> c.call(procedure, args, options().callTimeout()));
    }

    /// Makes a call that changes something.
    <A extends XdrStruct, R extends XdrStruct> R change(Procedure<A, R> procedure, A args) {
        return say(c -> c.call(procedure, args, options().changeTimeout()), false);
    }

    /// Says what may be said twice.
    <R> R read(Exchange<R> exchange) {
        return say(exchange, true);
    }

    private <R> R say(Exchange<R> exchange, boolean repeatable) {
        for (int attempt = 0; ; attempt++) {
            OpenConnection now = connected(repeatable);
            try {
                return exchange.on(now);
            } catch (ConnectionException e) {
                boolean lost = e.reason() == ConnectionException.Reason.ENDED;
                if (lost) {
                    drop(now);
                }
                if (closed.get()) {
                    throw LinkFaults.closed(address());
                }
                if (!lost || attempt > 0 || (!repeatable && e.outcomeUnknown())) {
                    throw LinkFaults.unanswered(address(), e, repeatable);
                }
            } catch (InterruptedException e) {
                throw LinkFaults.interrupted(repeatable);
            }
        }
    }

    /// Connects now, so that a server that is not there is known of at once.
    void connect() {
        var _ = connected(true);
    }

    /// The connection, made if there is none.
    private OpenConnection connected(boolean repeatable) {
        OpenConnection now = connection.get();
        if (now != null) {
            return now;
        }
        try {
            return connectOnce();
        } catch (InterruptedException e) {
            throw LinkFaults.interrupted(repeatable);
        }
    }

    private OpenConnection connectOnce() throws InterruptedException {
        // Whoever connects has this long for each step; there are five.
        long patience = 6 * options().connectTimeout().toNanos();
        if (!lock.tryLock(patience, TimeUnit.NANOSECONDS)) {
            throw LinkFaults.busyConnecting(address());
        }
        try {
            OpenConnection now = connection.get();
            if (now != null) {
                return now;
            }
            if (closed.get()) {
                throw LinkFaults.closed(address());
            }
            OpenConnection made = connector.connect(services.services());
            connection.set(made);
            if (closed.get()) {
                connection.set(null);
                made.close();
                throw LinkFaults.closed(address());
            }
            made.whenEnded(() -> drop(made));
            return made;
        } finally {
            lock.unlock();
        }
    }

    /// A connection for one use, which ends together with this link.
    OpenConnection connectApart() throws InterruptedException {
        if (closed.get()) {
            throw LinkFaults.closed(address());
        }
        OpenConnection made = connector.connect(services.services());
        apart.add(made);
        made.whenEnded(() -> apart.remove(made));
        if (closed.get()) {
            made.close();
            throw LinkFaults.closed(address());
        }
        return made;
    }

    /// Forgets a connection that has ended. By any thread, without waiting.
    private void drop(OpenConnection ended) {
        connection.compareAndSet(ended, null);
    }

    /// Takes leave of the server, and fails what is under way. A second time does nothing.
    void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        OpenConnection now = connection.get();
        if (now != null) {
            now.closeGently();
            drop(now);
        }
        apart.forEach(OpenConnection::close);
        services.release();
    }
}
