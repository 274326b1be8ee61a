package org.ostler.driver.xen;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
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
    private static final long CHILDPROC_HOOKS_BYTES = 24;
    private static final int MAX_DESCRIPTORS = 256;
    private static final int OWN_DESCRIPTORS = 2;

    private final Arena arena = Arena.ofConfined();
    private final LibxlLog log;
    private final MemorySegment pointer;
    private final MemorySegment fds =
            arena.allocate(Native.POLLFD, MAX_DESCRIPTORS + OWN_DESCRIPTORS);
    private final MemorySegment count = arena.allocate(JAVA_INT);
    private final MemorySegment timeout = arena.allocate(JAVA_INT);
    private final MemorySegment now = arena.allocate(Native.TIMEVAL);
    private final MemorySegment event = arena.allocate(ADDRESS);

    /// Opens the hypervisor and xenstore.
    ///
    /// @throws LibxlException when they cannot be opened
    LibxlContext(LogLine.Level minLevel) {
        log = new LibxlLog(minLevel);
        MemorySegment out = arena.allocate(ADDRESS);
        int code = LibxlNative.ctxAlloc(out, log.logger());
        if (code != 0) {
            List<LogLine> lines = log.drain();
            log.close();
            arena.close();
            throw new LibxlException(
                    "opening", "the Xen host", code, LibxlNative.errorName(code), lines);
        }
        pointer = out.get(ADDRESS, 0);
        MemorySegment hooks = arena.allocate(CHILDPROC_HOOKS_BYTES, 8);
        hooks.set(JAVA_INT, 0, SELECTIVE_REAP);
        LibxlNative.childprocSetmode(pointer, hooks);
    }

    /// The `libxl_ctx *`.
    MemorySegment pointer() {
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

    /// Waits until libxl has something to do, a message or a wake-up byte came, or the time is
    /// over, and lets libxl do its work.
    ///
    /// @param wakeDescriptor the read end of a pipe that wakes this wait; emptied here
    /// @param maxMillis the longest wait
    void turn(int wakeDescriptor, int maxMillis) {
        count.set(JAVA_INT, 0, MAX_DESCRIPTORS);
        timeout.set(JAVA_INT, 0, maxMillis);
        stamp();
        int code = LibxlNative.beforePoll(pointer, count, fds, timeout, now);
        if (code != 0) {
            throw failure("waiting", "events", code);
        }
        int used = count.get(JAVA_INT, 0);
        watch(used, wakeDescriptor);
        watch(used + 1, log.descriptor());
        Native.poll(fds, used + OWN_DESCRIPTORS, timeout.get(JAVA_INT, 0));
        stamp();
        LibxlNative.afterPoll(pointer, used, fds, now);
        if (fds.get(JAVA_SHORT, (used + 0L) * Native.POLLFD.byteSize() + 6) != 0) {
            drainWakeups(wakeDescriptor);
        }
    }

    /// The next event that has occurred, as JSON, when there is one.
    Optional<Json.Obj> nextEvent() {
        int code = LibxlNative.eventCheck(pointer, event);
        if (code == LibxlError.NOT_READY.code()) {
            return Optional.empty();
        }
        if (code != 0) {
            throw failure("reading", "events", code);
        }
        MemorySegment occurred = event.get(ADDRESS, 0);
        try {
            return Optional.of(LibxlType.EVENT.toJson(pointer, occurred));
        } finally {
            LibxlNative.eventFree(pointer, occurred);
        }
    }

    @Override
    public void close() {
        LibxlNative.ctxFree(pointer);
        log.close();
        arena.close();
    }

    private void watch(int index, int descriptor) {
        long at = index * Native.POLLFD.byteSize();
        fds.set(JAVA_INT, at, descriptor);
        fds.set(JAVA_SHORT, at + 4, Native.POLLIN);
        fds.set(JAVA_SHORT, at + 6, (short) 0);
    }

    private static void drainWakeups(int descriptor) {
        try (Arena local = Arena.ofConfined()) {
            MemorySegment sink = local.allocate(64);
            while (Native.read(descriptor, sink) == sink.byteSize()) {
                // more bytes than the sink holds
            }
        }
    }

    private void stamp() {
        Instant instant = Instant.now();
        now.set(JAVA_LONG, 0, instant.getEpochSecond());
        now.set(JAVA_LONG, 8, instant.getNano() / 1000);
    }
}
