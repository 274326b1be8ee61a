package org.ostler.daemon.rpc;

import org.ostler.api.Console;
import org.ostler.api.log.LateLogger;
import org.ostler.wire.ServerStream;
import org.ostler.wire.StreamException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;

/// Ties a guest's console to a client's stream: one thread for each direction.
///
/// The guest's end, or another client that takes the console over, ends the stream in success; the
/// client's end lets go of the console. The console is closed once, when the first direction ends,
/// and that ends the other one.
final class ConsoleBridge {
    private static final System.Logger LOG = LateLogger.of(ConsoleBridge.class);
    private static final int BUFFER_BYTES = 16 * 1024;

    private final Console console;
    private final ServerStream stream;
    private final boolean watchOnly;

    /// @param watchOnly whether what the client sends is dropped
    ConsoleBridge(Console console, ServerStream stream, boolean watchOnly) {
        this.console = console;
        this.stream = stream;
        this.watchOnly = watchOnly;
    }

    /// Begins to carry both ways.
    void start(Executor tasks) {
        var _ = stream.whenOver().thenRun(() -> tasks.execute(console::close));
        tasks.execute(this::toClient);
        tasks.execute(this::toGuest);
    }

    private void toClient() {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        try {
            while (console.read(buffer) >= 0) {
                stream.write(buffer.flip());
                buffer.clear();
            }
        } catch (StreamException e) {
            LOG.log(System.Logger.Level.DEBUG, "console: {0}", e.getMessage());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "console: the guest''s side: {0}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stream.finish();
            console.close();
        }
    }

    private void toGuest() {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        try {
            while (stream.read(buffer) >= 0) {
                type(buffer.flip());
                buffer.clear();
            }
            // The client has finished.
            console.close();
        } catch (StreamException e) {
            LOG.log(System.Logger.Level.DEBUG, "console: {0}", e.getMessage());
            console.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            console.close();
        }
    }

    /// What a guest does not take is lost, as on a line that nobody reads, and the next is tried
    /// again; left unread here it would hold up the client's whole connection. A console that has
    /// ended is ended by the other direction, whose last words may still be on their way.
    private void type(ByteBuffer typed) {
        if (watchOnly) {
            return;
        }
        try {
            console.write(typed);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "console: the guest''s side: {0}", e.getMessage());
        }
    }
}
