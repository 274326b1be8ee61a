package org.ostler.daemon;

import org.ostler.daemon.config.Settings;
import org.ostler.daemon.config.Settings.SocketSettings;
import org.ostler.posix.Errno;
import org.ostler.posix.InheritedSockets;
import org.ostler.posix.PosixException;
import org.ostler.posix.UnixListener;
import org.ostler.posix.Users;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The sockets that the daemon listens on: all of them, or none when one cannot be had.
///
/// Clients that connect before the daemon accepts wait in the backlog, so that sockets are the
/// first thing it makes.
final class OpenSockets implements AutoCloseable {
    private static final String USUAL_GROUP = "libvirt";
    private static final int PRIVATE_BACKLOG = 64;

    /// One of them.
    record OpenSocket(UnixListener listener, SocketUse use, Optional<String> driver) {}

    private final List<OpenSocket> all;

    private OpenSockets(List<OpenSocket> all) {
        this.all = List.copyOf(all);
    }

    /// Takes over what a service manager passed, or else makes the sockets of the settings.
    static OpenSockets open(Settings settings) throws StartFailure {
        List<OpenSocket> open = new ArrayList<>();
        boolean complete = false;
        try {
            inherit(open);
            if (open.isEmpty()) {
                make(settings, open);
            }
            complete = true;
            return new OpenSockets(open);
        } finally {
            if (!complete) {
                open.forEach(socket -> socket.listener().close());
            }
        }
    }

    /// One socket for this user alone, at that place.
    static OpenSockets privately(Path path) throws StartFailure {
        try {
            return new OpenSockets(
                    List.of(
                            new OpenSocket(
                                    UnixListener.bind(
                                            path, 0600, OptionalInt.empty(), PRIVATE_BACKLOG),
                                    SocketUse.EVERYTHING,
                                    Optional.empty())));
        } catch (IOException e) {
            throw new StartFailure(
                    StartFailure.REFUSED, "cannot listen on " + path + ": " + e.getMessage());
        }
    }

    private static void inherit(List<OpenSocket> open) throws StartFailure {
        try {
            for (InheritedSockets.Inherited socket : InheritedSockets.adopt()) {
                if (!socket.unix()) {
                    socket.fd().close();
                    throw new StartFailure(
                            StartFailure.REFUSED,
                            "the inherited socket "
                                    + socket.name()
                                    + " is no listening unix stream socket");
                }
                open.add(
                        new OpenSocket(
                                UnixListener.adopt(socket.fd(), Path.of(socket.name())),
                                SocketUse.named(socket.name()),
                                Optional.empty()));
            }
        } catch (PosixException e) {
            throw new StartFailure(
                    StartFailure.REFUSED,
                    "cannot take over the sockets that the service manager passed: "
                            + e.getMessage());
        }
    }

    private static void make(Settings settings, List<OpenSocket> open) throws StartFailure {
        directory(settings.directories().sockets(), settings.system());
        OptionalInt group = settings.system() ? group(settings.sockets()) : OptionalInt.empty();
        for (SocketPlan plan : SocketPlan.of(settings)) {
            open.add(make(plan, settings, group));
        }
    }

    private static OpenSocket make(SocketPlan plan, Settings settings, OptionalInt group)
            throws StartFailure {
        SocketSettings sockets = settings.sockets();
        int mode =
                switch (plan.use()) {
                    case EVERYTHING -> sockets.readWritePermissions();
                    case LOOKING -> sockets.readOnlyPermissions();
                    case ADMINISTRATION -> 0600;
                };
        try {
            UnixListener listener =
                    UnixListener.bind(
                            plan.path(),
                            settings.system() ? mode : 0600,
                            plan.use() == SocketUse.EVERYTHING ? group : OptionalInt.empty(),
                            settings.limits().backlog());
            return new OpenSocket(listener, plan.use(), plan.driver());
        } catch (IOException e) {
            if (e instanceof PosixException posix && posix.is(Errno.EADDRINUSE)) {
                throw new StartFailure(
                        StartFailure.OCCUPIED,
                        "another daemon (libvirtd?) listens on "
                                + plan.path()
                                + "; stop it, or choose another --socket-dir");
            }
            throw new StartFailure(
                    StartFailure.REFUSED,
                    "cannot listen on " + plan.path() + ": " + e.getMessage());
        }
    }

    private static void directory(Path directory, boolean system) throws StartFailure {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(
                        directory,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString(
                                        system ? "rwxr-xr-x" : "rwx------")));
            }
        } catch (IOException e) {
            throw new StartFailure(
                    StartFailure.REFUSED,
                    "cannot make the directory " + directory + " for the sockets: " + e);
        }
    }

    /// The group of the read-write sockets: the named one, which must exist, or the usual one.
    private static OptionalInt group(SocketSettings sockets) throws StartFailure {
        String name = sockets.group().orElse(USUAL_GROUP);
        try {
            Optional<Users.Group> group = Users.group(name);
            if (group.isEmpty() && sockets.group().isPresent()) {
                throw new StartFailure(
                        StartFailure.USAGE,
                        "there is no group " + name + ", which unix_sock_group names");
            }
            return group.map(found -> OptionalInt.of(found.gid())).orElse(OptionalInt.empty());
        } catch (PosixException e) {
            throw new StartFailure(
                    StartFailure.REFUSED,
                    "cannot look up the group " + name + ": " + e.getMessage());
        }
    }

    List<OpenSocket> all() {
        return all;
    }

    @Override
    public void close() {
        all.forEach(socket -> socket.listener().close());
    }
}
