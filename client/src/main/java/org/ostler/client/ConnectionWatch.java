package org.ostler.client;

/// Somebody who is told of every [ConnectionState].
public interface ConnectionWatch extends AutoCloseable {
    /// Tells him nothing more; what he is being told just now goes on.
    @Override
    void close();
}
