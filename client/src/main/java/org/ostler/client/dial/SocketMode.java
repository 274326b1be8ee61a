package org.ostler.client.dial;

import java.util.List;

/// Which daemon's socket a URI means (parameter `mode`).
enum SocketMode {
    /// The driver's own daemon if its socket is there, else the daemon of all drivers.
    AUTO,
    /// The daemon of all drivers, or the proxy for it.
    LEGACY,
    /// The driver's own daemon.
    DIRECT;

    static SocketMode of(UriParameters parameters) {
        return switch (parameters.choice("mode", List.of("auto", "legacy", "direct"))) {
            case "legacy" -> LEGACY;
            case "direct" -> DIRECT;
            default -> AUTO;
        };
    }
}
