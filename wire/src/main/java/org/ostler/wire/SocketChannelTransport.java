package org.ostler.wire;

import org.ostler.posix.Fd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Frames over a channel of the JDK's: non-blocking, waited for through [SocketSelectors]; passes
/// no descriptors.
public abstract sealed class SocketChannelTransport implements Transport
        permits TcpTransport, LocalTransport {
    private final SocketChannel channel;
    private final SocketSelectors readable;
    private final SocketSelectors writable;
    private final String description;

    /// Takes over a connected channel.
    ///
    /// @param description of the peer
    SocketChannelTransport(SocketChannel channel, String description) throws IOException {
        this.channel = channel;
        this.description = description;
        channel.configureBlocking(false);
        readable = SocketSelectors.forReading(channel);
        writable = SocketSelectors.forWriting(channel);
    }

    @Override
    public int read(ByteBuffer buffer, Consumer<Fd> descriptors) throws IOException {
        for (; ; ) {
            int n = channel.read(buffer);
            if (n != 0 || !buffer.hasRemaining()) {
                return n;
            }
            readable.await();
        }
    }

    @Override
    public int tryRead(ByteBuffer buffer, Consumer<Fd> descriptors) throws IOException {
        return channel.read(buffer);
    }

    @Override
    public boolean awaitReadable(Duration timeout) throws IOException {
        return readable.await(timeout);
    }

    @Override
    public int tryWrite(ByteBuffer buffer) throws IOException {
        return channel.write(buffer);
    }

    @Override
    public boolean awaitWritable(Duration timeout) throws IOException {
        return writable.await(timeout);
    }

    @Override
    public boolean manyMayWait() {
        return true;
    }

    @Override
    public TransportPeer peer() {
        return new TransportPeer(description, Optional.empty());
    }

    @Override
    public void close() {
        try (channel) {
            channel.shutdownOutput();
        } catch (IOException | RuntimeException gone) {
            // The peer was faster; nothing is left to do.
        } finally {
            readable.close();
            writable.close();
        }
    }

    @Override
    public String toString() {
        return description;
    }
}
