package org.ostler.wire;

import org.ostler.posix.Fd;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Frames over TCP: a non-blocking channel with one selector for the reader and one for writers
/// that must wait.
public final class TcpTransport implements Transport {
    private final SocketChannel channel;
    private final Selector readable;
    private final Selector writable;
    private final TransportPeer peer;

    /// Takes over a connected channel.
    public TcpTransport(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        readable = Selector.open();
        writable = Selector.open();
        channel.register(readable, SelectionKey.OP_READ);
        channel.register(writable, SelectionKey.OP_WRITE);
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
        try (Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            if (!channel.connect(address)) {
                channel.register(selector, SelectionKey.OP_CONNECT);
                if (selector.select(Math.max(1, timeout.toMillis())) == 0) {
                    throw new SocketTimeoutException(
                            "no answer from " + address + " within " + timeout);
                }
                channel.finishConnect();
            }
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        return new TcpTransport(channel);
    }

    @Override
    public int read(ByteBuffer buffer, Consumer<Fd> descriptors) throws IOException {
        for (; ; ) {
            int n = channel.read(buffer);
            if (n != 0 || !buffer.hasRemaining()) {
                return n;
            }
            await(readable, 0);
        }
    }

    @Override
    public int tryRead(ByteBuffer buffer, Consumer<Fd> descriptors) throws IOException {
        return channel.read(buffer);
    }

    @Override
    public boolean awaitReadable(Duration timeout) throws IOException {
        return awaitFor(readable, timeout);
    }

    @Override
    public int tryWrite(ByteBuffer buffer) throws IOException {
        return channel.write(buffer);
    }

    @Override
    public boolean awaitWritable(Duration timeout) throws IOException {
        return awaitFor(writable, timeout);
    }

    private boolean awaitFor(Selector selector, Duration timeout) throws IOException {
        if (timeout.isPositive()) {
            return await(selector, Math.max(1, timeout.toMillis()));
        }
        boolean ready = selector.selectNow() > 0;
        selector.selectedKeys().clear();
        return ready;
    }

    /// A closed channel counts as ready: the read or write that follows reports it.
    private boolean await(Selector selector, long millis) throws IOException {
        try {
            boolean ready = selector.select(millis) > 0 || !channel.isOpen();
            selector.selectedKeys().clear();
            return ready;
        } catch (ClosedSelectorException closed) {
            return true;
        }
    }

    @Override
    public boolean manyMayWait() {
        return false;
    }

    @Override
    public boolean passesDescriptors() {
        return false;
    }

    @Override
    public boolean trySendDescriptor(Fd passed) {
        throw new UnsupportedOperationException("TCP passes no descriptors");
    }

    @Override
    public TransportPeer peer() {
        return peer;
    }

    @Override
    public void close() {
        try (channel;
                readable;
                writable) {
            channel.shutdownOutput();
        } catch (IOException | RuntimeException gone) {
            // The peer was faster; nothing is left to do.
        }
    }

    @Override
    public String toString() {
        return peer.description();
    }
}
