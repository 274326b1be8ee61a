package org.ostler.posix;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;

/// Links functions of the C library that the JVM itself is linked with.
///
/// Each class that calls libc links its own functions into `static final` handles, so that a
/// program pays at start-up only for what it uses. Every handle takes the errno capture segment as
/// its first argument.
@SuppressWarnings("restricted")
final class Libc {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup SYMBOLS = LINKER.defaultLookup();

    private Libc() {}

    /// A handle for `name` whose first parameter is the errno capture segment.
    static MethodHandle link(String name, FunctionDescriptor shape) {
        return LINKER.downcallHandle(symbol(name), shape, Linker.Option.captureCallState("errno"));
    }

    /// As [#link], for a function whose arguments from `firstVariadic` on are variable (`open`,
    /// `fcntl`, `ioctl`).
    static MethodHandle linkVariadic(String name, FunctionDescriptor shape, int firstVariadic) {
        return LINKER.downcallHandle(
                symbol(name),
                shape,
                Linker.Option.captureCallState("errno"),
                Linker.Option.firstVariadicArg(firstVariadic));
    }

    private static MemorySegment symbol(String name) {
        return SYMBOLS.find(name)
                .orElseThrow(() -> new NoSuchElementException("libc has no function " + name));
    }

    /// A handle threw: only possible when its type does not match the call, or the machine is
    /// failing.
    static AssertionError unexpected(Throwable t) {
        if (t instanceof Error e) {
            throw e;
        }
        return new AssertionError("a libc call threw", t);
    }

    /// The NUL-terminated string at `pointer`, which the C library promises to end; empty for NULL.
    static String string(MemorySegment pointer) {
        return pointer.address() == 0
                ? ""
                : pointer.reinterpret(Long.MAX_VALUE).getString(0, StandardCharsets.UTF_8);
    }

    /// `text` as a C string. Refuses NUL inside, which would silently cut a path.
    static MemorySegment cString(Arena arena, String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("NUL in \"" + text.replace("\0", "\\0") + "\"");
        }
        return arena.allocateFrom(text, StandardCharsets.UTF_8);
    }
}
