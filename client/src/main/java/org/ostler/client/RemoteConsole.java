package org.ostler.client;

import org.ostler.api.Console;
import org.ostler.wire.ClientStream;
import org.ostler.wire.StreamException;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;

/// A console on the other side, over a connection of its own, so that a reader who pauses holds up
/// nothing but his console.
final class RemoteConsole implements Console {
    private final OpenConnection connection;
    private final ClientStream stream;
    private final boolean watchOnly;
    private volatile boolean closed;

    /// @param connection closed together with the console
    RemoteConsole(OpenConnection connection, ClientStream stream, boolean watchOnly) {
        this.connection = connection;
        this.stream = stream;
        this.watchOnly = watchOnly;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (!into.hasRemaining()) {
            return 0;
        }
        try {
            return stream.read(into);
        } catch (StreamException e) {
            if (closed) {
                return -1;
            }
            throw told(e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
        if (watchOnly) {
            throw new IOException("the console was opened to watch");
        }
        try {
            stream.write(from);
        } catch (StreamException e) {
            throw told(e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private IOException told(StreamException why) {
        return switch (why.reason()) {
            case FAILED_BY_PEER -> {
                var fault = LinkFaults.told(connection.address(), "console", why.error());
                yield new IOException(fault.sentence(), fault);
            }
            case ABORTED_BY_PEER,
                    FINISHED_BY_PEER,
                    DISCONNECTED,
                    CLOSED_HERE,
                    OVERFLOWED,
                    TIMED_OUT ->
                    new IOException("the console has ended: " + why.getMessage(), why);
        };
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted at a console");
    }

    /// Ends the connection too, by which the server knows that the console is let go.
    @Override
    public void close() {
        closed = true;
        connection.close();
    }
}
