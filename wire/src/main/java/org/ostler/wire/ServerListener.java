package org.ostler.wire;

import org.ostler.api.log.LateLogger;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Accepts clients on one socket and starts a connection for each.
///
/// A platform thread of its own does the accepting; when accepting fails (as when descriptors have
/// run out) it tries again after a moment, so that the daemon recovers by itself. What the factory
/// does runs on that thread and must not block.
public final class ServerListener implements AutoCloseable {
    private static final Logger LOG = LateLogger.of(ServerListener.class);
    private static final long RETRY_MILLIS = 100;

    /// Makes the connection of a client that has arrived, without starting it.
    public interface ConnectionFactory {
        ServerConnection connect(Transport transport);
    }

    private final TransportListener source;
    private final ConnectionAdmission admission;
    private final ConnectionFactory factory;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);

    /// Whether the last attempt failed. Of the listener's thread alone.
    private boolean failing;

    /// @param role shown in the thread's name, e.g. `rw`
    /// @param admission shared by all listeners of a daemon
    public ServerListener(
            String role,
            TransportListener source,
            ConnectionAdmission admission,
            ConnectionFactory factory) {
        this.source = source;
        this.admission = admission;
        this.factory = factory;
        this.thread =
                Thread.ofPlatform()
                        .name(role + " listener")
                        .daemon()
                        .stackSize(ConnectionThreads.STACK_BYTES)
                        .unstarted(this::run);
    }

    /// Begins to accept. Once.
    public void start() {
        thread.start();
    }

    private void run() {
        try {
            boolean goOn;
            do {
                admission.awaitRoom();
                goOn = acceptOne();
            } while (goOn);
        } catch (InterruptedException closed) {
            LOG.log(Level.DEBUG, "no longer accepting on {0}", source.description());
        }
    }

    private boolean acceptOne() throws InterruptedException {
        try {
            Optional<Transport> arrived = source.accept();
            failing = false;
            arrived.ifPresent(this::connect);
            return arrived.isPresent();
        } catch (IOException e) {
            // Once for a whole run of failures: running out of descriptors may last.
            LOG.log(
                    failing ? Level.DEBUG : Level.WARNING,
                    "accepting on {0} failed, trying again: {1}",
                    source.description(),
                    e.getMessage());
            failing = true;
            return !closing.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void connect(Transport transport) {
        ConnectionAdmission.Place place = admission.enter();
        try {
            ServerConnection connection = factory.connect(transport);
            place.holdFor(connection);
            connection.start();
        } catch (RuntimeException | OutOfMemoryError e) {
            // No thread for it, or a mistake in the factory: this client is lost, the daemon goes
            // on.
            transport.close();
            place.leave();
            LOG.log(Level.ERROR, "a client on " + source.description() + " was turned away", e);
        }
    }

    /// Stops accepting; connections that exist go on.
    @Override
    public void close() {
        closing.countDown();
        source.close();
        thread.interrupt();
    }
}
