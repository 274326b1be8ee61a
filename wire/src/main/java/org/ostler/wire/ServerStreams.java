package org.ostler.wire;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// The streams of one server connection: bounded in number, each with a serial of its own.
///
/// Thread-safe.
final class ServerStreams {
    private final ConcurrentHashMap<StreamKey, ServerStream> streams = new ConcurrentHashMap<>();
    private final int max;
    private final BooleanSupplier goOn;
    private final Consumer<Boolean> pausing;

    /// @param goOn false once the connection has ended
    /// @param pausing told true when the reader is about to wait and false when it goes on
    ServerStreams(int max, BooleanSupplier goOn, Consumer<Boolean> pausing) {
        this.max = max;
        this.goOn = goOn;
        this.pausing = pausing;
    }

    /// @throws StreamException when the connection has as many streams as it may have
    void add(ServerStream stream) throws StreamException {
        if (streams.size() >= max || streams.putIfAbsent(stream.key(), stream) != null) {
            throw new StreamException(
                    StreamException.Reason.CLOSED_HERE,
                    "a connection has at most %d streams, each with a serial of its own: %s"
                            .formatted(max, stream));
        }
    }

    void remove(ServerStream stream) {
        streams.remove(stream.key(), stream);
    }

    /// A frame of a stream has arrived; those of streams that have ended are dropped.
    void receive(FrameHeader header, ByteBuffer payload) {
        ServerStream stream = streams.get(StreamKey.of(header));
        if (stream != null) {
            stream.receive(header, payload);
        }
    }

    /// By the reader: waits while a stream is flooded.
    void awaitRoom(StreamInbox inbox) {
        if (inbox.isFull()) {
            pausing.accept(true);
            inbox.awaitRoom(goOn);
            pausing.accept(false);
        }
    }

    /// The connection has ended.
    void disconnected() {
        streams.values().forEach(ServerStream::disconnected);
    }
}
