package org.ostler.wire;

import org.ostler.wire.StreamException.Reason;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/// The server's end of a stream: data that follows a call's reply, both ways or one way.
///
/// A handler opens it by [ServerCall#openStream] *before* it answers the call, answers, and then
/// uses it on a thread that may block. Reading and writing may happen on two threads. It always
/// ends with exactly one of:
///
/// - download: write …, [#finish()]; the client acknowledges by itself.
/// - upload: read … until -1, make the data durable, [#finish()]: only then the client learns that
///   it succeeded.
/// - [#fail]: the client gets the error.
/// - the client aborts, or the connection ends: reads and writes throw [StreamException].
///
/// Frames that arrive for a stream that has ended are dropped. Received by the connection's reader,
/// which waits while more than four chunks are unread.
public final class ServerStream implements AutoCloseable {
    private final ServerConnection connection;
    private final ServerStreams streams;
    private final FrameHeader call;
    private final StreamKind kind;
    private final StreamInbox inbox = new StreamInbox();
    private final StreamOutlet outlet;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    // Guarded by this.
    private boolean finishedByPeer;
    private boolean finishedHere;
    private boolean over;

    ServerStream(
            ServerConnection connection,
            ServerStreams streams,
            FrameHeader call,
            StreamKind kind,
            ConnectionWriter writer) {
        this.connection = connection;
        this.streams = streams;
        this.call = call;
        this.kind = kind;
        this.outlet = new StreamOutlet(writer, call);
    }

    StreamKey key() {
        return StreamKey.of(call);
    }

    public StreamKind kind() {
        return kind;
    }

    /// Reads what the client sent, waiting for something.
    ///
    /// @return bytes read; -1 when the client has finished; 0 when a hole comes next, see
    ///   [#takeHole()]
    public int read(ByteBuffer target) throws StreamException, InterruptedException {
        return inbox.read(target);
    }

    /// The length of the hole that comes next, which is thereby passed; 0 when data or the end
    /// comes next. Waits for something.
    public long takeHole() throws StreamException, InterruptedException {
        return inbox.takeHole();
    }

    /// Sends all remaining bytes, waiting while the client is slow. Multiples of [#chunkBytes()]
    /// make the fewest frames.
    public void write(ByteBuffer source) throws StreamException, InterruptedException {
        outlet.write(source);
    }

    /// Skips bytes that the client shall take for zeros.
    public void writeHole(long length) throws StreamException, InterruptedException {
        if (!kind.sparse()) {
            throw new IllegalStateException("the client did not ask for holes: " + call.describe());
        }
        outlet.writeHole(length);
    }

    /// The most data of one frame.
    public static int chunkBytes() {
        return StreamOutlet.CHUNK_BYTES;
    }

    /// Ends it in success: all was written, or all that was read is safe.
    public void finish() {
        boolean acknowledge;
        synchronized (this) {
            if (over || finishedHere) {
                return;
            }
            finishedHere = true;
            acknowledge = finishedByPeer;
        }
        outlet.close(closedHere());
        if (acknowledge) {
            end(closedHere());
            outlet.sendControl(FrameHeader.OK, ByteBuffer.allocate(0));
        } else {
            // The end of the data; the client answers with its own finish.
            outlet.sendControl(FrameHeader.CONTINUE, ByteBuffer.allocate(0));
        }
    }

    /// Ends it in failure. Does nothing on a stream that has ended.
    ///
    /// @param error encoded
    public void fail(ByteBuffer error) {
        if (end(closedHere())) {
            outlet.sendControl(FrameHeader.ERROR, error);
        }
    }

    /// Fails the stream unless it was finished or has ended.
    @Override
    public void close() {
        boolean given;
        synchronized (this) {
            given = !over && !finishedHere;
        }
        if (given) {
            fail(connection.rpcError("the stream was given up by the server"));
        }
    }

    /// Done when nothing more can happen on it, in whatever way. Dependent actions must not block.
    public CompletableFuture<Void> whenOver() {
        return closed.copy();
    }

    /// A frame of this stream; by the connection's reader.
    void receive(FrameHeader header, ByteBuffer payload) {
        if (header.type() == FrameType.STREAM_HOLE) {
            receiveHole(payload);
            return;
        }
        switch (header.status()) {
            case FrameHeader.CONTINUE -> receiveData(payload);
            case FrameHeader.OK -> finishedByPeer();
            case FrameHeader.ERROR -> abortedByPeer();
            default -> {}
        }
    }

    private void receiveHole(ByteBuffer payload) {
        if (!kind.sparse() || !kind.toServer() || payload.remaining() < 12) {
            // libvirt hangs up on a hole where none is allowed.
            connection.violated("a hole on a stream without holes: " + call.describe());
            return;
        }
        long length = payload.getLong(payload.position());
        if (length < 0) {
            connection.violated("a hole of %d bytes: %s".formatted(length, call.describe()));
            return;
        }
        inbox.putHole(length);
        streams.awaitRoom(inbox);
    }

    private void receiveData(ByteBuffer payload) {
        if (!kind.toServer()) {
            fail(connection.rpcError("this stream takes no data: " + call.describe()));
            return;
        }
        inbox.putData(payload);
        streams.awaitRoom(inbox);
    }

    private void finishedByPeer() {
        boolean acknowledge;
        synchronized (this) {
            if (over || finishedByPeer) {
                return;
            }
            finishedByPeer = true;
            acknowledge = finishedHere;
        }
        inbox.end();
        outlet.close(
                new StreamException(
                        Reason.FINISHED_BY_PEER, "the client finished the stream early"));
        if (acknowledge) {
            end(closedHere());
            outlet.sendControl(FrameHeader.OK, ByteBuffer.allocate(0));
        }
    }

    private void abortedByPeer() {
        if (end(new StreamException(Reason.ABORTED_BY_PEER, "the client aborted the stream"))) {
            outlet.sendControl(FrameHeader.OK, ByteBuffer.allocate(0));
        }
    }

    /// The connection has ended.
    void disconnected() {
        end(new StreamException(Reason.DISCONNECTED, "the connection has ended"));
    }

    private StreamException closedHere() {
        return new StreamException(Reason.CLOSED_HERE, "the stream has been ended by the server");
    }

    /// False when it had ended before.
    private boolean end(StreamException why) {
        synchronized (this) {
            if (over) {
                return false;
            }
            over = true;
        }
        streams.remove(this);
        inbox.fail(why);
        outlet.close(why);
        closed.complete(null);
        return true;
    }

    @Override
    public String toString() {
        return "stream of " + call.describe();
    }
}
