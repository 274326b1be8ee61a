package org.ostler.driver.xen;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// libxl's contexts, events and asynchronous operations, and libxentoollog's stream logger, as they
/// are declared in `libxl.h`, `libxl_event.h` and `xentoollog.h` from Xen 4.13 on.
///
/// Initializing this class loads the library: ask [XenHost#probe] or [LibxlLibrary#find] first, or
/// expect an [UnsatisfiedLinkError]. Pointers to contexts, events and loggers are opaque. No struct
/// of libxl is laid out here; `libxl_asyncop_how` and `libxl_childproc_hooks` are two and three
/// pointer-sized members of the calling convention itself.
@SuppressWarnings("restricted") // loading libxl is what this class is for
final class LibxlNative {
    /// The library in use.
    static final LibxlLibrary LIBRARY =
            LibxlLibrary.find(Path.of("/"))
                    .orElseThrow(
                            () ->
                                    new UnsatisfiedLinkError(
                                            "No libxenlight of the running Xen's release is"
                                                    + " installed."));

    static final SymbolLookup LIBXL = SymbolLookup.libraryLookup(LIBRARY.file(), Arena.global());
    private static final SymbolLookup TOOLLOG =
            SymbolLookup.libraryLookup("libxentoollog.so.1", Arena.global());

    /// `LIBXL_VERSION`, constant since 4.2.
    private static final int LIBXL_VERSION = 0;

    static final FunctionDescriptor VOID_PTR = FunctionDescriptor.ofVoid(ADDRESS);
    static final FunctionDescriptor VOID_PTR_PTR = FunctionDescriptor.ofVoid(ADDRESS, ADDRESS);
    static final FunctionDescriptor VOID_PTR_INT = FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT);
    static final FunctionDescriptor INT_PTR = FunctionDescriptor.of(JAVA_INT, ADDRESS);
    static final FunctionDescriptor INT_PTR_PTR = FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS);
    static final FunctionDescriptor INT_PTR_PTR_PTR =
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
    static final FunctionDescriptor PTR_PTR_PTR = FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS);

    private static final MethodHandle CREATE_LOGGER =
            Native.bind(
                    TOOLLOG,
                    "xtl_createlogger_stdiostream",
                    FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT, JAVA_INT));
    private static final MethodHandle DESTROY_LOGGER =
            Native.bind(TOOLLOG, "xtl_logger_destroy", VOID_PTR);
    private static final MethodHandle CTX_ALLOC =
            Native.bind(
                    LIBXL,
                    "libxl_ctx_alloc",
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle CTX_FREE = Native.bind(LIBXL, "libxl_ctx_free", INT_PTR);
    private static final MethodHandle SETMODE =
            Native.bind(
                    LIBXL,
                    "libxl_childproc_setmode",
                    FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle ERROR_TO_STRING =
            Native.bind(LIBXL, "libxl_error_to_string", FunctionDescriptor.of(ADDRESS, JAVA_INT));
    private static final MethodHandle BEFORE_POLL =
            Native.bind(
                    LIBXL,
                    "libxl_osevent_beforepoll",
                    FunctionDescriptor.of(
                            JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, Native.TIMEVAL));
    private static final MethodHandle AFTER_POLL =
            Native.bind(
                    LIBXL,
                    "libxl_osevent_afterpoll",
                    FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT, ADDRESS, Native.TIMEVAL));
    private static final MethodHandle EVENT_CHECK =
            Native.bind(
                    LIBXL,
                    "libxl_event_check",
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS));
    private static final MethodHandle EVENT_FREE =
            Native.bind(LIBXL, "libxl_event_free", VOID_PTR_PTR);
    private static final MethodHandle AO_ABORT = Native.bind(LIBXL, "libxl_ao_abort", INT_PTR_PTR);
    private static final MethodHandle ENABLE_DEATH =
            Native.bind(
                    LIBXL,
                    "libxl_evenable_domain_death",
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_LONG, ADDRESS));
    private static final MethodHandle DISABLE_DEATH =
            Native.bind(LIBXL, "libxl_evdisable_domain_death", VOID_PTR_PTR);

    private LibxlNative() {}

    static MemorySegment createLogger(MemorySegment file, int minLevel, int flags) {
        try {
            return (MemorySegment) CREATE_LOGGER.invokeExact(file, minLevel, flags);
        } catch (Throwable t) {
            throw Native.rethrow("xtl_createlogger_stdiostream", t);
        }
    }

    static void destroyLogger(MemorySegment logger) {
        try {
            DESTROY_LOGGER.invokeExact(logger);
        } catch (Throwable t) {
            throw Native.rethrow("xtl_logger_destroy", t);
        }
    }

    static int ctxAlloc(MemorySegment out, MemorySegment logger) {
        try {
            return (int) CTX_ALLOC.invokeExact(out, LIBXL_VERSION, 0, logger);
        } catch (Throwable t) {
            throw Native.rethrow("libxl_ctx_alloc", t);
        }
    }

    static int ctxFree(MemorySegment ctx) {
        try {
            return (int) CTX_FREE.invokeExact(ctx);
        } catch (Throwable t) {
            throw Native.rethrow("libxl_ctx_free", t);
        }
    }

    static void childprocSetmode(MemorySegment ctx, MemorySegment hooks) {
        try {
            SETMODE.invokeExact(ctx, hooks, MemorySegment.NULL);
        } catch (Throwable t) {
            throw Native.rethrow("libxl_childproc_setmode", t);
        }
    }

    /// The name of an error code, as in `ERROR_FAIL`.
    static String errorName(int code) {
        try {
            String name = Native.string((MemorySegment) ERROR_TO_STRING.invokeExact(code));
            return name.isEmpty()
                    ? "unknown code"
                    : "ERROR_" + name.toUpperCase(java.util.Locale.ROOT);
        } catch (Throwable t) {
            throw Native.rethrow("libxl_error_to_string", t);
        }
    }

    static int beforePoll(
            MemorySegment ctx,
            MemorySegment count,
            MemorySegment fds,
            MemorySegment timeout,
            MemorySegment now) {
        try {
            return (int) BEFORE_POLL.invokeExact(ctx, count, fds, timeout, now);
        } catch (Throwable t) {
            throw Native.rethrow("libxl_osevent_beforepoll", t);
        }
    }

    static void afterPoll(MemorySegment ctx, int count, MemorySegment fds, MemorySegment now) {
        try {
            AFTER_POLL.invokeExact(ctx, count, fds, now);
        } catch (Throwable t) {
            throw Native.rethrow("libxl_osevent_afterpoll", t);
        }
    }

    static int eventCheck(MemorySegment ctx, MemorySegment out) {
        try {
            return (int)
                    EVENT_CHECK.invokeExact(ctx, out, -1L, MemorySegment.NULL, MemorySegment.NULL);
        } catch (Throwable t) {
            throw Native.rethrow("libxl_event_check", t);
        }
    }

    static void eventFree(MemorySegment ctx, MemorySegment event) {
        try {
            EVENT_FREE.invokeExact(ctx, event);
        } catch (Throwable t) {
            throw Native.rethrow("libxl_event_free", t);
        }
    }

    static int aoAbort(MemorySegment ctx, MemorySegment how) {
        try {
            return (int) AO_ABORT.invokeExact(ctx, how);
        } catch (Throwable t) {
            throw Native.rethrow("libxl_ao_abort", t);
        }
    }

    static int enableDeath(MemorySegment ctx, int domid, long user, MemorySegment out) {
        try {
            return (int) ENABLE_DEATH.invokeExact(ctx, domid, user, out);
        } catch (Throwable t) {
            throw Native.rethrow("libxl_evenable_domain_death", t);
        }
    }

    static void disableDeath(MemorySegment ctx, MemorySegment generator) {
        try {
            DISABLE_DEATH.invokeExact(ctx, generator);
        } catch (Throwable t) {
            throw Native.rethrow("libxl_evdisable_domain_death", t);
        }
    }
}
