package org.ostler.wire;

import org.jspecify.annotations.Nullable;
import org.ostler.posix.Fd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.EnumMap;

/// Frames that the peer had no room for, in order, and how many bytes of each kind they are.
///
/// All frames share one queue, so that their order holds; each [Lane] has its own limit of bytes,
/// so that none can crowd out the others. Guarded by the lock of the [ConnectionWriter] that owns
/// it.
final class ConnectionQueue {
    /// Kinds of frames, by what happens when too many bytes of a kind are queued.
    enum Lane {
        /// PING and PONG: left out.
        CONTROL(false),
        /// Replies, and a client's calls: the sender waits.
        REPLY(true),
        /// Refused to the sender.
        EVENT(false),
        /// The sender waits.
        STREAM(true);

        private final boolean waits;

        Lane(boolean waits) {
            this.waits = waits;
        }

        boolean waits() {
            return waits;
        }
    }

    /// A frame that is not sent completely.
    ///
    /// @param frame what is left of it
    /// @param bytes of the whole
    /// @param descriptors that follow it, those not sent
    /// @param written to be run when all is sent
    record Pending(
            Lane lane, ByteBuffer frame, int bytes, ArrayDeque<Fd> descriptors, Runnable written) {
        /// Sends what the peer has room for; whether that was all.
        boolean trySend(Transport transport) throws IOException {
            while (frame.hasRemaining()) {
                if (transport.tryWrite(frame) == 0) {
                    return false;
                }
            }
            for (Fd next = descriptors.peek(); next != null; next = descriptors.peek()) {
                if (!transport.trySendDescriptor(next)) {
                    return false;
                }
                next.close();
                descriptors.remove();
            }
            return true;
        }
    }

    private static final int CONTROL_BYTES = 64 << 10;

    private final ConnectionLimits limits;
    private final ArrayDeque<Pending> frames = new ArrayDeque<>();
    private final EnumMap<Lane, Long> queued = new EnumMap<>(Lane.class);

    ConnectionQueue(ConnectionLimits limits) {
        this.limits = limits;
    }

    /// Whether a frame may be queued. It always may when nothing else of its lane is.
    boolean fits(Lane lane, int bytes) {
        long there = queued.getOrDefault(lane, 0L);
        return there == 0 || there + bytes <= limit(lane);
    }

    private int limit(Lane lane) {
        return switch (lane) {
            case CONTROL -> CONTROL_BYTES;
            case REPLY -> limits.replyBytes();
            case EVENT -> limits.eventBytes();
            case STREAM -> limits.streamBytes();
        };
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }

    void add(Pending pending) {
        frames.add(pending);
        queued.merge(pending.lane, (long) pending.bytes, Long::sum);
    }

    /// The first, which stays.
    @Nullable Pending first() {
        return frames.peek();
    }

    /// Takes the first away.
    void removeFirst() {
        Pending first = frames.remove();
        queued.merge(first.lane, (long) -first.bytes, Long::sum);
    }

    long bytes() {
        long all = 0;
        for (long q : queued.values()) {
            all += q;
        }
        return all;
    }
}
