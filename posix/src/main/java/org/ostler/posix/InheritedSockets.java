package org.ostler.posix;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Listening sockets that a service manager opened for us (sd_listen_fds(3)): `LISTEN_PID`,
/// `LISTEN_FDS` and `LISTEN_FDNAMES` in the environment, descriptors from 3 on.
public final class InheritedSockets {
    private static final int FIRST = 3;
    private static final int F_SETFD = 2;
    private static final int FD_CLOEXEC = 1;

    /// One socket passed in.
    ///
    /// @param name from `LISTEN_FDNAMES`; `unknown` where none is given, as systemd does
    /// @param unix whether it is a unix stream socket that listens
    public record Inherited(Fd fd, String name, boolean unix) {}

    private InheritedSockets() {}

    /// Takes over all of them and makes them close-on-exec. Call once, early: a second call would
    /// give second owners.
    ///
    /// @return in the order of their numbers; empty when none were passed to this process
    public static List<Inherited> adopt() throws PosixException {
        return adopt(System.getenv(), ProcessHandle.current().pid(), FIRST);
    }

    static List<Inherited> adopt(Map<String, String> environment, long pid, int first)
            throws PosixException {
        int count = number(environment, "LISTEN_FDS");
        if (count == 0 || !environment.getOrDefault("LISTEN_PID", "").equals(Long.toString(pid))) {
            return List.of();
        }
        String[] names = environment.getOrDefault("LISTEN_FDNAMES", "").split(":", -1);
        List<Inherited> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String name = i < names.length && !names[i].isEmpty() ? names[i] : "unknown";
            Fd fd = Fd.own(first + i, "inherited socket " + name);
            fd.control(F_SETFD, FD_CLOEXEC);
            all.add(new Inherited(fd, name, isListeningUnixStream(fd)));
        }
        return List.copyOf(all);
    }

    private static int number(Map<String, String> environment, String key) throws PosixException {
        String text = environment.getOrDefault(key, "0");
        if (!text.matches("[0-9]{1,3}")) {
            throw new PosixException("listen_fds", key + "=" + text, Errno.EINVAL);
        }
        return Integer.parseInt(text);
    }

    private static boolean isListeningUnixStream(Fd fd) throws PosixException {
        try {
            return SocketOptions.number(fd, SocketCalls.SO_DOMAIN) == SocketCalls.AF_UNIX
                    && SocketOptions.number(fd, SocketCalls.SO_TYPE) == SocketCalls.SOCK_STREAM
                    && SocketOptions.number(fd, SocketCalls.SO_ACCEPTCONN) == 1;
        } catch (PosixException e) {
            if (e.is(Errno.ENOTSOCK)) {
                return false;
            }
            throw e;
        }
    }
}
