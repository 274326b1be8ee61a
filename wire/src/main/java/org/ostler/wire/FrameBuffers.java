package org.ostler.wire;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// Direct buffers that all connections of a program share, so that a connection that is idle holds
/// only a small one.
///
/// Sizes are classes of 4 KiB, 16 KiB, … up to a whole frame. The number that is kept per class is
/// bounded (about 6 MiB in all); what is given back beyond that is left to the garbage collector.
/// Thread-safe, lock-free. Whoever takes a buffer owns it until he gives it back, once.
public final class FrameBuffers {
    /// Beyond the power of two, so that a stream's usual chunk (262120 bytes) with its header fits
    /// into 256 KiB.
    private static final int SLACK = 128;

    private static final int SMALLEST = 4096;
    private static final int[] KEPT = {128, 32, 16, 8, 2};

    private final AtomicReferenceArray<ByteBuffer>[] classes;

    public FrameBuffers() {
        @SuppressWarnings({"unchecked", "rawtypes"})
        AtomicReferenceArray<ByteBuffer>[] made = new AtomicReferenceArray[KEPT.length];
        for (int i = 0; i < KEPT.length; i++) {
            made[i] = new AtomicReferenceArray<>(KEPT[i]);
        }
        classes = made;
    }

    /// An empty buffer, big-endian, of at least `bytes`.
    public ByteBuffer take(int bytes) {
        int c = classOf(bytes);
        if (c >= KEPT.length) {
            return ByteBuffer.allocateDirect(capacityOf(c));
        }
        AtomicReferenceArray<ByteBuffer> slots = classes[c];
        int home = home(slots.length());
        for (int i = 0; i < slots.length(); i++) {
            int slot = (home + i) % slots.length();
            if (slots.getPlain(slot) != null) {
                ByteBuffer b = slots.getAndSet(slot, null);
                if (b != null) {
                    return b.clear();
                }
            }
        }
        return ByteBuffer.allocateDirect(capacityOf(c));
    }

    /// Gives a buffer back that [#take] gave.
    public void give(ByteBuffer buffer) {
        int c = classOf(buffer.capacity());
        if (c >= KEPT.length) {
            return;
        }
        AtomicReferenceArray<ByteBuffer> slots = classes[c];
        int home = home(slots.length());
        for (int i = 0; i < slots.length(); i++) {
            if (slots.compareAndSet((home + i) % slots.length(), null, buffer)) {
                return;
            }
        }
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
