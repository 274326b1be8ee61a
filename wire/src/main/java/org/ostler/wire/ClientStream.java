package org.ostler.wire;

import org.ostler.wire.StreamException.Reason;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The client's end of a stream that a call has opened.
///
/// Reading and writing may happen on two threads. After the last write, or after -1 was read, comes
/// [#finish]: only when it returns has the server taken everything. Data that is not read is kept
/// up to four chunks; then nothing more of this connection is read as long as no call waits for an
/// answer, and beyond [ClientSettings#unreadStreamBytes] the stream fails. Large transfers that may
/// stall are best given a connection of their own.
public final class ClientStream implements AutoCloseable {
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final ClientConnection connection;
    private final ClientStreams streams;
    private final FrameHeader call;
    private final StreamKind kind;
    private final StreamInbox inbox = new StreamInbox();
    private final StreamOutlet outlet;
    private final CompletableFuture<Void> acknowledged = new CompletableFuture<>();

    // Guarded by this.
    private boolean ending;
    private boolean over;

    ClientStream(
            ClientConnection connection,
            ClientStreams streams,
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

    /// Reads what the server sent, waiting for something.
    ///
    /// @return bytes read; -1 at the end of the data; 0 when a hole comes next, see [#takeHole()]
    public int read(ByteBuffer target) throws StreamException, InterruptedException {
        return inbox.read(target);
    }

    /// The length of the hole that comes next, which is thereby passed; 0 when data or the end
    /// comes next. Waits for something.
    public long takeHole() throws StreamException, InterruptedException {
        return inbox.takeHole();
    }

    /// Sends all remaining bytes, waiting while the server is slow.
    public void write(ByteBuffer source) throws StreamException, InterruptedException {
        outlet.write(source);
    }

    /// Skips bytes that the server shall take for zeros.
    public void writeHole(long length) throws StreamException, InterruptedException {
        if (!kind.sparse()) {
            throw new IllegalStateException("the stream was opened without holes");
        }
        outlet.writeHole(length);
    }

    /// Ends it in success and waits for the server to confirm that.
    ///
    /// @throws StreamException the server failed it, or did not answer in time
    public void finish(Duration timeout) throws StreamException, InterruptedException {
        end(FrameHeader.OK, timeout);
    }

    /// Gives it up and waits for the server to confirm that.
    public void abort(Duration timeout) throws StreamException, InterruptedException {
        end(FrameHeader.ERROR, timeout);
    }

    private void end(int status, Duration timeout) throws StreamException, InterruptedException {
        boolean first;
        synchronized (this) {
            first = !ending && !over;
            ending = true;
        }
        if (first) {
            outlet.close(new StreamException(Reason.CLOSED_HERE, "the stream has been ended"));
            outlet.sendControl(status, ByteBuffer.allocate(0));
        }
        try {
            acknowledged.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            StreamException late =
                    new StreamException(
                            Reason.TIMED_OUT, "the server did not confirm within " + timeout);
            over(late);
            throw late;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StreamException why) {
                throw why.again();
            }
            throw new AssertionError(e);
        }
    }

    /// Aborts it unless it has ended.
    @Override
    public void close() {
        boolean alive;
        synchronized (this) {
            alive = !ending && !over;
        }
        if (!alive) {
            return;
        }
        try {
            abort(CLOSING);
        } catch (StreamException ended) {
            // In one way or another it is over, which is all that close promises.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A frame of this stream; by the thread that reads the connection.
    void receive(FrameHeader header, ByteBuffer payload) {
        if (header.type() == FrameType.STREAM_HOLE) {
            receiveHole(payload);
            return;
        }
        switch (header.status()) {
            case FrameHeader.CONTINUE -> receiveData(payload);
            case FrameHeader.OK -> confirmed();
            case FrameHeader.ERROR ->
                    over(
                            new StreamException(
                                    Reason.FAILED_BY_PEER,
                                    "the server failed the stream",
                                    ByteBuffer.allocate(payload.remaining())
                                            .put(payload.duplicate())
                                            .flip()));
            default -> {}
        }
    }

    private void receiveHole(ByteBuffer payload) {
        long length = payload.remaining() < 12 ? -1 : payload.getLong(payload.position());
        if (!kind.sparse() || length < 0) {
            connection.violated("a hole where none is allowed: " + call.describe());
            return;
        }
        inbox.putHole(length);
        streams.awaitRoom(this, inbox);
    }

    private void receiveData(ByteBuffer payload) {
        if (!payload.hasRemaining()) {
            inbox.end();
            return;
        }
        inbox.putData(payload);
        streams.awaitRoom(this, inbox);
    }

    private void confirmed() {
        inbox.end();
        acknowledged.complete(null);
        over(new StreamException(Reason.CLOSED_HERE, "the stream has ended"));
    }

    void overflowed() {
        over(
                new StreamException(
                        Reason.OVERFLOWED,
                        "data came faster than it was read, while calls waited for answers"));
        outlet.sendControl(FrameHeader.ERROR, ByteBuffer.allocate(0));
    }

    void disconnected(String why) {
        over(new StreamException(Reason.DISCONNECTED, why));
    }

    private void over(StreamException why) {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
        }
        streams.remove(this);
        acknowledged.completeExceptionally(why);
        inbox.fail(why);
        outlet.close(why);
    }

    @Override
    public String toString() {
        return "stream of " + call.describe();
    }
}
