package org.ostler.client.dial;

import org.ostler.wire.Transport;

import java.io.IOException;
import java.time.Duration;

/// One way to a server, which can be gone again after a loss. Immutable.
public interface Way {
    /// Reaches the server.
    ///
    /// @param timeout the most that this may take
    Transport dial(Duration timeout) throws IOException;

    /// How messages call the server, as `tcp://host:16509`.
    String description();
}
