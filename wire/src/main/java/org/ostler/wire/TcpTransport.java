package org.ostler.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/// Frames over TCP.
public final class TcpTransport extends SocketChannelTransport {
    /// Takes over a connected channel.
    public TcpTransport(SocketChannel channel) throws IOException {
        super(channel, peer(channel));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    }

    private static String peer(SocketChannel channel) throws IOException {
        InetSocketAddress remote = (InetSocketAddress) channel.getRemoteAddress();
        return "tcp:" + remote.getAddress().getHostAddress() + ":" + remote.getPort();
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
}
