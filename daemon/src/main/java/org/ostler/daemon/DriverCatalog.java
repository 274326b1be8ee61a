package org.ostler.daemon;

import org.ostler.api.Hypervisor;
import org.ostler.daemon.config.Settings;
import org.ostler.daemon.driver.DriverSource;
import org.ostler.driver.test.TestHypervisor;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/// The drivers of this program by their names, and how each is opened with the daemon's settings.
///
/// A driver's classes are loaded when it is opened, not before.
final class DriverCatalog {
    private final Settings settings;
    private final Map<String, Supplier<Hypervisor>> drivers = Map.of("test", TestHypervisor::open);

    DriverCatalog(Settings settings) {
        this.settings = settings;
    }

    /// What the settings say is to be served.
    List<DriverSource> sources() {
        return settings.drivers().stream()
                .filter(drivers::containsKey)
                .map(this::inProcess)
                .toList();
    }

    /// A driver that runs in this process.
    DriverSource inProcess(String name) {
        return new InProcess(name, Objects.requireNonNull(drivers.get(name), name));
    }

    private record InProcess(String name, Supplier<Hypervisor> opener) implements DriverSource {
        @Override
        public Hypervisor open() {
            return opener.get();
        }
    }
}
