package org.ostler.driver.qemu;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// The bytes under a [QmpClient]: one thread reads, one at a time writes, any thread closes.
///
/// The seam for descriptor passing: a transport that can send `SCM_RIGHTS` implements [#write] over
/// a socket of its own.
interface QmpTransport extends Closeable {

    /// The peer's bytes; a read blocks until some are there, and ends when the transport is closed.
    InputStream input();

    /// Writes all of `message`; blocks while the peer does not read.
    void write(byte[] message) throws IOException;

    /// Ends both directions and wakes whoever is blocked in them; further calls do nothing.
    @Override
    void close();

    /// A transport over the JDK's socket channel, on which virtual threads block without holding a
    /// carrier thread.
    ///
    /// Never waits: when the listener's backlog is full (a monitor that is held by another client,
    /// or stuck), it fails at once, because that is how connecting behaves on a virtual thread.
    static QmpTransport connect(Path socket) throws IOException {
        FutureTask<QmpTransport> task = new FutureTask<>(() -> connectHere(socket));
        Thread.ofVirtual().name("qmp-connect").start(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new IOException(Words.of(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while connecting to " + socket);
        }
    }

    private static QmpTransport connectHere(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        return new Channel(channel);
    }

    /// See [#connect(Path)].
    final class Channel implements QmpTransport {
        private final SocketChannel channel;

        Channel(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public InputStream input() {
            return new InputStream() {
                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                }

                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    try {
                        return channel.read(ByteBuffer.wrap(buffer, offset, length));
                    } catch (SocketException e) {
                        // A peer that ends with something of ours unread (the newline after its
                        // last command, say) resets the connection instead of closing it:
                        // unix(7), ECONNRESET. What it wrote before has been read by then.
                        if (channel.isOpen() && "Connection reset".equals(e.getMessage())) {
                            return -1;
                        }
                        throw e;
                    }
                }
            };
        }

        @Override
        public void write(byte[] message) throws IOException {
            ByteBuffer rest = ByteBuffer.wrap(message);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
