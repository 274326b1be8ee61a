package org.ostler.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// The libvirtd that the distribution ships, on directories of its own: `tools/bench` has mounted
/// the folders here over `/etc/libvirt`, `/var/lib/libvirt`, `/run/libvirt`, `/var/cache/libvirt`
/// and `/var/log/libvirt`.
///
/// Its own defaults, but for what would cost it time that Ostler does not spend, or what a
/// container forbids: no security driver, no control groups, no mount namespaces for guests, QEMU
/// as root, so that no file changes hands; no networks, no filters of packets. All of these make
/// its starts faster.
///
/// @param folder what has been mounted, by the names in [#MOUNTED]
record LibvirtdInstallation(Path folder) implements Installation {
    /// Tells that `/etc/libvirt` is this run's and not the machine's.
    static final String MARK = "ostler-bench";

    private static final List<String> MOUNTED = List.of("etc", "lib", "run", "cache", "log");

    @Override
    public Side side() {
        return Side.LIBVIRTD;
    }

    @Override
    public void freshen() throws IOException {
        if (!Files.exists(Path.of("/etc/libvirt", MARK))) {
            throw new IOException(
                    "/etc/libvirt is the machine's own; start this program by tools/bench");
        }
        for (String name : MOUNTED) {
            if (!name.equals("cache")) {
                Folders.empty(folder.resolve(name), Set.of(MARK));
            }
        }
        Folders.passable(sockets());
        Files.writeString(folder.resolve("etc/libvirtd.conf"), configuration());
        Files.writeString(folder.resolve("etc/qemu.conf"), qemuConfiguration());
        Files.writeString(folder.resolve("etc/libvirt.conf"), "");
    }

    private String configuration() {
        return """
        unix_sock_dir = "%s"
        auth_unix_ro = "none"
        auth_unix_rw = "none"
        host_uuid = "%s"
        log_outputs = "3:stderr"
        """
                .formatted(sockets(), UUID.randomUUID());
    }

    private static String qemuConfiguration() {
        return """
        security_driver = "none"
        user = "root"
        group = "root"
        dynamic_ownership = 0
        remember_owner = 0
        cgroup_controllers = []
        namespaces = []
        stdio_handler = "file"
        """;
    }

    @Override
    public List<String> command() {
        return List.of(
                "libvirtd",
                "-f",
                "/etc/libvirt/libvirtd.conf",
                "-p",
                folder.resolve("libvirtd.pid").toString());
    }

    private Path sockets() {
        return folder.resolve("sockets");
    }

    @Override
    public Path socket() {
        return sockets().resolve("libvirt-sock");
    }

    @Override
    public Path log() {
        return folder.resolve("daemon.log");
    }
}
