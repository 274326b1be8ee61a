package org.ostler.daemon.config;

import java.nio.file.Path;
import java.util.Map;

/// Who runs this process and where; what defaults depend on.
///
/// @param root whether it may do everything, so that it serves the whole host
/// @param home the user's directory
public record Surroundings(boolean root, Path home, Map<String, String> environment) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /// The configuration file that is read when none is named.
    Path configFile() {
        if (root) {
            return Path.of("/etc/ostler/daemon.conf");
        }
        String base = environment.get("XDG_CONFIG_HOME");
        Path config =
                base == null || !base.startsWith("/") ? home.resolve(".config") : Path.of(base);
        return config.resolve("ostler/daemon.conf");
    }
}
