package org.ostler.daemon.rpc;

import org.ostler.daemon.driver.Drivers;
import org.ostler.wire.KeepaliveSettings;

import java.util.Optional;
import java.util.concurrent.Executor;

/// What all connections share.
///
/// @param drivers what can be opened
/// @param tasks runs what may block, each on a virtual thread
/// @param keepalive when silent clients are given up; empty for never
/// @param version this program's version
/// @param hubs the events of each driver
public record FrontContext(
        Drivers drivers,
        Executor tasks,
        Optional<KeepaliveSettings> keepalive,
        String version,
        EventHubs hubs) {
    public FrontContext(
            Drivers drivers,
            Executor tasks,
            Optional<KeepaliveSettings> keepalive,
            String version) {
        this(drivers, tasks, keepalive, version, new EventHubs());
    }
}
