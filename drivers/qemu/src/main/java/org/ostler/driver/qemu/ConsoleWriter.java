package org.ostler.driver.qemu;

import org.ostler.posix.PosixException;
import org.ostler.posix.Terminal;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;

/// The one who types to a guest's console: holds its terminal open and drains what it prints there,
/// for it would stand still with a full terminal that nobody reads (watchers read the log instead).
///
/// One platform thread drains, because a terminal's reads wait in the kernel; it ends with
/// [#close].
final class ConsoleWriter implements AutoCloseable {
    private static final Logger LOG = System.getLogger(ConsoleWriter.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int CHUNK = 4096;

    private final Terminal terminal;
    private volatile boolean closed;

    private ConsoleWriter(Terminal terminal) {
        this.terminal = terminal;
    }

    /// Opens the terminal.
    static ConsoleWriter open(Path path) throws PosixException {
        Terminal terminal = Terminal.open(path);
        terminal.raw();
        ConsoleWriter writer = new ConsoleWriter(terminal);
        Thread.ofPlatform().daemon().name("console-" + path.getFileName()).start(writer::drain);
        return writer;
    }

    private void drain() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);
        try {
            while (!closed && terminal.read(buffer.clear(), Duration.ofSeconds(1)) >= 0) {
                // The log has it.
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> "console ended: " + Words.of(e));
        }
    }

    /// Types all of it.
    void write(ByteBuffer from) throws IOException {
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

    @Override
    public void close() {
        closed = true;
        terminal.close();
    }
}
