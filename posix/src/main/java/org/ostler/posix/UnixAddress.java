package org.ostler.posix;

import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// `struct sockaddr_un {sa_family_t sun_family; char sun_path[108];}` (`sys/un.h`).
final class UnixAddress {
    /// Bytes of a path that fit with their NUL.
    static final int MAX_PATH = 107;

    private UnixAddress() {}

    static MemorySegment of(Arena arena, Path path, String call) throws PosixException {
        byte[] bytes = path.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_PATH) {
            throw new PosixException(call, path.toString(), Errno.ENAMETOOLONG);
        }
        if (bytes.length == 0 || path.toString().indexOf('\0') >= 0) {
            throw new PosixException(call, "'" + path + "'", Errno.EINVAL);
        }
        MemorySegment address = arena.allocate(2 + bytes.length + 1, 2);
        address.set(JAVA_SHORT, 0, (short) SocketCalls.AF_UNIX);
        MemorySegment.copy(MemorySegment.ofArray(bytes), 0, address, 2, bytes.length);
        return address;
    }
}
