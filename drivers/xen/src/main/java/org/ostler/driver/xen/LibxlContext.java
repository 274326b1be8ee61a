package org.ostler.driver.xen;

import org.ostler.posix.Eventfd;
import org.ostler.posix.NativeMemory;
import org.ostler.posix.PollSet;
import org.ostler.posix.PosixException;
import org.ostler.xlcfg.Json;

import java.lang.foreign.Arena;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A context of libxl with a log of its own, and one turn of its event loop.
///
/// libxl's children are reaped one by one by their process ids
/// (`libxl_sigchld_owner_libxl_always_selective_reap`): the default would wait for any child and so
/// steal those of [Process]. Every context of the process must be made this way.
///
/// Belongs to the thread that made it. The loop goes through beforepoll and afterpoll rather than
/// `libxl_event_wait`, so that the same thread can be woken, keep deadlines and read the log.
final class LibxlContext implements AutoCloseable {
    private static final int SELECTIVE_REAP = 3;
    private static final int CHILDPROC_HOOKS_BYTES = 24;
    private static final int MAX_DESCRIPTORS = 256;
    private static final int OWN_DESCRIPTORS = 2;

    // what the memory for calls holds, and where
    private static final int POINTER = 0;
    private static final int COUNT = 8;
    private static final int TIMEOUT = 12;
    private static final int CALL_BYTES = 16;

    private final Arena arena = Arena.ofConfined();
    private final PollSet fds = new PollSet(arena, MAX_DESCRIPTORS + OWN_DESCRIPTORS);
    private final NativeMemory memory = NativeMemory.in(arena, CALL_BYTES, 8);
    private final LibxlLog log;
    private final long pointer;

    /// Opens the hypervisor and xenstore.
    ///
    /// @throws LibxlException when they cannot be opened
    LibxlContext(LogLine.Level minLevel) {
        try {
            log = new LibxlLog(minLevel);
        } catch (IllegalStateException e) {
            arena.close();
            throw e;
        }
        int code = LibxlNative.ctxAlloc(memory.address() + POINTER, log.logger());
        if (code != 0) {
            List<LogLine> lines = log.drain();
            closeOwn();
            throw new LibxlException(
                    "opening", "the Xen host", code, LibxlNative.errorName(code), lines);
        }
        pointer = memory.bytes().getLong(POINTER);
        NativeMemory hooks = NativeMemory.in(arena, CHILDPROC_HOOKS_BYTES, 8);
        hooks.bytes().putInt(0, SELECTIVE_REAP);
        LibxlNative.childprocSetmode(pointer, hooks.address());
    }

    /// What wakes a thread in [#turn]; any thread may signal it.
    static Eventfd newWake() {
        try {
            return Eventfd.create();
        } catch (PosixException e) {
            throw new IllegalStateException("libxl's events cannot be waited for: " + e, e);
        }
    }

    /// The `libxl_ctx *`.
    long pointer() {
        return pointer;
    }

    /// What this context said.
    LibxlLog log() {
        return log;
    }

    /// What a call that returned a code other than 0 comes to, with everything that was said since
    /// the log was last read.
    LibxlException failure(String operation, String subject, int code) {
        return new LibxlException(
                operation, subject, code, LibxlNative.errorName(code), log.drain());
    }

    /// Passes when a call returned 0.
    ///
    /// @throws LibxlException otherwise
    void check(String operation, String subject, int code) {
        if (code != 0) {
            throw failure(operation, subject, code);
        }
    }

    /// Waits until libxl has something to do, a message or a wake-up came, or the time is over, and
    /// lets libxl do its work.
    ///
    /// @param wake wakes this wait; taken back here
    /// @param maxMillis the longest wait
    void turn(Eventfd wake, int maxMillis) {
        memory.bytes().putInt(COUNT, MAX_DESCRIPTORS).putInt(TIMEOUT, maxMillis);
        int code =
                LibxlNative.beforePoll(
                        pointer,
                        memory.address() + COUNT,
                        fds.address(),
                        memory.address() + TIMEOUT,
                        Instant.now());
        if (code != 0) {
            throw failure("waiting", "events", code);
        }
        int used = memory.bytes().getInt(COUNT);
        fds.watch(used, wake.fd());
        fds.watch(used + 1, log.descriptor());
        try {
            fds.await(used + OWN_DESCRIPTORS, memory.bytes().getInt(TIMEOUT));
            LibxlNative.afterPoll(pointer, used, fds.address(), Instant.now());
            if (fds.isReady(used)) {
                wake.drain();
            }
        } catch (PosixException e) {
            throw new IllegalStateException("libxl's events cannot be waited for: " + e, e);
        }
    }

    /// The next event that has occurred, as JSON, when there is one.
    Optional<Json.Obj> nextEvent() {
        int code = LibxlNative.eventCheck(pointer, memory.address() + POINTER);
        if (code == LibxlError.NOT_READY.code()) {
            return Optional.empty();
        }
        if (code != 0) {
            throw failure("reading", "events", code);
        }
        long occurred = memory.bytes().getLong(POINTER);
        try {
            return Optional.of(LibxlType.EVENT.toJson(pointer, occurred));
        } finally {
            LibxlNative.eventFree(pointer, occurred);
        }
    }

    @Override
    public void close() {
        LibxlNative.ctxFree(pointer);
        closeOwn();
    }

    private void closeOwn() {
        log.close();
        arena.close();
    }
}
