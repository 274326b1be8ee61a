package org.ostler.engine.console;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;

/// What a guest's console prints, for one watcher. Used by one reading thread; [#close] comes from
/// any.
public interface ConsoleFeed extends AutoCloseable {
    /// Reads what is there, waiting until something is.
    ///
    /// @param ended whether nothing more will come; asked at least every 50 ms
    /// @return how many bytes; -1 when it has ended and all was read
    int read(ByteBuffer into, BooleanSupplier ended) throws IOException;

    @Override
    void close() throws IOException;
}
