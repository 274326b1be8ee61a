package org.ostler.client;

import org.ostler.wire.Transport;

import java.io.IOException;
import java.time.Duration;

/// The way to a server; gone again whenever the connection was lost. Thread-safe.
@FunctionalInterface
public interface Dialer {
    /// Reaches the server.
    ///
    /// @param timeout the most that this may take
    /// @return the caller's to close
    Transport dial(Duration timeout) throws IOException;
}
