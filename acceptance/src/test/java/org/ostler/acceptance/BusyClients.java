package org.ostler.acceptance;

import org.ostler.wire.protocol.WireDomain;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Clients that ask without a pause, each on a thread and a connection of its own, and measure how
/// long each answer takes.
final class BusyClients implements AutoCloseable {
    private static final long DEADLINE_SECONDS = 60;

    private final List<RawConnection> clients = new ArrayList<>();
    private final ExecutorService threads;

    BusyClients(Path socket, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            clients.add(RawConnection.open(socket));
        }
        threads = Executors.newFixedThreadPool(count, Thread.ofPlatform().daemon().factory());
    }

    /// What was measured.
    ///
    /// @param calls that were answered
    /// @param p99Micros the time that 99 % of the answers took at most
    record Round(long calls, long p99Micros) {}

    /// Lets all of them ask for so long.
    Round ask(Duration time) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        List<Future<long[]>> measured = new ArrayList<>();
        for (RawConnection client : clients) {
            measured.add(threads.submit(() -> ask(client, end)));
        }
        long[] all = new long[0];
        for (Future<long[]> one : measured) {
            long[] more = one.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            int before = all.length;
            all = Arrays.copyOf(all, before + more.length);
            System.arraycopy(more, 0, all, before, more.length);
        }
        Arrays.sort(all);
        return new Round(all.length, TimeUnit.NANOSECONDS.toMicros(all[(int) (all.length * 0.99)]));
    }

    private static long[] ask(RawConnection client, long end) throws IOException {
        WireDomain domain = client.lookup("test");
        long[] nanos = new long[1024];
        int count = 0;
        for (long began = System.nanoTime(); began < end || count == 0; ) {
            client.info(domain);
            long now = System.nanoTime();
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * count);
            }
            nanos[count++] = now - began;
            began = now;
        }
        return Arrays.copyOf(nanos, count);
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        for (RawConnection client : clients) {
            client.close();
        }
    }
}
