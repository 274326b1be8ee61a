package org.ostler.driver.xen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;

/// As much of xenstored as faults need: a tree in memory, one connection, and ways to misbehave.
final class FakeXenstored implements AutoCloseable {
    final Map<String, String> tree = new ConcurrentSkipListMap<>();
    private final ServerSocketChannel server;
    private final AtomicReference<SocketChannel> client = new AtomicReference<>();
    private final Thread thread;

    /// Never answers when set.
    volatile boolean mute;

    /// Says E2BIG to a directory with more names than this.
    volatile int maxNames = Integer.MAX_VALUE;

    FakeXenstored(Path socket) throws IOException {
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        thread = Thread.ofVirtual().start(this::serve);
    }

    /// Tells of a change.
    void fire(String path, String token) throws IOException {
        XenStoreMessage.ofStrings(XenStoreMessage.WATCH_EVENT, 0, path, token).send(client.get());
    }

    /// Ends the connection in the middle of everything.
    void drop() throws IOException {
        client.get().close();
    }

    @Override
    public void close() throws IOException {
        server.close();
        if (client.get() != null) {
            client.get().close();
        }
        thread.interrupt();
    }

    private void serve() {
        try {
            while (true) {
                SocketChannel channel = server.accept();
                client.set(channel);
                converse(channel);
            }
        } catch (ClosedChannelException e) {
            // the test is over
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void converse(SocketChannel channel) throws IOException {
        try {
            while (true) {
                XenStoreMessage request = XenStoreMessage.receive(channel);
                if (!mute) {
                    answer(request).send(channel);
                }
                if (request.type() == XenStoreMessage.WATCH) {
                    fire(request.strings()[0], request.strings()[1]);
                }
            }
        } catch (IOException e) {
            // the client has gone
        }
    }

    private XenStoreMessage answer(XenStoreMessage request) {
        String path = request.strings()[0];
        return switch (request.type()) {
            case XenStoreMessage.READ ->
                    tree.containsKey(path)
                            ? reply(request, tree.get(path))
                            : error(request, "ENOENT");
            case XenStoreMessage.DIRECTORY -> {
                Map<String, String> names = children(path);
                yield names.size() > maxNames
                        ? error(request, "E2BIG")
                        : reply(request, String.join("", names.keySet()));
            }
            case XenStoreMessage.DIRECTORY_PART -> part(request, path);
            case XenStoreMessage.GET_DOMAIN_PATH -> reply(request, "/local/domain/" + path + "\0");
            case XenStoreMessage.WATCH, XenStoreMessage.UNWATCH, XenStoreMessage.WRITE ->
                    reply(request, "OK\0");
            default -> error(request, "ENOSYS");
        };
    }

    /// Two names a time: generation, names, and an empty name after the last.
    private XenStoreMessage part(XenStoreMessage request, String path) {
        String all = String.join("", children(path).keySet());
        int from = Integer.parseInt(request.strings()[1]);
        int first = all.indexOf('\0', from);
        int second = first < 0 ? -1 : all.indexOf('\0', first + 1);
        boolean last = second < 0 || second + 1 == all.length();
        String names = second < 0 ? all.substring(from) : all.substring(from, second + 1);
        return reply(request, "7\0" + names + (last ? "\0" : ""));
    }

    private Map<String, String> children(String path) {
        var names = new TreeMap<String, String>();
        tree.keySet().stream()
                .filter(key -> key.startsWith(path + "/"))
                .forEach(key -> names.put(key.substring(path.length() + 1) + "\0", ""));
        return names;
    }

    private static XenStoreMessage reply(XenStoreMessage request, String text) {
        return new XenStoreMessage(
                request.type(), request.request(), text.getBytes(StandardCharsets.UTF_8));
    }

    private static XenStoreMessage error(XenStoreMessage request, String name) {
        return XenStoreMessage.ofStrings(XenStoreMessage.ERROR, request.request(), name);
    }
}
