package org.ostler.engine.console;

import java.io.IOException;
import java.nio.ByteBuffer;

/// The way to type to a guest's console. Used by one writing thread; [#close] comes from any and
/// ends a write.
public interface ConsoleKeyboard extends AutoCloseable {
    /// Types all of it.
    ///
    /// @throws IOException when the guest takes nothing for ten seconds, or has ended
    void write(ByteBuffer from) throws IOException;

    @Override
    void close();
}
