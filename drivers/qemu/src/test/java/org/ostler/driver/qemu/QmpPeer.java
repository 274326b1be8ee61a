package org.ostler.driver.qemu;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/// A monitor that a test plays by hand, to say what QEMU never would.
final class QmpPeer implements AutoCloseable {
    static final String GREETING =
            "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 0, \"minor\": 2, \"major\": 7},"
                    + " \"package\": \"\"}, \"capabilities\": []}}\r\n";

    final Path path;
    private final ServerSocketChannel server;
    private SocketChannel channel;
    private JsonText.Reader reader;

    QmpPeer(Path path) throws IOException {
        this.path = path;
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        reader = new JsonText.Reader(InputStream.nullInputStream(), 1);
    }

    /// A client that has negotiated with this peer.
    QmpClient negotiated(QmpListener listener) throws Exception {
        Thread peer =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        accept();
                                        say(GREETING);
                                        reply(next(), "{}");
                                    } catch (IOException e) {
                                        throw new IllegalStateException(e);
                                    }
                                });
        QmpClient client = QmpClient.connect("test", path, Duration.ofSeconds(10), listener);
        peer.join();
        return client;
    }

    void accept() throws IOException {
        channel.close();
        channel = server.accept();
        reader = new JsonText.Reader(Channels.newInputStream(channel), 1 << 20);
    }

    void say(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /// The next command.
    Json.Obj next() throws IOException {
        return reader.next().orElseThrow(() -> new IOException("the client hung up")).asObject();
    }

    void reply(Json.Obj command, String value) throws IOException {
        say("{\"return\": " + value + ", \"id\": " + command.integer("id").orElseThrow() + "}\r\n");
    }

    void hangUp() throws IOException {
        channel.close();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        server.close();
    }
}
