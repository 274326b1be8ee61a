package org.ostler.posix;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// Strings to and from the C library.
final class Libc {
    private Libc() {}

    /// The NUL-terminated string at an address, which the C library promises to end; empty for
    /// NULL.
    @SuppressWarnings("restricted")
    static String string(long address) {
        return address == 0
                ? ""
                : MemorySegment.ofAddress(address)
                        .reinterpret(Long.MAX_VALUE)
                        .getString(0, StandardCharsets.UTF_8);
    }

    /// `text` as a C string. Refuses NUL inside, which would silently cut a path.
    static MemorySegment cString(Arena arena, String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("NUL in \"" + text.replace("\0", "\\0") + "\"");
        }
        return arena.allocateFrom(text, StandardCharsets.UTF_8);
    }
}
