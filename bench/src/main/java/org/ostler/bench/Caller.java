package org.ostler.bench;

import java.io.IOException;

/// A connection on which the cheap calls are made, one at a time, about one domain.
///
/// Owned by one thread.
interface Caller extends AutoCloseable {
    /// Calls and waits for the answer.
    void call(CallKind kind) throws IOException;

    @Override
    void close();

    /// Makes one.
    @FunctionalInterface
    interface Factory {
        Caller open(Target target, String domain) throws IOException;
    }
}
