package org.ostler.wire;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;

/// Frames over a unix socket without descriptors, by the JDK's own means: what a client needs that
/// opens one connection and ends. Linking the system's calls, as [UnixTransport] does, takes a
/// fresh JVM longer than all the rest of opening a connection.
public final class LocalTransport extends SocketChannelTransport {
    private LocalTransport(SocketChannel channel, Path socket) throws IOException {
        super(channel, new TransportPeer("unix:" + socket, Optional.empty()));
    }

    /// Connects to a listening socket. While the listener's backlog is full it waits; an interrupt
    /// ends that.
    public static LocalTransport connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return new LocalTransport(channel, socket);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }
}
