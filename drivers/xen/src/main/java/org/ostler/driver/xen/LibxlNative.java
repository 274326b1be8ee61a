package org.ostler.driver.xen;

import org.ostler.posix.CString;
import org.ostler.posix.NativeFunction;
import org.ostler.posix.NativeLibrary;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.Locale;

/// libxl's contexts, events and asynchronous operations, and libxentoollog's stream logger, as they
/// are declared in `libxl.h`, `libxl_event.h` and `xentoollog.h` from Xen 4.13 on.
///
/// Initializing this class loads the library: ask [XenHost#probe] or [LibxlLibrary#find] first, or
/// expect an [UnsatisfiedLinkError]. Pointers are addresses; those to contexts, events and loggers
/// are opaque. No struct of libxl is laid out here; `libxl_asyncop_how` and `libxl_childproc_hooks`
/// are two and three pointer-sized members of the calling convention itself.
final class LibxlNative {
    /// The library in use.
    static final LibxlLibrary LIBRARY =
            LibxlLibrary.find(Path.of("/"))
                    .orElseThrow(
                            () ->
                                    new UnsatisfiedLinkError(
                                            "No libxenlight of the running Xen's release is"
                                                    + " installed."));

    /// No pointer; as "how" it makes a call synchronous.
    static final long NULL = 0;

    private static final NativeLibrary LIBXL = NativeLibrary.load(LIBRARY.file());
    private static final NativeLibrary TOOLLOG = NativeLibrary.load("libxentoollog.so.1");

    /// `LIBXL_VERSION`, constant since 4.2.
    private static final int LIBXL_VERSION = 0;

    /// `LIBXL_EVENTMASK_ALL`.
    private static final long ALL_EVENTS = -1;

    private static final NativeFunction CREATE_LOGGER =
            TOOLLOG.function("xtl_createlogger_stdiostream");
    private static final NativeFunction DESTROY_LOGGER = TOOLLOG.function("xtl_logger_destroy");
    private static final NativeFunction CTX_ALLOC = function("libxl_ctx_alloc");
    private static final NativeFunction CTX_FREE = function("libxl_ctx_free");
    private static final NativeFunction SETMODE = function("libxl_childproc_setmode");
    private static final NativeFunction ERROR_TO_STRING = function("libxl_error_to_string");
    private static final NativeFunction BEFORE_POLL = function("libxl_osevent_beforepoll");
    private static final NativeFunction AFTER_POLL = function("libxl_osevent_afterpoll");
    private static final NativeFunction EVENT_CHECK = function("libxl_event_check");
    private static final NativeFunction EVENT_FREE = function("libxl_event_free");
    private static final NativeFunction AO_ABORT = function("libxl_ao_abort");
    private static final NativeFunction ENABLE_DEATH = function("libxl_evenable_domain_death");
    private static final NativeFunction DISABLE_DEATH = function("libxl_evdisable_domain_death");

    private LibxlNative() {}

    /// A function of libxl.
    ///
    /// @throws UnsatisfiedLinkError when this release does not have it
    static NativeFunction function(String name) {
        return LIBXL.function(name);
    }

    /// @param file a `FILE *`
    static long createLogger(long file, int minLevel, int flags) {
        return CREATE_LOGGER.call(file, minLevel, flags);
    }

    static void destroyLogger(long logger) {
        DESTROY_LOGGER.call(logger);
    }

    static int ctxAlloc(long out, long logger) {
        return (int) CTX_ALLOC.call(out, LIBXL_VERSION, 0, logger);
    }

    static int ctxFree(long ctx) {
        return (int) CTX_FREE.call(ctx);
    }

    /// @param hooks stays libxl's for as long as the context lives
    static void childprocSetmode(long ctx, long hooks) {
        SETMODE.call(ctx, hooks, NULL);
    }

    /// The name of an error code, as in `ERROR_FAIL`.
    static String errorName(int code) {
        String name = CString.copy(ERROR_TO_STRING.call(code));
        return name.isEmpty() ? "unknown code" : "ERROR_" + name.toUpperCase(Locale.ROOT);
    }

    static int beforePoll(long ctx, long count, long fds, long timeout, Instant now) {
        return (int)
                BEFORE_POLL.call(ctx, count, fds, timeout, now.getEpochSecond(), microseconds(now));
    }

    static void afterPoll(long ctx, int count, long fds, Instant now) {
        AFTER_POLL.call(ctx, count, fds, now.getEpochSecond(), microseconds(now));
    }

    /// The second word of a `struct timeval`.
    private static long microseconds(Instant now) {
        return now.get(ChronoField.MICRO_OF_SECOND);
    }

    static int eventCheck(long ctx, long out) {
        return (int) EVENT_CHECK.call(ctx, out, ALL_EVENTS, NULL, NULL);
    }

    static void eventFree(long ctx, long event) {
        EVENT_FREE.call(ctx, event);
    }

    static int aoAbort(long ctx, long how) {
        return (int) AO_ABORT.call(ctx, how);
    }

    static int enableDeath(long ctx, int domid, long user, long out) {
        return (int) ENABLE_DEATH.call(ctx, domid, user, out);
    }

    static void disableDeath(long ctx, long generator) {
        DISABLE_DEATH.call(ctx, generator);
    }
}
