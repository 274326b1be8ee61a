package org.ostler.posix;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// Strings to and from C libraries: UTF-8 that ends with a zero byte, by its address.
public final class CString {
    private CString() {}

    /// A copy of a string that stays its owner's, who promises that it ends; empty for NULL.
    @SuppressWarnings("restricted") // it ends where its zero byte is
    public static String copy(long address) {
        return address == 0
                ? ""
                : MemorySegment.ofAddress(address)
                        .reinterpret(Long.MAX_VALUE)
                        .getString(0, StandardCharsets.UTF_8);
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
        return arena.allocateFrom(text, StandardCharsets.UTF_8).address();
    }

    private static final class Lazy {
        static final NativeFunction FREE = NativeLibrary.LIBC.function("free");
    }
}
