package org.ostler.posix;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.Optional;

/// The host's users and groups, asked of the name service switch (getpwnam_r(3), getgrnam_r(3)) in
/// this process.
///
/// May block where the host asks a directory service. Layouts, 64-bit: `passwd` {0 name*, 16 uid,
/// 20 gid, 32 dir*} (`pwd.h`); `group` {0 name*, 16 gid} (`grp.h`).
public final class Users {
    /// Where in the scratch area the functions leave the pointer to what they found; the record is
    /// before it.
    private static final int FOUND = 64;

    private static final long MAX_SIZE = 16L << 20;

    private static final NativeFunction GETPWNAM_R = NativeLibrary.LIBC.function("getpwnam_r");
    private static final NativeFunction GETGRNAM_R = NativeLibrary.LIBC.function("getgrnam_r");
    private static final NativeFunction GETPWUID_R = NativeLibrary.LIBC.function("getpwuid_r");
    private static final NativeFunction GETGRGID_R = NativeLibrary.LIBC.function("getgrgid_r");
    private static final NativeFunction GETEUID = NativeLibrary.LIBC.function("geteuid");

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
            return (int) GETEUID.call(s);
        } finally {
            s.give();
        }
    }

    public static Optional<User> user(String name) throws PosixException {
        return lookup(GETPWNAM_R, "getpwnam_r", name, named(name), Users::userAt);
    }

    public static Optional<User> user(int uid) throws PosixException {
        return lookup(GETPWUID_R, "getpwuid_r", "uid " + uid, arena -> uid, Users::userAt);
    }

    public static Optional<Group> group(String name) throws PosixException {
        return lookup(GETGRNAM_R, "getgrnam_r", name, named(name), Users::groupAt);
    }

    public static Optional<Group> group(int gid) throws PosixException {
        return lookup(GETGRGID_R, "getgrgid_r", "gid " + gid, arena -> gid, Users::groupAt);
    }

    /// What is looked up, as a machine word: a number, or the address of a string in the arena.
    private interface Key {
        long in(Arena arena);
    }

    private interface Reader<T> {
        T at(ByteBuffer record);
    }

    private static Key named(String name) {
        return arena -> CString.in(arena, name);
    }

    private static User userAt(ByteBuffer r) {
        return new User(
                CString.copy(r.getLong(0)),
                r.getInt(16),
                r.getInt(20),
                CString.copy(r.getLong(32)));
    }

    private static Group groupAt(ByteBuffer r) {
        return new Group(CString.copy(r.getLong(0)), r.getInt(16));
    }

    /// Tries with a growing buffer (a group may have thousands of members) until the record fits.
    /// These functions return their errno.
    private static <T> Optional<T> lookup(
            NativeFunction function, String name, String subject, Key key, Reader<T> reader)
            throws PosixException {
        Scratch s = Scratch.take();
        try {
            for (long size = 4096; ; size *= 4) {
                try (Arena arena = Arena.ofConfined()) {
                    long text = arena.allocate(size, 8).address();
                    int errno =
                            (int)
                                    function.call(
                                            s,
                                            key.in(arena),
                                            s.address,
                                            text,
                                            size,
                                            s.address + FOUND);
                    if (errno == 0) {
                        return s.area.getLong(FOUND) == 0
                                ? Optional.empty()
                                : Optional.of(reader.at(s.area));
                    }
                    if (errno == Errno.ENOENT || errno == Errno.ESRCH) {
                        return Optional.empty();
                    }
                    if (errno != Errno.ERANGE || size >= MAX_SIZE) {
                        throw new PosixException(name, subject, errno);
                    }
                }
            }
        } finally {
            s.give();
        }
    }
}
