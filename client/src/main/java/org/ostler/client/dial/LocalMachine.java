package org.ostler.client.dial;

import org.ostler.posix.Users;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// What a way needs to know of the machine that it begins on.
///
/// @param root whether this process is root's; asked only where it matters
/// @param home of the user
/// @param runtime `$XDG_RUNTIME_DIR`
/// @param sockets where the system's daemons listen
/// @param pki where certificates for the whole machine are
record LocalMachine(
        Supplier<Boolean> root, Path home, Optional<Path> runtime, Path sockets, Path pki) {
    /// The one that this process runs on.
    static final LocalMachine THIS =
            new LocalMachine(
                    () -> Users.effectiveUid() == 0,
                    Path.of(System.getProperty("user.home", "/")),
                    Optional.ofNullable(System.getenv("XDG_RUNTIME_DIR"))
                            .filter(folder -> folder.startsWith("/"))
                            .map(Path::of),
                    Path.of("/run/libvirt"),
                    Path.of("/etc/pki"));

    /// Where the sockets are: the system's, or for a session of somebody who is not root, his own.
    Path socketFolder(boolean session) {
        if (!session || root.get()) {
            return sockets;
        }
        return runtime.orElseGet(() -> home.resolve(".cache")).resolve("libvirt");
    }

    boolean exists(Path file) {
        return Files.exists(file);
    }
}
