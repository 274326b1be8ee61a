package org.ostler.posix;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// Strings to and from C libraries: UTF-8 that ends with a zero byte, by its address.
///
/// Through byte buffers for [NativeMemory]'s reason.
public final class CString {
    private CString() {}

    /// A copy of a string that stays its owner's, who promises that it ends; empty for NULL.
    @SuppressWarnings("restricted") // it is as long as strlen(3) says
    public static String copy(long address) {
        if (address == 0) {
            return "";
        }
        long length = Lazy.STRLEN.call(address);
        return StandardCharsets.UTF_8
                .decode(MemorySegment.ofAddress(address).reinterpret(length).asByteBuffer())
                .toString();
    }

    /// A copy of a string that was given to us, which is freed (free(3)); empty for NULL.
    public static String take(long address) {
        try {
            return copy(address);
        } finally {
            Lazy.FREE.call(address);
        }
    }

    /// The address of `text` as a C string, which lives as long as the arena. Refuses NUL inside,
    /// which would silently cut a path.
    public static long in(Arena arena, String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("NUL in \"" + text.replace("\0", "\\0") + "\"");
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        NativeMemory memory = NativeMemory.in(arena, bytes.length + 1, 1);
        memory.bytes().put(bytes);
        return memory.address();
    }

    private static final class Lazy {
        static final NativeFunction STRLEN = NativeLibrary.LIBC.function("strlen");
        static final NativeFunction FREE = NativeLibrary.LIBC.function("free");
    }
}
