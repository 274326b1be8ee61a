package org.ostler.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// The host's users and groups, asked of the name service switch (getpwnam_r(3), getgrnam_r(3)) in
/// this process.
///
/// May block where the host asks a directory service. Layouts, 64-bit: `passwd` {0 name*, 16 uid,
/// 20 gid, 32 dir*} (`pwd.h`); `group` {0 name*, 16 gid} (`grp.h`).
public final class Users {
    private static final long RECORD = 64;
    private static final long MAX_SIZE = 16L << 20;

    private static final MethodHandle GETPWNAM_R = byName("getpwnam_r");
    private static final MethodHandle GETGRNAM_R = byName("getgrnam_r");
    private static final MethodHandle GETPWUID_R = byId("getpwuid_r");
    private static final MethodHandle GETGRGID_R = byId("getgrgid_r");
    private static final MethodHandle GETEUID =
            Libc.link("geteuid", FunctionDescriptor.of(JAVA_INT));

    private Users() {}

    /// One user.
    ///
    /// @param home home directory, may be empty
    public record User(String name, int uid, int gid, String home) {}

    /// One group.
    public record Group(String name, int gid) {}

    /// The user that this process acts as; 0 is root.
    public static int effectiveUid() {
        Scratch s = Scratch.take();
        try {
            return (int) GETEUID.invokeExact(s.state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        } finally {
            s.give();
        }
    }

    public static Optional<User> user(String name) throws PosixException {
        return lookup("getpwnam_r", name, Users::userAt, named(GETPWNAM_R, name));
    }

    public static Optional<User> user(int uid) throws PosixException {
        return lookup("getpwuid_r", "uid " + uid, Users::userAt, numbered(GETPWUID_R, uid));
    }

    public static Optional<Group> group(String name) throws PosixException {
        return lookup("getgrnam_r", name, Users::groupAt, named(GETGRNAM_R, name));
    }

    public static Optional<Group> group(int gid) throws PosixException {
        return lookup("getgrgid_r", "gid " + gid, Users::groupAt, numbered(GETGRGID_R, gid));
    }

    private static MethodHandle byName(String function) {
        return Libc.link(
                function,
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));
    }

    private static MethodHandle byId(String function) {
        return Libc.link(
                function,
                FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));
    }

    /// One call with a buffer of some size; gives the errno, for these functions return it.
    private interface Attempt {
        int run(MemorySegment state, Memory memory) throws Throwable;
    }

    private interface Reader<T> {
        T at(MemorySegment record);
    }

    private record Memory(
            Arena arena, MemorySegment record, MemorySegment text, MemorySegment result) {
        static Memory of(Arena arena, long size) {
            return new Memory(
                    arena,
                    arena.allocate(RECORD, 8),
                    arena.allocate(size, 8),
                    arena.allocate(8, 8));
        }

        boolean found() {
            return result.get(JAVA_LONG, 0) != 0;
        }
    }

    private static Attempt named(MethodHandle handle, String name) {
        if (name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("NUL in a user's or group's name");
        }
        return (state, m) -> {
            MemorySegment key = Libc.cString(m.arena, name);
            long size = m.text.byteSize();
            return (int) handle.invokeExact(state, key, m.record, m.text, size, m.result);
        };
    }

    private static Attempt numbered(MethodHandle handle, int id) {
        return (state, m) -> {
            long size = m.text.byteSize();
            return (int) handle.invokeExact(state, id, m.record, m.text, size, m.result);
        };
    }

    private static User userAt(MemorySegment r) {
        return new User(
                Libc.string(r.get(ADDRESS, 0)),
                r.get(JAVA_INT, 16),
                r.get(JAVA_INT, 20),
                Libc.string(r.get(ADDRESS, 32)));
    }

    private static Group groupAt(MemorySegment r) {
        return new Group(Libc.string(r.get(ADDRESS, 0)), r.get(JAVA_INT, 16));
    }

    /// Tries with a growing buffer (a group may have thousands of members) until the record fits.
    private static <T> Optional<T> lookup(
            String function, String subject, Reader<T> reader, Attempt attempt)
            throws PosixException {
        for (long size = 4096; ; size *= 4) {
            try (Arena arena = Arena.ofConfined()) {
                Memory memory = Memory.of(arena, size);
                int errno = run(attempt, memory);
                if (errno == 0) {
                    return memory.found()
                            ? Optional.of(reader.at(memory.record))
                            : Optional.empty();
                }
                if (errno == Errno.ENOENT || errno == Errno.ESRCH) {
                    return Optional.empty();
                }
                if (errno != Errno.ERANGE || size >= MAX_SIZE) {
                    throw new PosixException(function, subject, errno);
                }
            }
        }
    }

    private static int run(Attempt attempt, Memory memory) {
        Scratch s = Scratch.take();
        try {
            return attempt.run(s.state, memory);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        } finally {
            s.give();
        }
    }
}
