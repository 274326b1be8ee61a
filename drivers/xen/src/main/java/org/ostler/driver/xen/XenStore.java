package org.ostler.driver.xen;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/// A connection to xenstored over its unix socket, without libxenstore.
///
/// Thread-safe. A virtual thread reads answers and watch events; each request has a deadline. The
/// store is shared by the whole host: this client writes nothing but what a caller names. A
/// connection that is lost stays lost, which [#ended] tells; watches do not survive it, so whoever
/// watches has to connect again and look at everything anew.
public final class XenStore implements AutoCloseable {
    private static final int MAX_PENDING = 1024;
    private static final int MAX_WATCHES = 1024;

    private final SocketChannel channel;
    private final ReentrantLock sending = new ReentrantLock();
    private final Map<Integer, CompletableFuture<XenStoreMessage>> pending =
            new ConcurrentHashMap<>();
    private final XenStoreWatches watches = new XenStoreWatches(MAX_WATCHES);
    private final AtomicInteger numbers = new AtomicInteger();
    private final CompletableFuture<IOException> ended = new CompletableFuture<>();

    private XenStore(SocketChannel channel) {
        this.channel = channel;
    }

    /// Connects to xenstored.
    ///
    /// @param socket usually `/run/xenstored/socket`
    /// @throws IOException when nothing listens there
    public static XenStore connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        var store = new XenStore(channel);
        Thread.ofVirtual().name("xenstore-reader").start(store::receive);
        store.watches.start();
        return store;
    }

    /// The value at a path; empty when there is no such node.
    public Optional<String> read(String path, Duration deadline) throws IOException {
        return unlessMissing("read " + path, XenStoreMessage.READ, deadline, path)
                .map(reply -> new String(reply.payload(), StandardCharsets.UTF_8));
    }

    /// The names of a node's children; none when there is no such node.
    public List<String> directory(String path, Duration deadline) throws IOException {
        try {
            return unlessMissing("list " + path, XenStoreMessage.DIRECTORY, deadline, path)
                    .map(reply -> List.of(reply.strings()))
                    .orElse(List.of());
        } catch (XenStoreException e) {
            if (!e.error().equals("E2BIG")) {
                throw e;
            }
            return XenStoreDirectory.inParts(this, path, deadline);
        }
    }

    /// Sets the value at a path.
    public void write(String path, String value, Duration deadline) throws IOException {
        byte[] head = (path + "\0").getBytes(StandardCharsets.UTF_8);
        byte[] tail = value.getBytes(StandardCharsets.UTF_8);
        byte[] payload = java.util.Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, payload, head.length, tail.length);
        ask(
                "write " + path,
                new XenStoreMessage(XenStoreMessage.WRITE, numbers.incrementAndGet(), payload),
                deadline);
    }

    /// Where a domain's nodes are, as in `/local/domain/3`.
    public String domainPath(int domid, Duration deadline) throws IOException {
        return ask(
                        "find domain " + domid,
                        XenStoreMessage.GET_DOMAIN_PATH,
                        deadline,
                        Integer.toString(domid))
                .text();
    }

    /// Whether xenstored knows that domain.
    public boolean isIntroduced(int domid, Duration deadline) throws IOException {
        return ask(
                        "find domain " + domid,
                        XenStoreMessage.IS_DOMAIN_INTRODUCED,
                        deadline,
                        Integer.toString(domid))
                .text()
                .equals("T");
    }

    /// Watches a path and everything below it, or one of the special `@introduceDomain` and
    /// `@releaseDomain`.
    ///
    /// The listener is told the path that changed, once at once and then at every change, one call
    /// at a time on a thread of the store; it may call the store. It hears the watched path itself
    /// when so much changed that single changes were dropped.
    ///
    /// @return closes the watch
    public Watch watch(String path, Duration deadline, XenStoreListener listener)
            throws IOException {
        String token = watches.add(path, listener);
        try {
            ask("watch " + path, XenStoreMessage.WATCH, deadline, path, token);
        } catch (IOException e) {
            watches.remove(token);
            throw e;
        }
        return limit -> {
            watches.remove(token);
            ask("stop watching " + path, XenStoreMessage.UNWATCH, limit, path, token);
        };
    }

    /// A watch that is set.
    @FunctionalInterface
    public interface Watch {
        /// Takes the watch away; its listener hears nothing more.
        void remove(Duration deadline) throws IOException;
    }

    /// Completes when the connection is gone, with the reason.
    public CompletableFuture<IOException> ended() {
        return ended.copy();
    }

    @Override
    public void close() {
        fail(new IOException("The connection to xenstored was closed."));
    }

    XenStoreMessage ask(String what, int type, Duration deadline, String... strings)
            throws IOException {
        return ask(
                what,
                XenStoreMessage.ofStrings(type, numbers.incrementAndGet(), strings),
                deadline);
    }

    private Optional<XenStoreMessage> unlessMissing(
            String what, int type, Duration deadline, String path) throws IOException {
        try {
            return Optional.of(ask(what, type, deadline, path));
        } catch (XenStoreException e) {
            if (e.error().equals("ENOENT")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private XenStoreMessage ask(String what, XenStoreMessage request, Duration deadline)
            throws IOException {
        if (pending.size() >= MAX_PENDING) {
            throw new IOException("%d requests to xenstored wait already.".formatted(MAX_PENDING));
        }
        var answer = new CompletableFuture<XenStoreMessage>();
        pending.put(request.request(), answer);
        try {
            send(request);
            @Nullable IOException reason = ended.getNow(null);
            if (reason != null) {
                throw reason;
            }
            XenStoreMessage reply = answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
            if (reply.type() == XenStoreMessage.ERROR) {
                throw new XenStoreException(what, reply.text());
            }
            return reply;
        } catch (TimeoutException e) {
            throw new IOException(
                    "xenstored did not %s within %d ms.".formatted(what, deadline.toMillis()), e);
        } catch (ExecutionException e) {
            throw new IOException(what + " failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The thread was interrupted while it waited for xenstored.", e);
        } finally {
            pending.remove(request.request());
        }
    }

    private void send(XenStoreMessage request) throws IOException {
        sending.lock();
        try {
            request.send(channel);
        } finally {
            sending.unlock();
        }
    }

    private void receive() {
        try {
            while (true) {
                XenStoreMessage message = XenStoreMessage.receive(channel);
                if (message.type() == XenStoreMessage.WATCH_EVENT) {
                    watches.occurred(message.strings());
                } else {
                    CompletableFuture<XenStoreMessage> waiting = pending.remove(message.request());
                    if (waiting != null) {
                        waiting.complete(message);
                    }
                }
            }
        } catch (IOException e) {
            fail(e);
        }
    }

    private void fail(IOException reason) {
        if (!ended.complete(reason)) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
        watches.stop();
        new ArrayList<>(pending.values()).forEach(waiting -> waiting.completeExceptionally(reason));
    }
}
