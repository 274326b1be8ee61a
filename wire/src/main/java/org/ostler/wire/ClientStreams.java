package org.ostler.wire;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// The streams of one client connection, and the wait of its reader for the one that floods it.
///
/// Thread-safe. Only the connection's own reading thread ever waits here, and only while no call
/// needs the connection for something else; a caller who reads for himself never does.
final class ClientStreams {
    private final ConcurrentHashMap<StreamKey, ClientStream> streams = new ConcurrentHashMap<>();
    private final long unreadBytesMax;
    private final BooleanSupplier mayWait;
    private final BooleanSupplier idle;
    private final Consumer<Boolean> pausing;

    /// The stream because of which the connection is not being read just now.
    private volatile @Nullable StreamInbox flooded;

    /// @param unreadBytesMax beyond them a stream fails
    /// @param mayWait whether the calling thread is the one whose only work is to read
    /// @param idle whether no call waits for an answer and the connection lives
    /// @param pausing told true when the reader is about to wait and false when it goes on
    ClientStreams(
            long unreadBytesMax,
            BooleanSupplier mayWait,
            BooleanSupplier idle,
            Consumer<Boolean> pausing) {
        this.unreadBytesMax = unreadBytesMax;
        this.mayWait = mayWait;
        this.idle = idle;
        this.pausing = pausing;
    }

    void add(ClientStream stream) {
        streams.put(stream.key(), stream);
    }

    void remove(ClientStream stream) {
        streams.remove(stream.key(), stream);
    }

    boolean isEmpty() {
        return streams.isEmpty();
    }

    /// A frame of a stream has arrived; those of streams that have ended are dropped.
    void receive(FrameHeader header, ByteBuffer payload) {
        ClientStream stream = streams.get(StreamKey.of(header));
        if (stream != null) {
            stream.receive(header, payload);
        }
    }

    /// By the reading thread, when a stream has more unread data than its window: waits while
    /// nobody needs the connection for something else.
    void awaitRoom(ClientStream stream, StreamInbox inbox) {
        if (!inbox.isFull()) {
            return;
        }
        if (mayWait.getAsBoolean()) {
            pausing.accept(true);
            flooded = inbox;
            inbox.awaitRoom(idle);
            flooded = null;
            pausing.accept(false);
        }
        if (inbox.unread() > unreadBytesMax) {
            stream.overflowed();
        }
    }

    /// A call has begun: the reader waits no longer.
    void callBegan() {
        StreamInbox inbox = flooded;
        if (inbox != null) {
            inbox.poke();
        }
    }

    /// The connection has ended.
    void end(String message) {
        streams.values().forEach(s -> s.disconnected(message));
    }
}
