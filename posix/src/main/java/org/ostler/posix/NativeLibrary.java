package org.ostler.posix;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;

/// A C library in this process, which stays loaded until the process ends.
///
/// Thread-safe.
public final class NativeLibrary {
    /// The C library that the JVM itself is linked with.
    static final NativeLibrary LIBC =
            new NativeLibrary("libc", Linker.nativeLinker().defaultLookup());

    private final String name;
    private final SymbolLookup symbols;

    private NativeLibrary(String name, SymbolLookup symbols) {
        this.name = name;
        this.symbols = symbols;
    }

    /// Loads a library from a file (dlopen(3)).
    ///
    /// @throws UnsatisfiedLinkError when it cannot be loaded
    public static NativeLibrary load(Path file) {
        return load(file.toString());
    }

    /// Loads a library that the dynamic linker finds, by its name as in `libfoo.so.1`.
    ///
    /// @throws UnsatisfiedLinkError when it cannot be loaded
    @SuppressWarnings("restricted") // loading libraries is what this class is for
    public static NativeLibrary load(String name) {
        try {
            return new NativeLibrary(name, SymbolLookup.libraryLookup(name, Arena.global()));
        } catch (IllegalArgumentException e) {
            throw missing("The library " + name + " cannot be loaded.", e);
        }
    }

    /// A function of the library, to be called by the rules of [NativeFunction].
    ///
    /// @throws UnsatisfiedLinkError when the library does not have it
    public NativeFunction function(String function) {
        return new NativeFunction(
                symbols.find(function)
                        .orElseThrow(
                                () ->
                                        new UnsatisfiedLinkError(
                                                name + " has no function " + function + ".")));
    }

    private static UnsatisfiedLinkError missing(String message, Throwable cause) {
        var error = new UnsatisfiedLinkError(message);
        error.initCause(cause);
        return error;
    }
}
