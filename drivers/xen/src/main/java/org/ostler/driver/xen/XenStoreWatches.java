package org.ostler.driver.xen;

import org.ostler.api.log.LateLogger;

import java.io.IOException;
import java.lang.System.Logger;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// Hands watch events from the connection's reader to the listeners on a virtual thread, through a
/// bounded queue.
///
/// A listener that is too slow never stops the reader: when the queue is full, events are dropped,
/// and when it has been emptied every listener is told its watched path, which means "look again".
final class XenStoreWatches {
    private static final Logger LOG = LateLogger.of(XenStoreWatches.class);
    private static final int QUEUE_CAPACITY = 1024;

    private final int capacity;
    private final Map<String, Watched> byToken = new ConcurrentHashMap<>();
    private final BlockingQueue<Event> queue = new ArrayBlockingQueue<>(QUEUE_CAPACITY);
    private final AtomicBoolean overflowed = new AtomicBoolean();
    private final AtomicLong tokens = new AtomicLong();
    private final Thread thread =
            Thread.ofVirtual().name("xenstore-watches").unstarted(this::dispatch);

    private record Watched(String path, XenStoreListener listener) {}

    private record Event(String path, String token) {}

    XenStoreWatches(int capacity) {
        this.capacity = capacity;
    }

    void start() {
        thread.start();
    }

    void stop() {
        thread.interrupt();
    }

    /// Takes a listener in and gives the token that its events will carry.
    String add(String path, XenStoreListener listener) throws IOException {
        if (byToken.size() >= capacity) {
            throw new IOException(
                    "There are %d watches on this connection already.".formatted(capacity));
        }
        String token = "ostler-" + tokens.incrementAndGet();
        byToken.put(token, new Watched(path, listener));
        return token;
    }

    void remove(String token) {
        byToken.remove(token);
    }

    /// An event arrived; never waits.
    void occurred(String[] pathAndToken) {
        if (pathAndToken.length < 2) {
            LOG.log(Logger.Level.WARNING, "xenstored sent a watch event without a token.");
            return;
        }
        if (!queue.offer(new Event(pathAndToken[0], pathAndToken[1]))) {
            overflowed.set(true);
        }
    }

    private void dispatch() {
        try {
            while (true) {
                Event event = queue.take();
                Watched watched = byToken.get(event.token);
                if (watched != null) {
                    tell(watched, event.path);
                }
                if (queue.isEmpty() && overflowed.getAndSet(false)) {
                    byToken.values().forEach(w -> tell(w, w.path));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the connection is gone
        }
    }

    private static void tell(Watched watched, String path) {
        try {
            watched.listener.changed(path);
        } catch (RuntimeException e) {
            LOG.log(Logger.Level.ERROR, "A listener of xenstore's " + watched.path + " failed.", e);
        }
    }
}
