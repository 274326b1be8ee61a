package org.ostler.driver.xen;

import org.ostler.posix.NativeFunction;

import java.lang.foreign.Arena;
import java.util.List;

/// A set of CPU numbers for a call (`libxl_bitmap`), as large as the host has CPUs or the highest
/// number needs.
///
/// Belongs to the thread that made it.
final class LibxlBitmap implements AutoCloseable {
    /// More than any release's struct; it is a pointer and a length.
    private static final long BUFFER_BYTES = 64;

    private static final NativeFunction INIT = LibxlNative.function("libxl_bitmap_init");
    private static final NativeFunction SET = LibxlNative.function("libxl_bitmap_set");
    private static final NativeFunction DISPOSE = LibxlNative.function("libxl_bitmap_dispose");

    private final Arena arena = Arena.ofConfined();
    private final long pointer = arena.allocate(BUFFER_BYTES, 8).address();

    /// @param bits the numbers that are in the set, each 0 to 4095
    LibxlBitmap(LibxlContext ctx, List<Integer> bits) {
        int size = 1 + bits.stream().mapToInt(Integer::intValue).max().orElse(0);
        if (size > 4096 || bits.stream().anyMatch(bit -> bit < 0)) {
            arena.close();
            throw new IllegalArgumentException("CPU numbers go from 0 to 4095: " + bits);
        }
        INIT.call(pointer);
        ctx.check(
                "allocating",
                "a set of CPUs",
                LibxlFunction.CPU_BITMAP_ALLOC.call(ctx.pointer(), pointer, size));
        for (int bit : bits) {
            SET.call(pointer, bit);
        }
    }

    long pointer() {
        return pointer;
    }

    @Override
    public void close() {
        DISPOSE.call(pointer);
        arena.close();
    }
}
