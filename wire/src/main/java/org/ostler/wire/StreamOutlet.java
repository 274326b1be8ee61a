package org.ostler.wire;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Sends the frames of one stream, at most a window ahead of what the peer's socket has taken.
///
/// Thread-safe; frames of one [#write] follow each other, so two threads should not write at a
/// time.
final class StreamOutlet {
    /// The most data of one frame, libvirt's legacy limit of a payload.
    static final int CHUNK_BYTES = 262_120;

    /// Bytes that may be queued for the socket.
    static final int WINDOW_BYTES = 4 * CHUNK_BYTES;

    private final ConnectionWriter writer;
    private final FrameHeader data;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by the lock.
    private int queued;
    private @Nullable StreamException closed;

    /// @param call header of the call that opened the stream
    StreamOutlet(ConnectionWriter writer, FrameHeader call) {
        this.writer = writer;
        this.data = call.with(FrameType.STREAM, FrameHeader.CONTINUE);
    }

    /// Sends all of `source`, waiting for the peer where it must.
    void write(ByteBuffer source) throws StreamException, InterruptedException {
        while (source.hasRemaining()) {
            int n = Math.min(source.remaining(), CHUNK_BYTES);
            ByteBuffer chunk = source.slice(source.position(), n);
            reserve(n);
            send(data, chunk, () -> free(n));
            source.position(source.position() + n);
        }
    }

    /// Skips `length` bytes: a payload of a 64-bit length and 32 bits of flags, which are 0.
    void writeHole(long length) throws StreamException, InterruptedException {
        reserve(0);
        ByteBuffer payload = ByteBuffer.allocate(12).putLong(length).putInt(0).flip();
        send(data.with(FrameType.STREAM_HOLE, FrameHeader.CONTINUE), payload, () -> {});
    }

    private void reserve(int n) throws StreamException, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (closed == null && queued > 0 && queued + n > WINDOW_BYTES) {
                changed.await();
            }
            if (closed != null) {
                throw closed.again();
            }
            queued += n;
        } finally {
            lock.unlock();
        }
    }

    private void free(int n) {
        lock.lock();
        try {
            queued -= n;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Sends a frame without data or with an error, behind all data; as a reply it may have to wait
    /// for the peer.
    void sendControl(int status, ByteBuffer payload) {
        writer.send(ConnectionQueue.Lane.REPLY, data.with(FrameType.STREAM, status), payload);
    }

    private void send(FrameHeader header, ByteBuffer payload, Runnable written)
            throws StreamException {
        if (writer.send(
                        ConnectionQueue.Lane.STREAM,
                        header,
                        payload,
                        List.of(),
                        written,
                        ConnectionWriter.UNTIL_CLOSED)
                != ConnectionWriter.Outcome.ACCEPTED) {
            throw new StreamException(
                    StreamException.Reason.DISCONNECTED, "the connection has ended");
        }
    }

    /// From now on writing fails. The first reason counts.
    void close(StreamException why) {
        lock.lock();
        try {
            if (closed == null) {
                closed = why;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
