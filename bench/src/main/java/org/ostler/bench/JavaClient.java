package org.ostler.bench;

import java.time.Duration;

/// A client library of Java's, in the few ways that it is measured.
///
/// @see JavaClientProgram
interface JavaClient extends AutoCloseable {
    /// One look-up of the domain by its name, as a user of the library would make it.
    ///
    /// @throws Exception whatever the library throws
    void lookup() throws Exception;

    /// As many of these look-ups over the same one connection as the library can have under way.
    ///
    /// @return look-ups per second
    double pipelined(Duration time) throws Exception;

    @Override
    void close();
}
