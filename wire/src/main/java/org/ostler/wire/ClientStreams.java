package org.ostler.wire;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;

/// The streams of one client connection, and the wait of its reader for the one that floods it.
///
/// Thread-safe. Only the connection's own reading thread ever waits here, and only while no call
/// needs the connection for something else; a caller who reads for himself never does.
final class ClientStreams {
    private final ConcurrentHashMap<StreamKey, ClientStream> streams = new ConcurrentHashMap<>();
    private final long unreadBytesMax;
    private final ClientReader reader;
    private final ClientCalls calls;
    private final Keepalive keepalive;

    /// The stream because of which the connection is not being read just now.
    private volatile @Nullable StreamInbox flooded;

    /// @param unreadBytesMax beyond them a stream fails
    /// @param reader says whether the calling thread is the one whose only work is to read
    /// @param calls say whether the connection is needed for something else
    /// @param keepalive told when the reader does not read, which is not the server's silence
    ClientStreams(
            long unreadBytesMax, ClientReader reader, ClientCalls calls, Keepalive keepalive) {
        this.unreadBytesMax = unreadBytesMax;
        this.reader = reader;
        this.calls = calls;
        this.keepalive = keepalive;
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
        if (reader.isBackground()) {
            keepalive.pause(true);
            flooded = inbox;
            inbox.awaitRoom(calls::areIdle);
            flooded = null;
            keepalive.pause(false);
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
