package org.ostler.engine.console;

import org.ostler.posix.Terminal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/// Types to a terminal.
final class TerminalKeys {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int CHUNK = 4096;

    private TerminalKeys() {}

    /// Types all of it, waiting for room for at most ten seconds for each 4096 bytes.
    static void type(Terminal terminal, ByteBuffer from) throws IOException {
        ByteBuffer direct =
                ByteBuffer.allocateDirect(Math.min(CHUNK, Math.max(1, from.remaining())));
        while (from.hasRemaining()) {
            direct.clear();
            int count = Math.min(direct.remaining(), from.remaining());
            direct.put(from.slice(from.position(), count));
            from.position(from.position() + count);
            terminal.write(direct.flip(), PATIENCE);
        }
    }
}
