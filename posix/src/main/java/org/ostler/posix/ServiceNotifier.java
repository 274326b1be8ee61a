package org.ostler.posix;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// Tells the service manager how this process is (sd_notify(3)): one datagram to the socket that
/// `NOTIFY_SOCKET` names. Thread-safe; blocks no longer than the manager's socket is full.
public final class ServiceNotifier {
    private static final int SOCK_DGRAM = 2;

    private final Optional<String> address;

    private ServiceNotifier(Optional<String> address) {
        this.address = address;
    }

    /// The manager that the environment names; without one, notifications go nowhere.
    public static ServiceNotifier of(Map<String, String> environment) {
        return new ServiceNotifier(
                Optional.ofNullable(environment.get("NOTIFY_SOCKET"))
                        .filter(name -> name.startsWith("/") || name.startsWith("@")));
    }

    /// Sends assignments, one a line: `READY=1`, `STOPPING=1`, `STATUS=…`.
    ///
    /// @return whether there is a manager to tell
    public boolean send(String assignments) throws PosixException {
        if (address.isEmpty()) {
            return false;
        }
        String name = address.get();
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        if (path.length > UnixAddress.MAX_PATH) {
            throw new PosixException("connect", name, Errno.ENAMETOOLONG);
        }
        try (Arena arena = Arena.ofConfined();
                Fd socket = open(name)) {
            connect(socket, name, sockaddr(arena, path));
            send(
                    socket,
                    name,
                    arena.allocateFrom(JAVA_BYTE, assignments.getBytes(StandardCharsets.UTF_8)));
        }
        return true;
    }

    /// A name that begins with `@` is in the abstract namespace: its first byte is NUL, and its
    /// length counts.
    private static MemorySegment sockaddr(Arena arena, byte[] path) {
        boolean unnamed = path[0] == '@';
        MemorySegment address = arena.allocate(2L + path.length + (unnamed ? 0 : 1), 2);
        address.set(JAVA_SHORT, 0, (short) SocketCalls.AF_UNIX);
        MemorySegment.copy(MemorySegment.ofArray(path), 0, address, 2, path.length);
        if (unnamed) {
            address.set(JAVA_BYTE, 2, (byte) 0);
        }
        return address;
    }

    private static Fd open(String name) throws PosixException {
        Scratch s = Scratch.take();
        try {
            int fd =
                    SocketCalls.socket(
                            s, SocketCalls.AF_UNIX, SOCK_DGRAM | SocketCalls.SOCK_CLOEXEC);
            if (fd < 0) {
                throw new PosixException("socket", name, s.errno());
            }
            return Fd.own(fd, name);
        } finally {
            s.give();
        }
    }

    private static void connect(Fd socket, String name, MemorySegment address)
            throws PosixException {
        Scratch s = Scratch.take();
        try {
            if (SocketCalls.connect(s, socket.number(), address) < 0) {
                throw new PosixException("connect", name, s.errno());
            }
        } finally {
            s.give();
        }
    }

    private static void send(Fd socket, String name, MemorySegment text) throws PosixException {
        Scratch s = Scratch.take();
        try {
            if (SocketCalls.send(s, socket.number(), text, SocketCalls.MSG_NOSIGNAL) < 0) {
                throw new PosixException("send", name, s.errno());
            }
        } finally {
            s.give();
        }
    }
}
