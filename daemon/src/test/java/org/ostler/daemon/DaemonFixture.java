package org.ostler.daemon;

import org.ostler.daemon.config.Options;
import org.ostler.daemon.config.Settings;
import org.ostler.daemon.config.Surroundings;
import org.ostler.daemon.driver.DriverSource;
import org.ostler.daemon.log.Logs;
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
        return start(folder, "test");
    }

    /// Starts it with another driver than the test driver.
    public static DaemonFixture start(Path folder, String driver) throws Exception {
        Settings settings = settings(folder, driver);
        return start(folder, settings, new DriverCatalog(settings, List.of()).sources());
    }

    /// Starts it with other drivers.
    static DaemonFixture start(Path folder, List<DriverSource> sources) throws Exception {
        return start(folder, settings(folder), sources);
    }

    private static DaemonFixture start(Path folder, Settings settings, List<DriverSource> sources)
            throws Exception {
        return new DaemonFixture(
                folder,
                Daemon.start(
                        settings,
                        sources,
                        ServiceNotifier.of(Map.of()),
                        new Administration(new Logs(), () -> {})));
    }

    /// The settings with the test driver alone and everything below one folder.
    static Settings settings(Path folder) throws Exception {
        return settings(folder, "test");
    }

    private static Settings settings(Path folder, String driver) throws Exception {
        return Settings.load(
                Options.parse(
                        List.of(
                                "--socket-dir",
                                folder.resolve("s").toString(),
                                "--state-dir",
                                folder.resolve("d").toString(),
                                "--driver",
                                driver)),
                new Surroundings(false, folder, Map.of()));
    }

    /// Where everything can be done.
    public Path socket() {
        return folder.resolve("s/libvirt-sock");
    }

    /// Where one can only look.
    public Path readOnlySocket() {
        return folder.resolve("s/libvirt-sock-ro");
    }

    /// Where the daemon itself is administrated.
    public Path adminSocket() {
        return folder.resolve("s/libvirt-admin-sock");
    }

    @Override
    public void close() {
        daemon.stop();
    }
}
