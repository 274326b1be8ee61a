package org.ostler.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/// Accepts on a TCP port.
public final class TcpTransportListener implements TransportListener {
    private final ServerSocketChannel channel;
    private final InetSocketAddress address;

    private TcpTransportListener(ServerSocketChannel channel) throws IOException {
        this.channel = channel;
        this.address = (InetSocketAddress) channel.getLocalAddress();
    }

    /// Begins to listen.
    ///
    /// @param address resolved; port 0 takes any free one
    /// @param backlog connections that may wait to be accepted
    public static TcpTransportListener bind(InetSocketAddress address, int backlog)
            throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(address, backlog);
            return new TcpTransportListener(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// Where it listens, with the port that was really taken.
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public Optional<Transport> accept() throws IOException {
        SocketChannel accepted;
        try {
            accepted = channel.accept();
        } catch (ClosedChannelException closed) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TcpTransport(accepted));
        } catch (IOException | RuntimeException e) {
            accepted.close();
            throw e;
        }
    }

    @Override
    public String description() {
        return "tcp:" + address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing " + description(), e);
        }
    }
}
