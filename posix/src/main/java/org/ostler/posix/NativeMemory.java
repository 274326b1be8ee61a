package org.ostler.posix;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Zeroed memory for a C function, by its address and as bytes.
///
/// Bytes are read and written through a buffer rather than through layouts, because the first use
/// of each layout makes the JVM link a var handle, which a start-up notices.
///
/// @param address where it begins
/// @param bytes the same, in native byte order, for absolute access; usable while the arena lives
///   and by its threads
public record NativeMemory(long address, ByteBuffer bytes) {
    /// Allocates.
    ///
    /// @param alignment in bytes, a power of two
    public static NativeMemory in(Arena arena, int size, int alignment) {
        MemorySegment memory = arena.allocate(size, alignment);
        return new NativeMemory(
                memory.address(), memory.asByteBuffer().order(ByteOrder.nativeOrder()));
    }
}
