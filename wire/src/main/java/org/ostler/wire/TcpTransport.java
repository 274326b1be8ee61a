package org.ostler.wire;

import org.ostler.posix.Fd;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Frames over TCP: a non-blocking channel, waited for through [SocketSelectors].
public final class TcpTransport implements Transport {
    private final SocketChannel channel;
    private final SocketSelectors readable;
    private final SocketSelectors writable;
    private final TransportPeer peer;

    /// Takes over a connected channel.
    public TcpTransport(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        readable = SocketSelectors.forReading(channel);
        writable = SocketSelectors.forWriting(channel);
        InetSocketAddress remote = (InetSocketAddress) channel.getRemoteAddress();
        peer =
                new TransportPeer(
                        "tcp:" + remote.getAddress().getHostAddress() + ":" + remote.getPort(),
                        Optional.empty());
    }

    /// Connects; `address` must be resolved.
    public static TcpTransport connect(InetSocketAddress address, Duration timeout)
            throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            if (!channel.connect(address)) {
                SocketSelectors connectable = SocketSelectors.forConnecting(channel);
                try {
                    if (!connectable.await(timeout)) {
                        throw new SocketTimeoutException(
                                "no answer from " + address + " within " + timeout);
                    }
                } finally {
                    connectable.close();
                }
                channel.finishConnect();
            }
            return new TcpTransport(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
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
        return peer;
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
        return peer.description();
    }
}
