package org.ostler.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Ostler as `tools/build` made it, with its default configuration, serving QEMU and the test
/// driver: what it serves on a host without Xen.
///
/// @param dist the folder that was built
/// @param folder its sockets and state
record OstlerInstallation(Path dist, Path folder) implements Installation {
    @Override
    public Side side() {
        return Side.OSTLER;
    }

    @Override
    public void freshen() throws IOException {
        Folders.passable(folder);
        Folders.passable(state());
        Folders.empty(state(), Set.of("cache"));
    }

    @Override
    public List<String> command() {
        return List.of(
                dist.resolve("bin/ostler").toString(),
                "daemon",
                "--socket-dir",
                folder.resolve("sockets").toString(),
                "--state-dir",
                state().toString(),
                "--driver",
                "qemu",
                "--driver",
                "test");
    }

    private Path state() {
        return folder.resolve("state");
    }

    @Override
    public Path socket() {
        return folder.resolve("sockets/libvirt-sock");
    }

    @Override
    public Path log() {
        return folder.resolve("daemon.log");
    }
}
