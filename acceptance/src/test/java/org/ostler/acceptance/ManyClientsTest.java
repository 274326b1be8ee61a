package org.ostler.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.api.Domain;
import org.ostler.client.Options;
import org.ostler.client.RemoteHypervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// 5,000 idle connections, a client that never reads its events and one that sends a byte a second
/// do not disturb 64 busy clients.
///
/// In turns, the same 64 clients ask while the others are there and while they are not, events
/// happening all the time; the medians of the rounds' p99 are compared, so that one round in which
/// the machine did something else decides nothing.
@Tag("slow")
class ManyClientsTest {
    private static final int IDLE = 5000;
    private static final int BUSY = 64;
    private static final int ROUNDS = Boolean.getBoolean("ostler.full") ? 15 : 5;
    private static final Duration ROUND = Duration.ofMillis(1500);
    private static final Duration QUIET = Duration.ofSeconds(30);

    /// Where both are quick, a ratio of them says nothing.
    private static final long QUICK_MICROS = 2000;

    private static final int DESCRIPTORS = IDLE + 1000;
    private static final int SPARE_DESCRIPTORS = 4;
    private static final int SPARE_THREADS = 6;

    /// Those of the busy, of the JVM, and some that were lent and wait to be needed again.
    private static final int THREADS_MAX = 300;

    private static final int IDLE_BYTES_MAX = 8 << 10;
    private static final int RESIDENT_MAX_KIB = 300 << 10;

    @TempDir private Path folder;

    @Test
    void othersAreNotDisturbedByThousandsThatAreIdleDeafOrSlow() throws Exception {
        assumeTrue(descriptors() >= DESCRIPTORS, "ulimit -n is below " + DESCRIPTORS);
        Path config = folder.resolve("daemon.conf");
        Files.writeString(config, "max_clients = 6000\n");
        try (Daemon daemon = Daemon.start(folder, "--config", config.toString());
                BusyClients busy = new BusyClients(daemon.socket(), BUSY);
                Churn churn = new Churn(daemon)) {
            busy.ask(ROUND.multipliedBy(2));
            ProcessFigures before = ProcessFigures.of(daemon.pid());
            List<BusyClients.Round> alone = new ArrayList<>();
            List<BusyClients.Round> together = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                alone.add(busy.ask(ROUND));
                together.add(amongAbusers(daemon, busy));
                givesBack(daemon, before, THREADS_MAX);
            }
            churn.check();
            givesBack(daemon, before, SPARE_THREADS);
            System.out.printf(
                    "p99 of %d clients: alone %s; among %d %s; %s%n",
                    BUSY, alone, IDLE, together, ProcessFigures.of(daemon.pid()));
            assertThat(median(together))
                    .as("p99 among others in µs; alone " + alone + ", among " + together)
                    .isLessThan(2 * Math.max(QUICK_MICROS, median(alone)));
            assertThat(daemon.log()).doesNotContain("level=ERROR").doesNotContain("incident");
        }
    }

    private static BusyClients.Round amongAbusers(Daemon daemon, BusyClients busy)
            throws Exception {
        HeapFigures before = HeapFigures.of(daemon.pid());
        try (Abusers abusers = new Abusers(daemon.socket(), IDLE)) {
            BusyClients.Round round = busy.ask(ROUND);
            HeapFigures heap = HeapFigures.of(daemon.pid());
            assertThat((heap.bytes() - before.bytes()) / abusers.count())
                    .as("bytes for each idle client; what grew: " + heap.grownSince(before))
                    .isLessThan(IDLE_BYTES_MAX);
            ProcessFigures now = ProcessFigures.of(daemon.pid());
            assertThat(now.residentKib()).as("resident memory").isLessThan(RESIDENT_MAX_KIB);
            assertThat(now.threads()).as("threads").isLessThan(THREADS_MAX);
            assertThat(now.descriptors()).as("descriptors").isGreaterThan(abusers.count());
            return round;
        }
    }

    private static void givesBack(Daemon daemon, ProcessFigures before, int spareThreads) {
        Awaitility.await("the daemon gives back what the idle took")
                .atMost(QUIET)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(
                        () -> {
                            ProcessFigures now = ProcessFigures.of(daemon.pid());
                            assertThat(now.descriptors())
                                    .as("descriptors")
                                    .isLessThanOrEqualTo(before.descriptors() + SPARE_DESCRIPTORS);
                            assertThat(now.threads())
                                    .as("threads")
                                    .isLessThanOrEqualTo(before.threads() + spareThreads);
                        });
    }

    private static long median(List<BusyClients.Round> rounds) {
        return rounds.stream()
                .mapToLong(BusyClients.Round::p99Micros)
                .sorted()
                .skip(rounds.size() / 2)
                .findFirst()
                .orElseThrow();
    }

    /// How many descriptors the kernel lets a process of this user have; the JVM takes them all.
    private static long descriptors() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/limits")).stream()
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> line.split(" +", -1)[4])
                .mapToLong(hard -> hard.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(hard))
                .findFirst()
                .orElseThrow();
    }

    /// A guest that comes and goes all the time, for events.
    private static final class Churn implements AutoCloseable {
        private static final Duration PATIENCE = Duration.ofSeconds(30);

        private final RemoteHypervisor host;
        private final ExecutorService thread =
                Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
        private final Future<?> work;
        private volatile boolean goOn = true;

        Churn(Daemon daemon) {
            host = RemoteHypervisor.open(daemon.socket(), "test:///default", Options.DEFAULT);
            Domain guest = host.domain("test").orElseThrow();
            work = thread.submit(() -> comeAndGo(guest));
        }

        private void comeAndGo(Domain guest) {
            while (goOn) {
                guest.destroy(Set.of()).await(PATIENCE);
                guest.start(Set.of()).await(PATIENCE);
            }
        }

        void check() throws Exception {
            goOn = false;
            work.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }

        @Override
        public void close() {
            goOn = false;
            thread.shutdownNow();
            host.close();
        }
    }
}
