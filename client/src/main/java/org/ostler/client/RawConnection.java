package org.ostler.client;

import org.ostler.api.Fault;
import org.ostler.wire.ClientStream;
import org.ostler.wire.protocol.Nothing;
import org.ostler.wire.protocol.Procedure;
import org.ostler.wire.protocol.XdrStruct;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Any procedure of the wire, by its typed records: what lies below [RemoteHypervisor], for what
/// the API does not have, and for many calls at once.
///
/// Procedures are the constants of `org.ostler.wire.protocol` ([RemoteProcedures] and its like).
/// All failures are [Fault]s. A lost connection is made anew for the next call; but no call is said
/// twice, unless it certainly did not reach the server: a fault that is `outcomeUnknown` says that
/// it may have been carried out. Thread-safe; any number of calls may be under way at once, and
/// none waits for another's answer.
///
/// [RemoteProcedures]: org.ostler.wire.protocol.RemoteProcedures
public final class RawConnection implements AutoCloseable {
    private final Link link;
    private final boolean closes;

    /// @param closes whether closing this one ends the connection
    RawConnection(Link link, boolean closes) {
        this.link = link;
        this.closes = closes;
    }

    /// Connects by a libvirt URI, as [RemoteHypervisor#open(String, Options)].
    public static RawConnection open(String uri, Options options) {
        return RemoteHypervisor.open(uri, options).rawOfItsOwn();
    }

    /// Connects to a daemon on this machine, as [RemoteHypervisor#open(Path, String, Options)].
    public static RawConnection open(Path socket, String uri, Options options) {
        return RemoteHypervisor.open(socket, uri, options).rawOfItsOwn();
    }

    /// Makes a call and waits for its answer. Interrupting the thread stops waiting.
    ///
    /// @param deadline from now until the answer
    /// @throws Fault what the server says against it, or why there is no answer
    public <A extends XdrStruct, R extends XdrStruct> R call(
            Procedure<A, R> procedure, A arguments, Duration deadline) {
        return link.say(c -> c.call(procedure, arguments, deadline), false);
    }

    /// Makes a call without waiting for its answer; waits only for a connection if there is none.
    ///
    /// What depends on the future runs on the thread that reads the connection, and must neither
    /// block nor wait for another call; it may submit calls, which then go out together. Cancelling
    /// it stops waiting; the server is not told.
    ///
    /// @param deadline from now until the answer
    /// @return completed with the answer, or exceptionally with a [Fault]
    public <A extends XdrStruct, R extends XdrStruct> CompletableFuture<R> submit(
            Procedure<A, R> procedure, A arguments, Duration deadline) {
        try {
            return link.keeper().connected().submit(procedure, arguments, deadline);
        } catch (Fault fault) {
            return CompletableFuture.failedFuture(fault);
        } catch (InterruptedException e) {
            return CompletableFuture.failedFuture(LinkFaults.interrupted(true));
        }
    }

    /// Makes a call that opens a stream, in the directions that the procedure has.
    ///
    /// @param sparse whether holes may be skipped; only where the arguments' flags say so too
    public <A extends XdrStruct> ClientStream stream(
            Procedure<A, Nothing> procedure, A arguments, boolean sparse, Duration deadline) {
        return link.say(c -> c.open(procedure, arguments, sparse, deadline), false);
    }

    /// Tells of every message of that kind that the server pushes, over whichever connection; what
    /// the server needs for pushing it, as registering a callback, is the caller's, anew after each
    /// [ConnectionState.Connected].
    ///
    /// @param told called by the thread that reads the connection, one at a time and in order; must
    ///   neither block nor wait for a call
    public <M extends XdrStruct> ConnectionWatch hear(
            Procedure<M, Nothing> event, Consumer<M> told) {
        return link.keeper().pushes().hear(event, told);
    }

    /// How it stands with the connection just now.
    public ConnectionState state() {
        return link.keeper().states().current();
    }

    /// Tells of the present state and of all that follow, as [RemoteHypervisor#watch].
    public ConnectionWatch watch(Consumer<ConnectionState> told) {
        return link.keeper().states().watch(told);
    }

    /// Takes leave of the server. One that was made by [RemoteHypervisor#raw()] closes nothing.
    @Override
    public void close() {
        if (closes) {
            link.keeper().close();
        }
    }

    @Override
    public String toString() {
        return link.address();
    }
}
