package org.ostler.daemon;

import org.ostler.daemon.config.Settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which sockets the daemon makes, by the names that libvirt's clients look for. Immutable.
///
/// @param path where
/// @param use what it is for
/// @param driver the driver that an address without a name leads to; empty: the first that there is
record SocketPlan(Path path, SocketUse use, Optional<String> driver) {

    /// The per-driver daemons' names that clients prefer over `libvirt-sock` where they exist.
    private static final Map<String, String> DRIVER_PREFIX =
            Map.of("qemu", "virtqemud", "xen", "virtxend");

    /// The sockets of these settings. A user's own daemon has no socket for reading only: its
    /// sockets are its user's alone.
    static List<SocketPlan> of(Settings settings) {
        Path directory = settings.directories().sockets();
        List<SocketPlan> sockets = new ArrayList<>();
        boolean chosenDirectory = !settings.packagedSockets();
        add(sockets, directory, "libvirt", Optional.empty(), settings.system() || chosenDirectory);
        if (settings.packagedSockets()) {
            for (String driver : settings.drivers()) {
                String prefix = DRIVER_PREFIX.get(driver);
                if (prefix != null) {
                    add(sockets, directory, prefix, Optional.of(driver), settings.system());
                }
            }
        }
        sockets.add(
                new SocketPlan(
                        directory.resolve("libvirt-admin-sock"),
                        SocketUse.ADMINISTRATION,
                        Optional.empty()));
        return List.copyOf(sockets);
    }

    private static void add(
            List<SocketPlan> sockets,
            Path directory,
            String prefix,
            Optional<String> driver,
            boolean readOnlyToo) {
        sockets.add(
                new SocketPlan(directory.resolve(prefix + "-sock"), SocketUse.EVERYTHING, driver));
        if (readOnlyToo) {
            sockets.add(
                    new SocketPlan(
                            directory.resolve(prefix + "-sock-ro"), SocketUse.LOOKING, driver));
        }
    }
}
