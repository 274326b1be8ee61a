package org.ostler.engine.console;

import org.ostler.api.log.LateLogger;
import org.ostler.posix.PosixException;
import org.ostler.posix.Terminal;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;

/// Types to a console whose output is in a log: holds the terminal open and drains what is printed
/// there, for the guest would stand still with a full terminal that nobody reads.
///
/// One platform thread drains, because a terminal's reads wait in the kernel; it ends with
/// [#close].
public final class DrainingKeyboard implements ConsoleKeyboard {
    private static final Logger LOG = LateLogger.of(DrainingKeyboard.class);
    private static final int CHUNK = 4096;

    private final Terminal terminal;
    private volatile boolean closed;

    private DrainingKeyboard(Terminal terminal) {
        this.terminal = terminal;
    }

    /// Opens the terminal, raw and not as this process's controlling one.
    public static DrainingKeyboard open(Path path) throws PosixException {
        DrainingKeyboard keyboard = new DrainingKeyboard(openRaw(path));
        Thread.ofPlatform().daemon().name("console-" + path.getFileName()).start(keyboard::drain);
        return keyboard;
    }

    static Terminal openRaw(Path path) throws PosixException {
        Terminal terminal = Terminal.open(path);
        try {
            terminal.raw();
            return terminal;
        } catch (PosixException e) {
            terminal.close();
            throw e;
        }
    }

    private void drain() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);
        try {
            while (!closed && terminal.read(buffer.clear(), Duration.ofSeconds(1)) >= 0) {
                // The log has it.
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> "console ended: " + e);
        }
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
        TerminalKeys.type(terminal, from);
    }

    @Override
    public void close() {
        closed = true;
        terminal.close();
    }
}
