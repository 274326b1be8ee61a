package org.ostler.wire;

import java.io.IOException;
import java.util.Optional;

/// A socket on which clients arrive.
public interface TransportListener extends AutoCloseable {
    /// Waits for the next client; empty once it is closed. One thread at a time.
    ///
    /// @throws IOException this time it failed (as when descriptors have run out); the listener
    ///   itself goes on
    Optional<Transport> accept() throws IOException;

    /// For logs: `unix:/run/libvirt/libvirt-sock`.
    String description();

    /// Stops listening and wakes [#accept()]. A second time does nothing.
    @Override
    void close();
}
