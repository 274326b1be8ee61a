package org.ostler.posix;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.NoSuchElementException;

/// A function of the C library that the JVM itself is linked with.
///
/// Every function is linked as taking six machine words and returning one, for making a shape of
/// call known to the JVM costs some ten milliseconds of start-up, and one more function of a known
/// shape next to nothing. On the platforms that this module is for, Linux on x86_64 (System V
/// psABI) and aarch64 (AAPCS64), that is the same call: up to six integer and pointer arguments
/// travel in registers, a function looks at no more registers than it has parameters and at no more
/// bits than they have, and a narrow result is in the low bits, so that it must be cast. A function
/// with floating-point, structure or more than six arguments must not be linked here.
///
/// Pointers are passed as addresses: whoever passes one keeps the memory reachable until the call
/// has returned. Held in `static final` fields of the class that calls it; the JIT trusts the field
/// of a record, so that such a call is as direct as one through a constant handle.
@SuppressWarnings("restricted")
record LibcFunction(MethodHandle handle) {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup SYMBOLS = LINKER.defaultLookup();
    private static final FunctionDescriptor WORDS =
            FunctionDescriptor.of(
                    JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

    static LibcFunction named(String name) {
        return new LibcFunction(
                LINKER.downcallHandle(
                        symbol(name), WORDS, Linker.Option.captureCallState("errno")));
    }

    /// A function whose arguments from `firstVariadic` on are variable (`open`, `fcntl`, `ioctl`).
    static LibcFunction variadic(String name, int firstVariadic) {
        return new LibcFunction(
                LINKER.downcallHandle(
                        symbol(name),
                        WORDS,
                        Linker.Option.captureCallState("errno"),
                        Linker.Option.firstVariadicArg(firstVariadic)));
    }

    private static MemorySegment symbol(String name) {
        return SYMBOLS.find(name)
                .orElseThrow(() -> new NoSuchElementException("libc has no function " + name));
    }

    long call(Scratch s) {
        return call(s, 0, 0, 0, 0, 0);
    }

    long call(Scratch s, long a) {
        return call(s, a, 0, 0, 0, 0);
    }

    long call(Scratch s, long a, long b) {
        return call(s, a, b, 0, 0, 0);
    }

    long call(Scratch s, long a, long b, long c) {
        return call(s, a, b, c, 0, 0);
    }

    long call(Scratch s, long a, long b, long c, long d) {
        return call(s, a, b, c, d, 0);
    }

    /// Calls; errno is left in `s`.
    long call(Scratch s, long a, long b, long c, long d, long e) {
        try {
            return (long) handle.invokeExact(s.state, a, b, c, d, e, 0L);
        } catch (Error error) {
            throw error;
        } catch (Throwable t) {
            throw new AssertionError("the call of a C function threw", t);
        }
    }
}
