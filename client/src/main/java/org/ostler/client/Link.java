package org.ostler.client;

import org.ostler.wire.ConnectionException;
import org.ostler.wire.protocol.Procedure;
import org.ostler.wire.protocol.XdrStruct;

import java.time.Duration;

/// Makes calls to one host, over whichever connection there is.
///
/// What only reads is said once more on a new connection when the old one was lost under it; what
/// changes something, only when it certainly did not reach the server. Immutable; several may use
/// one keeper, each with its own deadlines.
final class Link {
    /// Something said on a connection.
    interface Exchange<R> {
        R on(OpenConnection connection) throws ConnectionException, InterruptedException;
    }

    private final Keeper keeper;
    private final Options options;

    /// @param options of these calls
    Link(Keeper keeper, Options options) {
        this.keeper = keeper;
        this.options = options;
    }

    Options options() {
        return options;
    }

    String address() {
        return keeper.address();
    }

    Keeper keeper() {
        return keeper;
    }

    /// The same connection with that deadline for each call.
    Link within(Duration deadline) {
        return new Link(keeper, options.withTimeouts(options.connectTimeout(), deadline, deadline));
    }

    /// Makes a call that only reads.
    <A extends XdrStruct, R extends XdrStruct> R read(Procedure<A, R> procedure, A args) {
        return read(c -> c.call(procedure, args, options.callTimeout()));
    }

    /// Makes a call that changes something.
    <A extends XdrStruct, R extends XdrStruct> R change(Procedure<A, R> procedure, A args) {
        return say(c -> c.call(procedure, args, options.changeTimeout()), false);
    }

    /// Says what may be said twice.
    <R> R read(Exchange<R> exchange) {
        return say(exchange, true);
    }

    /// Says something.
    ///
    /// @param repeatable whether it may be said twice
    <R> R say(Exchange<R> exchange, boolean repeatable) {
        for (int attempt = 0; ; attempt++) {
            try {
                OpenConnection now = keeper.connected();
                try {
                    return exchange.on(now);
                } catch (ConnectionException e) {
                    boolean lost = e.reason() == ConnectionException.Reason.ENDED;
                    if (lost) {
                        keeper.lost(now, LinkFaults.words(e));
                    }
                    if (!lost || attempt > 0 || (!repeatable && e.outcomeUnknown())) {
                        throw LinkFaults.unanswered(address(), e, repeatable);
                    }
                }
            } catch (InterruptedException e) {
                throw LinkFaults.interrupted(repeatable);
            }
        }
    }
}
