package org.ostler.posix;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// A function of a C library, called with machine words.
///
/// There is one shape of call for all functions of all libraries: eight words in, one out. Making a
/// shape known to the JVM costs some ten milliseconds of start-up (on an emulated processor half a
/// second), a function of a known shape only the look-up of its address. On the platforms that this
/// module is for, Linux on x86_64 (System V psABI) and aarch64 (AAPCS64), that is the same call as
/// with the function's own prototype:
///
/// - Integers and pointers travel in registers, on x86_64 from the seventh on in eight bytes of
///   stack each, which the caller takes back. A function looks at no more places than it has
///   parameters and at no more bits than they have.
/// - A structure of two words (`struct timeval`) passed by value is two words while registers last
///   for both.
/// - Variable arguments travel as others do; the number of vector registers in use (none), which
///   x86_64 wants to be told, is told to every function, and those without variable arguments do
///   not look at it.
/// - A narrow result is in the low bits: it must be cast. What is above it means nothing, nor does
///   the word of a function that returns nothing.
///
/// A function with floating-point arguments or result, with other structures or with more than
/// eight words must not be called this way.
///
/// Pointers are addresses: whoever passes one keeps the memory reachable until the call has
/// returned. Thread-safe, and blocks for as long as the function does. Held in `static final`
/// fields of the class that calls it.
public final class NativeFunction {
    private static final MethodHandle CALL = link();

    private final MemorySegment symbol;

    /// @param symbol its address
    NativeFunction(MemorySegment symbol) {
        this.symbol = symbol;
    }

    @SuppressWarnings("restricted") // native calls are what this class is for
    private static MethodHandle link() {
        FunctionDescriptor words =
                FunctionDescriptor.of(
                        JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
                        JAVA_LONG, JAVA_LONG);
        return Linker.nativeLinker()
                .downcallHandle(
                        words,
                        Linker.Option.captureCallState("errno"),
                        Linker.Option.firstVariadicArg(0));
    }

    /// Calls a function that does not say by errno why it failed.
    public long call(long a) {
        return call(a, 0, 0, 0, 0, 0, 0, 0);
    }

    /// As [#call(long)].
    public long call(long a, long b) {
        return call(a, b, 0, 0, 0, 0, 0, 0);
    }

    /// As [#call(long)].
    public long call(long a, long b, long c) {
        return call(a, b, c, 0, 0, 0, 0, 0);
    }

    /// As [#call(long)].
    public long call(long a, long b, long c, long d) {
        return call(a, b, c, d, 0, 0, 0, 0);
    }

    /// As [#call(long)].
    public long call(long a, long b, long c, long d, long e) {
        return call(a, b, c, d, e, 0, 0, 0);
    }

    /// As [#call(long)].
    public long call(long a, long b, long c, long d, long e, long f) {
        return call(a, b, c, d, e, f, 0, 0);
    }

    /// As [#call(long)].
    public long call(long a, long b, long c, long d, long e, long f, long g, long h) {
        Scratch s = Scratch.take();
        try {
            return invoke(s, a, b, c, d, e, f, g, h);
        } finally {
            s.give();
        }
    }

    long call(Scratch s) {
        return invoke(s, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    long call(Scratch s, long a) {
        return invoke(s, a, 0, 0, 0, 0, 0, 0, 0);
    }

    long call(Scratch s, long a, long b) {
        return invoke(s, a, b, 0, 0, 0, 0, 0, 0);
    }

    long call(Scratch s, long a, long b, long c) {
        return invoke(s, a, b, c, 0, 0, 0, 0, 0);
    }

    long call(Scratch s, long a, long b, long c, long d) {
        return invoke(s, a, b, c, d, 0, 0, 0, 0);
    }

    /// Calls; errno is left in `s`.
    long call(Scratch s, long a, long b, long c, long d, long e) {
        return invoke(s, a, b, c, d, e, 0, 0, 0);
    }

    private long invoke(Scratch s, long a, long b, long c, long d, long e, long f, long g, long h) {
        try {
            return (long) CALL.invokeExact(symbol, s.state, a, b, c, d, e, f, g, h);
        } catch (Error error) {
            throw error;
        } catch (Throwable t) {
            throw new AssertionError("the call of a C function threw", t);
        }
    }
}
