package org.ostler.client;

import org.jspecify.annotations.Nullable;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.client.ConnectionState.Closed;
import org.ostler.client.ConnectionState.Lost;
import org.ostler.client.ConnectionState.Reconnecting;
import org.ostler.wire.ConnectionEnd;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Keeps the connection to one host, and makes a new one after a loss, as [Reconnect] says.
///
/// There is at most one attempt at a time: whoever needs a connection first makes it on his own
/// thread, and all who need it meanwhile wait for that attempt and share what comes of it. Whoever
/// first notices that a connection has ended, a caller or its reader, takes it away; only he starts
/// what follows. Thread-safe.
final class Keeper {
    /// An attempt that has failed.
    private record Failure(Fault fault, long nanoTime) {}

    /// Tells of the end of a connection; no lambda, for the first of its shape costs a fresh JVM
    /// milliseconds.
    private record Farewell(Keeper keeper, OpenConnection gone) implements Consumer<ConnectionEnd> {
        @Override
        public void accept(ConnectionEnd how) {
            keeper.lost(gone, how.message());
        }
    }

    private final Connector connector;
    private final SharedServices services;
    private final ConnectionStates states;
    private final Pushes pushes = new Pushes();

    /// Connections that belong to one use each, as a console's does.
    private final Set<OpenConnection> apart = ConcurrentHashMap.newKeySet();

    // These three are written under the monitor only, and read by anybody.
    private volatile @Nullable OpenConnection connection;
    private volatile @Nullable Attempt attempt;
    private volatile @Nullable Fault ended;

    /// Attempts since the last connection that held for a while.
    private final AtomicInteger attempts = new AtomicInteger();

    private final CountDownLatch ending = new CountDownLatch(1);

    /// Guarded by this.
    private boolean released;

    private volatile @Nullable Failure lastFailure;
    private volatile long connectedAt;

    /// @param services retained for this keeper, which releases them when it is closed
    Keeper(Connector connector, SharedServices services) {
        this.connector = connector;
        this.services = services;
        this.states = new ConnectionStates(services);
    }

    Options options() {
        return connector.options();
    }

    String address() {
        return connector.address();
    }

    ConnectionStates states() {
        return states;
    }

    /// Who hears what the server pushes.
    Pushes pushes() {
        return pushes;
    }

    /// A keeper of its own for the same host.
    Keeper another() {
        if (!services.retain()) {
            throw LinkFaults.closed(address());
        }
        return new Keeper(connector, services);
    }

    /// The connection that there is.
    @Nullable OpenConnection present() {
        return connection;
    }

    /// The connection, made if there is none.
    ///
    /// @throws Fault when there cannot be one
    OpenConnection connected() throws InterruptedException {
        for (; ; ) {
            OpenConnection now = connection;
            if (now != null) {
                return now;
            }
            Attempt mine = new Attempt();
            Attempt others = begunBefore(mine);
            if (others == null) {
                return attempt(mine);
            }
            OpenConnection made = joined(others);
            if (made != null) {
                return made;
            }
            // Who made it was interrupted; so this thread makes the next one.
        }
    }

    /// The attempt that is under way; null when this one is it now.
    private synchronized @Nullable Attempt begunBefore(Attempt mine) {
        Attempt others = attempt;
        if (others == null) {
            attempt = mine;
        }
        return others;
    }

    private synchronized void over() {
        attempt = null;
    }

    /// Takes the connection away if it is that one still.
    private synchronized boolean drop(OpenConnection gone) {
        boolean there = connection == gone;
        if (there) {
            connection = null;
        }
        return there;
    }

    private synchronized @Nullable OpenConnection exchange(@Nullable OpenConnection next) {
        OpenConnection last = connection;
        connection = next;
        return last;
    }

    private @Nullable OpenConnection joined(Attempt others) throws InterruptedException {
        // Whoever connects has this long for each step; there are five.
        Duration patience = options().connectTimeout().multipliedBy(6);
        if (!others.await(patience.toNanos())) {
            throw LinkFaults.busyConnecting(address());
        }
        return others.outcome();
    }

    private OpenConnection attempt(Attempt mine) throws InterruptedException {
        try {
            OpenConnection now = connection;
            OpenConnection made = now == null ? make() : now;
            mine.succeed(made);
            return made;
        } catch (Fault fault) {
            mine.fail(fault);
            throw fault;
        } finally {
            over();
            mine.abandon();
        }
    }

    private OpenConnection make() throws InterruptedException {
        refuseIfEnded();
        refuseIfTooSoon();
        if (lastFailure != null || connectedAt != 0) {
            states.become(new Reconnecting(attempts.incrementAndGet()));
        }
        try {
            OpenConnection made = connector.connect(services.services(), pushes);
            adopt(made);
            return made;
        } catch (Fault fault) {
            lastFailure = new Failure(fault, System.nanoTime());
            states.become(new Lost(fault.sentence()));
            throw fault;
        }
    }

    private void adopt(OpenConnection made) {
        connectedAt = System.nanoTime();
        var _ = exchange(made);
        if (ended != null) {
            var _ = drop(made);
            made.close();
            refuseIfEnded();
        }
        states.connected(address(), made.isOstler());
        made.whenEnded(new Farewell(this, made));
    }

    private void refuseIfEnded() {
        Fault why = ended;
        if (why != null) {
            throw why;
        }
    }

    /// With attempts in the background, a call does not repeat what has just failed.
    private void refuseIfTooSoon() {
        Failure last = lastFailure;
        Reconnect policy = options().reconnect();
        if (last != null
                && policy.mode() == Reconnect.Mode.AT_ONCE
                && System.nanoTime() - last.nanoTime() < policy.firstPause().toNanos() / 2) {
            throw last.fault();
        }
    }

    /// A connection has ended. By any thread, without waiting; of several only the first counts.
    void lost(OpenConnection gone, String how) {
        if (!drop(gone)) {
            return;
        }
        if (System.nanoTime() - connectedAt > options().reconnect().longestPause().toNanos()) {
            attempts.set(0);
        }
        states.become(new Lost(how));
        switch (options().reconnect().mode()) {
            case NEVER -> end(LinkFaults.lostForGood(address(), how), how);
            case WHEN_NEEDED -> {}
            case AT_ONCE -> startComingBack();
        }
    }

    private void startComingBack() {
        try {
            services.execute(this::comeBack);
        } catch (RejectedExecutionException closed) {
            // There is nothing to come back for.
        }
    }

    /// Makes attempts until there is a connection, or no hope.
    private void comeBack() {
        Reconnect policy = options().reconnect();
        long begun = System.nanoTime();
        try {
            if (attempts.get() > 0) {
                pause(policy);
            }
            while (ended == null) {
                try {
                    var _ = connected();
                    return;
                } catch (Fault fault) {
                    giveUpIfHopeless(policy, fault, System.nanoTime() - begun);
                }
                pause(policy);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pause(Reconnect policy) throws InterruptedException {
        Duration pause =
                policy.pause(Math.max(1, attempts.get()), ThreadLocalRandom.current().nextDouble());
        var _ = ending.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// A server that does not let us in is not asked again and again.
    private void giveUpIfHopeless(Reconnect policy, Fault fault, long forNanos) {
        boolean refused =
                fault.code() == FaultCode.AUTH_FAILED
                        || fault.code() == FaultCode.AUTH_UNAVAILABLE
                        || fault.code() == FaultCode.AUTH_CANCELLED;
        if (refused || forNanos > policy.giveUpAfter().toNanos()) {
            end(LinkFaults.lostForGood(address(), fault.sentence()), fault.sentence());
        }
    }

    /// A connection for one use, which ends together with this keeper.
    OpenConnection connectApart() throws InterruptedException {
        refuseIfEnded();
        OpenConnection made = connector.connect(services.services(), pushes);
        apart.add(made);
        made.whenEnded(_ -> apart.remove(made));
        if (ended != null) {
            made.close();
            refuseIfEnded();
        }
        return made;
    }

    private void end(Fault why, String reason) {
        if (isFirst(why)) {
            ending.countDown();
            states.become(new Closed(reason));
        }
    }

    private synchronized boolean isFirst(Fault why) {
        boolean first = ended == null;
        if (first) {
            ended = why;
        }
        return first;
    }

    private synchronized boolean release() {
        boolean first = !released;
        released = true;
        return first;
    }

    /// Takes leave of the server, and fails what is under way. A second time does nothing.
    void close() {
        if (!release()) {
            return;
        }
        end(LinkFaults.closed(address()), "closed by this program");
        OpenConnection now = exchange(null);
        if (now != null) {
            now.closeGently();
        }
        apart.forEach(OpenConnection::close);
        services.release();
    }
}
