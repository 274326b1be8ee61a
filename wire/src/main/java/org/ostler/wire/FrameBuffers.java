package org.ostler.wire;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// Direct buffers that all connections of a program share, so that a connection that is idle holds
/// only a small one.
///
/// Sizes are classes of 4 KiB, 16 KiB, 64 KiB, 256 KiB and 1 MiB, of each of which a bounded number
/// is kept (about 5 MiB in all); what is given back beyond that is left to the garbage collector.
/// Larger ones are rare; their memory is returned to the system the moment they are given back,
/// after which a view of them throws instead of showing another frame's bytes. Thread-safe. Whoever
/// takes a buffer owns it until he gives it back, once.
public final class FrameBuffers {
    /// Beyond the power of two, so that a stream's usual chunk (262120 bytes) with its header fits
    /// into 256 KiB.
    private static final int SLACK = 128;

    private static final int SMALLEST = 4096;
    private static final int[] KEPT = {64, 16, 8, 8, 2};
    private static final int LARGEST_KEPT = capacityOf(KEPT.length - 1);
    private static final int ROUNDING = 64 << 10;

    /// A place for one buffer. No atomic reference, for the first of them costs a fresh JVM four
    /// milliseconds.
    private static final class Slot {
        private static final int EMPTY = 0;
        private static final int BUSY = 1;
        private static final int FULL = 2;

        private final AtomicInteger state = new AtomicInteger(EMPTY);

        /// Of whoever has made it busy.
        private @Nullable ByteBuffer buffer;

        /// What is in it; null when nothing is, or somebody else is at it.
        @Nullable ByteBuffer take() {
            if (state.get() != FULL || !state.compareAndSet(FULL, BUSY)) {
                return null;
            }
            ByteBuffer taken = buffer;
            buffer = null;
            state.set(EMPTY);
            return taken;
        }

        boolean offer(ByteBuffer given) {
            if (state.get() != EMPTY || !state.compareAndSet(EMPTY, BUSY)) {
                return false;
            }
            buffer = given;
            state.set(FULL);
            return true;
        }
    }

    private final Slot[][] classes = new Slot[KEPT.length][];
    private final Map<ByteBuffer, Arena> large =
            Collections.synchronizedMap(new IdentityHashMap<>());

    public FrameBuffers() {
        for (int i = 0; i < KEPT.length; i++) {
            classes[i] = new Slot[KEPT[i]];
            for (int k = 0; k < KEPT[i]; k++) {
                classes[i][k] = new Slot();
            }
        }
    }

    /// An empty buffer, big-endian, of at least `bytes`.
    public ByteBuffer take(int bytes) {
        if (bytes > LARGEST_KEPT) {
            return takeLarge(bytes);
        }
        int c = classOf(bytes);
        Slot[] slots = classes[c];
        int home = home(slots.length);
        for (int i = 0; i < slots.length; i++) {
            ByteBuffer b = slots[(home + i) % slots.length].take();
            if (b != null) {
                return b.clear();
            }
        }
        return ByteBuffer.allocateDirect(capacityOf(c));
    }

    @SuppressWarnings("MustBeClosedChecker") // closed by give
    private ByteBuffer takeLarge(int bytes) {
        Arena arena = Arena.ofShared();
        ByteBuffer buffer = arena.allocate((bytes + ROUNDING) & -ROUNDING).asByteBuffer();
        large.put(buffer, arena);
        return buffer;
    }

    /// How large a buffer [#take] gives for so many bytes.
    static int capacityFor(int bytes) {
        return bytes > LARGEST_KEPT ? (bytes + ROUNDING) & -ROUNDING : capacityOf(classOf(bytes));
    }

    /// Gives a buffer back that [#take] gave: the very object, not a view of it.
    public void give(ByteBuffer buffer) {
        if (buffer.capacity() > LARGEST_KEPT) {
            Arena arena = large.remove(buffer);
            if (arena != null) {
                arena.close();
            }
            return;
        }
        Slot[] slots = classes[classOf(buffer.capacity())];
        int home = home(slots.length);
        for (int i = 0; i < slots.length; i++) {
            if (slots[(home + i) % slots.length].offer(buffer)) {
                return;
            }
        }
    }

    /// Large buffers that have been taken and not given back.
    int largeTaken() {
        return large.size();
    }

    private static int home(int slots) {
        return (int) Math.floorMod(Thread.currentThread().threadId(), (long) slots);
    }

    private static int classOf(int bytes) {
        int c = 0;
        while (capacityOf(c) < bytes) {
            c++;
        }
        return c;
    }

    private static int capacityOf(int sizeClass) {
        return (SMALLEST << (2 * sizeClass)) + SLACK;
    }
}
