package org.ostler.wire;

import org.jspecify.annotations.Nullable;
import org.ostler.posix.Fd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;

/// Frames that the peer had no room for, in order, and how many bytes of each kind they are.
///
/// All frames share one queue, so that their order holds; each [Lane] has its own limit of bytes,
/// so that none can crowd out the others. Beyond a little, what is queued is charged to the memory
/// that all connections share: large frames each by who sends them, small ones here, by the block.
/// Guarded by the lock of the [ConnectionWriter] that owns it.
final class ConnectionQueue {
    /// Kinds of frames, by what happens when too many bytes of a kind are queued.
    enum Lane {
        /// PING and PONG: left out.
        CONTROL(0, false),
        /// Replies, and a client's calls: the sender waits.
        REPLY(1, true),
        /// Refused to the sender.
        EVENT(2, false),
        /// The sender waits.
        STREAM(3, true);

        /// Its place in arrays; a map of an enum costs a fresh JVM four milliseconds.
        private final int place;

        private final boolean waits;

        Lane(int place, boolean waits) {
            this.place = place;
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
            Lane lane,
            ByteBuffer frame,
            int bytes,
            ArrayDeque<Fd> descriptors,
            @Nullable Runnable written) {
        /// What nearly every frame has; nothing is ever added to it.
        private static final ArrayDeque<Fd> NO_DESCRIPTORS = new ArrayDeque<>(0);

        static Pending of(
                Lane lane, ByteBuffer frame, List<Fd> descriptors, @Nullable Runnable written) {
            ArrayDeque<Fd> following =
                    descriptors.isEmpty() ? NO_DESCRIPTORS : new ArrayDeque<>(descriptors);
            return new Pending(lane, frame, frame.limit(), following, written);
        }

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

    /// Frames up to this size are small.
    static final int SMALL_BYTES = 16 << 10;

    private static final int CONTROL_BYTES = 64 << 10;

    /// Of small frames, that every connection may queue in any case.
    private static final int OWN_BYTES = 16 << 10;

    private static final int BLOCK_BYTES = 64 << 10;

    private final ArrayDeque<Pending> frames = new ArrayDeque<>();

    /// The most bytes of each lane, and what is queued of it.
    private final int[] limits;

    private final long[] queued;

    private final ConnectionMemory.Account memory;
    private long small;
    private long paid;

    /// @param memory is charged with blocks of small frames
    ConnectionQueue(ConnectionLimits limits, ConnectionMemory.Account memory) {
        this.limits =
                new int[] {
                    CONTROL_BYTES, limits.replyBytes(), limits.eventBytes(), limits.streamBytes()
                };
        this.queued = new long[this.limits.length];
        this.memory = memory;
    }

    /// Whether a frame may be queued. Its lane lets it always when nothing else is in it.
    boolean fits(Lane lane, int bytes) {
        long there = queued[lane.place];
        return (there == 0 || there + bytes <= limits[lane.place])
                && (isLarge(bytes) || isPaid(bytes));
    }

    /// Whether a frame is charged by itself.
    static boolean isLarge(int bytes) {
        return bytes > SMALL_BYTES;
    }

    private boolean isPaid(int bytes) {
        if (small + bytes > OWN_BYTES + paid) {
            if (!memory.tryTake(BLOCK_BYTES)) {
                return false;
            }
            paid += BLOCK_BYTES;
        }
        return true;
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }

    void add(Pending pending) {
        frames.add(pending);
        small += isLarge(pending.bytes) ? 0 : pending.bytes;
        queued[pending.lane.place] += pending.bytes;
    }

    /// The first, which stays.
    @Nullable Pending first() {
        return frames.peek();
    }

    /// Takes the first away.
    void removeFirst() {
        Pending first = frames.remove();
        queued[first.lane.place] -= first.bytes;
        small -= isLarge(first.bytes) ? 0 : first.bytes;
        if (frames.isEmpty() && paid > 0) {
            memory.give(paid);
            paid = 0;
        }
    }

    long bytes() {
        long all = 0;
        for (long q : queued) {
            all += q;
        }
        return all;
    }
}
