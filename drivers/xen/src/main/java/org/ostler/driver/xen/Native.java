package org.ostler.driver.xen;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Optional;

/// The C library's calls that libxl's callers need: pipes with a `FILE *` end, poll, and `free` for
/// strings that libxl returns.
///
/// Thread-safe; nothing here keeps state.
final class Native {
    static final Linker LINKER = Linker.nativeLinker();

    /// `O_NONBLOCK | O_CLOEXEC` on Linux for x86-64 and AArch64.
    private static final int NONBLOCK_CLOEXEC = 04000 | 02000000;

    private static final int F_SETPIPE_SZ = 1031;
    private static final int EAGAIN = 11;
    private static final int EINTR = 4;

    static final short POLLIN = 1;
    static final short POLLOUT = 4;

    /// `struct pollfd`: descriptor, requested events, returned events.
    static final StructLayout POLLFD =
            MemoryLayout.structLayout(
                    JAVA_INT.withName("fd"),
                    JAVA_SHORT.withName("events"),
                    JAVA_SHORT.withName("revents"));

    /// `struct timeval`: seconds, microseconds.
    static final StructLayout TIMEVAL =
            MemoryLayout.structLayout(JAVA_LONG.withName("sec"), JAVA_LONG.withName("usec"));

    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final StructLayout CAPTURED = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO_FIELD =
            CAPTURED.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle PIPE2 =
            libc("pipe2", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), ERRNO);
    private static final MethodHandle FCNTL =
            libc(
                    "fcntl",
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
                    Linker.Option.firstVariadicArg(2));
    private static final MethodHandle READ =
            libc("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG), ERRNO);
    private static final MethodHandle WRITE =
            libc("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG), ERRNO);
    private static final MethodHandle CLOSE =
            libc("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle POLL =
            libc("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT), ERRNO);
    private static final MethodHandle FDOPEN =
            libc("fdopen", FunctionDescriptor.of(ADDRESS, JAVA_INT, ADDRESS));
    private static final MethodHandle FCLOSE =
            libc("fclose", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final int CLOSE_RANGE_CLOEXEC = 4;

    /// Absent from C libraries before glibc 2.34.
    private static final Optional<MethodHandle> CLOSE_RANGE =
            LINKER.defaultLookup()
                    .find("close_range")
                    .map(
                            symbol ->
                                    downcall(
                                            symbol,
                                            FunctionDescriptor.of(
                                                    JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT)));

    private static final MethodHandle FREE = libc("free", FunctionDescriptor.ofVoid(ADDRESS));

    private Native() {}

    /// The two ends of a pipe, both non-blocking and close-on-exec.
    record Pipe(int readEnd, int writeEnd) {}

    static Pipe pipe(int capacityBytes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment fds = arena.allocate(JAVA_INT, 2);
            MemorySegment state = arena.allocate(CAPTURED);
            if ((int) PIPE2.invokeExact(state, fds, NONBLOCK_CLOEXEC) != 0) {
                throw new IllegalStateException("pipe2 failed with errno " + errno(state) + ".");
            }
            var pipe = new Pipe(fds.getAtIndex(JAVA_INT, 0), fds.getAtIndex(JAVA_INT, 1));
            // refused when the user's share of pipe buffers is used up; the kernel's default of 64
            // KiB stays then
            int unused = (int) FCNTL.invokeExact(pipe.writeEnd(), F_SETPIPE_SZ, capacityBytes);
            assert unused <= Math.max(capacityBytes, 1 << 20);
            return pipe;
        } catch (Throwable t) {
            throw rethrow("pipe2", t);
        }
    }

    /// Marks every descriptor of this process but the standard streams close-on-exec. Java does not
    /// mark all of those that it opens, and a process that a native library forks would inherit
    /// them: a device model would keep the daemon's sockets open for as long as its guest lives.
    ///
    /// Does nothing where the kernel (before 5.11) or the C library cannot do it in one call.
    static void closeAllOnExec() {
        if (CLOSE_RANGE.isEmpty()) {
            return;
        }
        try {
            int unused = (int) CLOSE_RANGE.get().invokeExact(3, -1, CLOSE_RANGE_CLOEXEC);
            assert unused <= 0;
        } catch (Throwable t) {
            throw rethrow("close_range", t);
        }
    }

    /// Reads what is there. Returns the number of bytes, 0 at the end of the stream, -1 when
    /// nothing is there now.
    static int read(int fd, MemorySegment buffer) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CAPTURED);
            long n = (long) READ.invokeExact(state, fd, buffer, buffer.byteSize());
            if (n >= 0) {
                return Math.toIntExact(n);
            }
            int errno = errno(state);
            if (errno == EAGAIN || errno == EINTR) {
                return -1;
            }
            throw new IllegalStateException("read failed with errno " + errno + ".");
        } catch (Throwable t) {
            throw rethrow("read", t);
        }
    }

    /// Writes what fits now. Returns the number of bytes, -1 when nothing fits.
    static int write(int fd, MemorySegment bytes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CAPTURED);
            long n = (long) WRITE.invokeExact(state, fd, bytes, bytes.byteSize());
            if (n >= 0) {
                return Math.toIntExact(n);
            }
            int errno = errno(state);
            if (errno == EAGAIN || errno == EINTR) {
                return -1;
            }
            throw new IllegalStateException("write failed with errno " + errno + ".");
        } catch (Throwable t) {
            throw rethrow("write", t);
        }
    }

    /// Waits until a descriptor is ready, has failed, or the time is over.
    static void await(int fd, short events, int timeoutMillis) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment one = arena.allocate(POLLFD);
            one.set(JAVA_INT, 0, fd);
            one.set(JAVA_SHORT, 4, events);
            poll(one, 1, timeoutMillis);
        }
    }

    /// Writes one byte into a pipe, to wake the thread that polls its other end; a full pipe is
    /// awake already.
    static void wake(int fd) {
        try (Arena arena = Arena.ofConfined()) {
            long unused =
                    (long) WRITE.invokeExact(arena.allocate(CAPTURED), fd, arena.allocate(1), 1L);
            assert unused <= 1;
        } catch (Throwable t) {
            throw rethrow("write", t);
        }
    }

    static void close(int fd) {
        try {
            int unused = (int) CLOSE.invokeExact(fd);
            assert unused <= 0;
        } catch (Throwable t) {
            throw rethrow("close", t);
        }
    }

    /// Waits for events on descriptors; an interrupted wait counts as no event.
    static int poll(MemorySegment pollfds, int count, int timeoutMillis) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CAPTURED);
            int n = (int) POLL.invokeExact(state, pollfds, (long) count, timeoutMillis);
            if (n < 0 && errno(state) != EINTR) {
                throw new IllegalStateException("poll failed with errno " + errno(state) + ".");
            }
            return Math.max(n, 0);
        } catch (Throwable t) {
            throw rethrow("poll", t);
        }
    }

    /// A `FILE *` that writes to the descriptor and owns it.
    static MemorySegment fdopenForWriting(int fd) {
        try (Arena arena = Arena.ofConfined()) {
            var file = (MemorySegment) FDOPEN.invokeExact(fd, arena.allocateFrom("w"));
            if (file.address() == 0) {
                throw new IllegalStateException("fdopen failed: out of memory.");
            }
            return file;
        } catch (Throwable t) {
            throw rethrow("fdopen", t);
        }
    }

    static void fclose(MemorySegment file) {
        try {
            int unused = (int) FCLOSE.invokeExact(file);
            assert unused <= 0;
        } catch (Throwable t) {
            throw rethrow("fclose", t);
        }
    }

    static void free(MemorySegment pointer) {
        try {
            FREE.invokeExact(pointer);
        } catch (Throwable t) {
            throw rethrow("free", t);
        }
    }

    /// Copies a C string that the callee allocated and frees it; an absent one gives the empty
    /// string.
    static String takeString(MemorySegment pointer) {
        if (pointer.address() == 0) {
            return "";
        }
        String text = string(pointer);
        free(pointer);
        return text;
    }

    /// Copies a C string that stays the callee's.
    @SuppressWarnings("restricted") // a C string ends where its zero byte is
    static String string(MemorySegment pointer) {
        return pointer.address() == 0 ? "" : pointer.reinterpret(Long.MAX_VALUE).getString(0);
    }

    /// Binds a function of a library.
    ///
    /// @throws UnsatisfiedLinkError when the library does not have it
    static MethodHandle bind(
            SymbolLookup library,
            String name,
            FunctionDescriptor descriptor,
            Linker.Option... options) {
        MemorySegment symbol =
                library.find(name)
                        .orElseThrow(
                                () ->
                                        new UnsatisfiedLinkError(
                                                "The library has no function " + name + "."));
        return downcall(symbol, descriptor, options);
    }

    @SuppressWarnings("restricted") // native calls are what this class is for
    private static MethodHandle downcall(
            MemorySegment symbol, FunctionDescriptor descriptor, Linker.Option... options) {
        return LINKER.downcallHandle(symbol, descriptor, options);
    }

    /// What a failing downcall comes to: errors and unchecked exceptions as they are, anything else
    /// wrapped with the function's name.
    static RuntimeException rethrow(String function, Throwable t) {
        return switch (t) {
            case Error e -> throw e;
            case RuntimeException e -> e;
            default -> new IllegalStateException("Calling " + function + " failed.", t);
        };
    }

    private static int errno(MemorySegment state) {
        return (int) ERRNO_FIELD.get(state, 0L);
    }

    private static MethodHandle libc(
            String name, FunctionDescriptor descriptor, Linker.Option... options) {
        return bind(LINKER.defaultLookup(), name, descriptor, options);
    }
}
