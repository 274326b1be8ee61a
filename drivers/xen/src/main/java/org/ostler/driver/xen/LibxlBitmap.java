package org.ostler.driver.xen;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;

/// A set of CPU numbers for a call (`libxl_bitmap`), as large as the host has CPUs or the highest
/// number needs.
///
/// Belongs to the thread that made it.
final class LibxlBitmap implements AutoCloseable {
    /// More than any release's struct; it is a pointer and a length.
    private static final long BUFFER_BYTES = 64;

    private static final MethodHandle INIT =
            Native.bind(LibxlNative.LIBXL, "libxl_bitmap_init", LibxlNative.VOID_PTR);
    private static final MethodHandle SET =
            Native.bind(
                    LibxlNative.LIBXL,
                    "libxl_bitmap_set",
                    FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT));
    private static final MethodHandle DISPOSE =
            Native.bind(LibxlNative.LIBXL, "libxl_bitmap_dispose", LibxlNative.VOID_PTR);

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment memory = arena.allocate(BUFFER_BYTES, 8);

    /// @param bits the numbers that are in the set, each 0 to 4095
    LibxlBitmap(LibxlContext ctx, List<Integer> bits) {
        int size = 1 + bits.stream().mapToInt(Integer::intValue).max().orElse(0);
        if (size > 4096 || bits.stream().anyMatch(bit -> bit < 0)) {
            arena.close();
            throw new IllegalArgumentException("CPU numbers go from 0 to 4095: " + bits);
        }
        try {
            INIT.invokeExact(memory);
            ctx.check(
                    "allocating",
                    "a set of CPUs",
                    LibxlFunction.CPU_BITMAP_ALLOC.call(ctx.pointer(), memory, size));
            for (int bit : bits) {
                SET.invokeExact(memory, bit);
            }
        } catch (Throwable t) {
            throw Native.rethrow("libxl_bitmap_set", t);
        }
    }

    MemorySegment pointer() {
        return memory;
    }

    @Override
    public void close() {
        try {
            DISPOSE.invokeExact(memory);
        } catch (Throwable t) {
            throw Native.rethrow("libxl_bitmap_dispose", t);
        } finally {
            arena.close();
        }
    }
}
