package org.ostler.daemon.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.ostler.wire.protocol.ConnectListAllDomainsArgs;
import org.ostler.wire.protocol.RemoteProcedures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// A client as it should be: asks the same thing again and again on a thread of its own, and is
/// answered in time, whatever others do.
final class Bystander implements AutoCloseable {
    private static final long PAUSE_NANOS = 5_000_000;
    private static final long SLOWEST_MILLIS = 5000;

    private final RawClient client;
    private final Thread thread;
    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong slowestMillis = new AtomicLong();
    private volatile boolean goOn = true;

    /// @param client which has opened a driver; closed in the end
    Bystander(RawClient client) {
        this.client = client;
        this.thread = Thread.ofPlatform().daemon().name("bystander").start(this::run);
    }

    private void run() {
        try {
            while (goOn) {
                long began = System.nanoTime();
                client.call(
                        RemoteProcedures.CONNECT_LIST_ALL_DOMAINS,
                        new ConnectListAllDomainsArgs(1, 0));
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
                slowestMillis.accumulateAndGet(millis, Math::max);
                answers.incrementAndGet();
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends it: all its calls were answered, none late.
    void check() throws InterruptedException {
        assertThat(thread.isAlive()).as("the other client goes on").isTrue();
        goOn = false;
        thread.join(2 * SLOWEST_MILLIS);
        assertThat(thread.isAlive()).as("the other client's last call is open").isFalse();
        assertThat(answers).hasValueGreaterThan(100);
        assertThat(slowestMillis)
                .as("the longest that the other client waited")
                .hasValueLessThan(SLOWEST_MILLIS);
    }

    @Override
    public void close() throws IOException {
        goOn = false;
        client.close();
    }
}
