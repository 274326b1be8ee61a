package org.ostler.daemon;

import org.ostler.daemon.config.Options;
import org.ostler.daemon.config.Settings;
import org.ostler.daemon.config.Surroundings;
import org.ostler.posix.ServiceNotifier;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A daemon in this process with the test driver, in folders of its own.
public final class DaemonFixture implements AutoCloseable {
    private final Path folder;
    private final Daemon daemon;

    private DaemonFixture(Path folder, Daemon daemon) {
        this.folder = folder;
        this.daemon = daemon;
    }

    /// Starts it; it accepts clients when this returns.
    public static DaemonFixture start(Path folder) throws Exception {
        Settings settings =
                Settings.load(
                        Options.parse(
                                List.of(
                                        "--socket-dir",
                                        folder.resolve("s").toString(),
                                        "--state-dir",
                                        folder.resolve("d").toString(),
                                        "--driver",
                                        "test")),
                        new Surroundings(false, folder, Map.of()));
        return new DaemonFixture(
                folder,
                Daemon.start(
                        settings,
                        new DriverCatalog(settings).sources(),
                        ServiceNotifier.of(Map.of())));
    }

    /// Where everything can be done.
    public Path socket() {
        return folder.resolve("s/libvirt-sock");
    }

    /// Where one can only look.
    public Path readOnlySocket() {
        return folder.resolve("s/libvirt-sock-ro");
    }

    @Override
    public void close() {
        daemon.stop();
    }
}
