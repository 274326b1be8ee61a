package org.ostler.wire;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/// Frames over a unix socket without descriptors, by the JDK's own means: what a client needs that
/// opens one connection and ends. Linking the system's calls, as [UnixTransport] does, takes a
/// fresh JVM longer than all the rest of opening a connection.
public final class LocalTransport extends SocketChannelTransport {
    private LocalTransport(SocketChannel channel, Path socket) throws IOException {
        super(channel, "unix:" + socket);
    }

    /// Connects to a listening socket.
    ///
    /// Where the JDK fails, the system is asked once more by its own calls: they wait for room in a
    /// full backlog, and say exactly why not.
    ///
    /// @param timeout how long to wait while the listener's backlog is full
    public static Transport connect(Path socket, Duration timeout) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        LocalTransport made = null;
        try {
            channel.configureBlocking(false);
            if (channel.connect(UnixDomainSocketAddress.of(socket))) {
                made = new LocalTransport(channel, socket);
            }
        } catch (SocketException notSo) {
            // Asked once more below.
        } finally {
            if (made == null) {
                channel.close();
            }
        }
        return made == null ? UnixTransport.connect(socket, timeout) : made;
    }
}
