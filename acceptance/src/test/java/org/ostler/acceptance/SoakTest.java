package org.ostler.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.api.Domain;
import org.ostler.api.DomainState;
import org.ostler.api.Hypervisor;
import org.ostler.api.StartFlag;
import org.ostler.client.Options;
import org.ostler.client.RemoteHypervisor;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Guests that are started and ended thousands of times: the daemon holds afterwards what it held
/// before.
///
/// Before that others warm up: they fill what is kept on purpose (events, ended jobs) and let the
/// JVM compile, which takes memory too, until it does so no more. Then the live heap, counted after
/// a full collection, and the resident memory may grow by 5 %, descriptors not at all, and threads
/// by the few that the JVM takes and gives back as it likes. All of that is awaited for a while,
/// since a compiler may be at work still.
///
/// 10,000 cycles on the test driver and 100 on QEMU; with `-Dostler.full=true` 100,000 and 1,000.
@Tag("slow")
class SoakTest {
    private static final int TIMES = Boolean.getBoolean("ostler.full") ? 10 : 1;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration QUIET = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofSeconds(2);
    private static final double GROWTH_MAX = 1.05;
    private static final int SPARE_THREADS = 4;
    private static final double WARM = 1.01;
    private static final int WARMING_MAX = 8;

    /// Two jobs and six events come of each definition that is made and removed.
    private static final int REMEMBERED = 2100;

    @TempDir private Path folder;

    @Test
    void guestsOfTheTestDriverThatComeAndGoLeaveNothing() throws Exception {
        soak(
                "test:///default",
                8,
                10_000 * TIMES,
                name ->
                        "<domain type='test'><name>%s</name><memory>8192</memory><os><type>hvm</type></os></domain>"
                                .formatted(name));
    }

    @Test
    void guestsOfQemuThatComeAndGoLeaveNothing() throws Exception {
        soak("qemu:///system", 2, 100 * TIMES, SmallGuest.make()::xml);
    }

    private void soak(String uri, int clients, int cycles, Function<String, String> description)
            throws Exception {
        try (Daemon daemon = Daemon.start(folder);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Hypervisor> hosts = new ArrayList<>();
            List<Domain> guests = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                Hypervisor host = RemoteHypervisor.open(daemon.socket(), uri, Options.DEFAULT);
                hosts.add(host);
                String xml = description.apply("soak-" + i);
                guests.add(host.define(DomainXml.parse(xml).spec(), Set.of()));
            }
            fill(hosts.getFirst(), DomainXml.parse(description.apply("filler")).spec());
            warmUp(daemon, threads, guests, cycles / 3);
            HeapFigures heapBefore = HeapFigures.shrunk(daemon.pid());
            ProcessFigures before = ProcessFigures.of(daemon.pid());
            startAndEnd(threads, guests, cycles);
            Awaitility.await("the daemon gives back what the guests took")
                    .atMost(QUIET)
                    .pollInterval(POLL)
                    .untilAsserted(() -> assertNothingLeft(daemon, heapBefore, before));
            System.out.printf(
                    "%d cycles on %s: before %s, after %s%n",
                    cycles, uri, before, ProcessFigures.of(daemon.pid()));
            hosts.forEach(Hypervisor::close);
            assertThat(daemon.log()).doesNotContain("level=ERROR").doesNotContain("incident");
        }
    }

    /// Until a round of cycles takes the JVM hardly any more memory, or it has had enough of them.
    private static void warmUp(
            Daemon daemon, ExecutorService threads, List<Domain> guests, int cycles)
            throws Exception {
        long before;
        long now = 0;
        int rounds = 0;
        do {
            before = now;
            startAndEnd(threads, guests, cycles);
            HeapFigures.shrunk(daemon.pid());
            now = ProcessFigures.of(daemon.pid()).residentKib();
            rounds++;
            System.out.println("warm " + now);
        } while (rounds < WARMING_MAX && now > before * WARM);
    }

    /// As many events and ended jobs as the daemon remembers, by something quick.
    private static void fill(Hypervisor host, DomainSpec guest) {
        for (int i = 0; i < REMEMBERED; i++) {
            host.define(guest, Set.of()).undefine(Set.of());
        }
    }

    private static void assertNothingLeft(
            Daemon daemon, HeapFigures heapBefore, ProcessFigures before) {
        HeapFigures heap = HeapFigures.shrunk(daemon.pid());
        ProcessFigures now = ProcessFigures.of(daemon.pid());
        assertThat(heap.bytes())
                .as("live heap; what grew: " + heap.grownSince(heapBefore))
                .isLessThan((long) (heapBefore.bytes() * GROWTH_MAX));
        assertThat(now.residentKib())
                .as("resident memory in KiB")
                .isLessThan((long) (before.residentKib() * GROWTH_MAX));
        assertThat(now.descriptors()).as("descriptors").isLessThanOrEqualTo(before.descriptors());
        assertThat(now.threads())
                .as("threads")
                .isLessThanOrEqualTo(before.threads() + SPARE_THREADS);
    }

    private static void startAndEnd(ExecutorService threads, List<Domain> guests, int cycles)
            throws Exception {
        List<Future<?>> work = new ArrayList<>();
        for (int i = 0; i < guests.size(); i++) {
            Domain guest = guests.get(i);
            int share = cycles * (i + 1) / guests.size() - cycles * i / guests.size();
            work.add(threads.submit(() -> startAndEnd(guest, share)));
        }
        for (Future<?> one : work) {
            one.get(10L * TIMES, TimeUnit.MINUTES);
        }
    }

    private static void startAndEnd(Domain guest, int cycles) {
        for (int i = 0; i < cycles; i++) {
            guest.start(Set.of(StartFlag.PAUSED)).await(PATIENCE);
            assertThat(guest.status().state()).isEqualTo(DomainState.PAUSED);
            guest.destroy(Set.of()).await(PATIENCE);
        }
    }
}
