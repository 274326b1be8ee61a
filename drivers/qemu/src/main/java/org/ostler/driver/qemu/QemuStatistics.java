package org.ostler.driver.qemu;

import org.ostler.api.DomainStatistics;
import org.ostler.api.DomainStatistics.Interface;
import org.ostler.api.DomainStatistics.IoThread;
import org.ostler.api.DomainStatistics.Memory;
import org.ostler.api.DomainStatistics.Traffic;
import org.ostler.api.DomainStatistics.Vcpus;
import org.ostler.api.MemoryCounter;
import org.ostler.api.StatisticsGroup;
import org.ostler.api.StatisticsRequest;
import org.ostler.api.Vcpu;
import org.ostler.engine.spi.Guest;
import org.ostler.model.DomainSpec;
import org.ostler.model.MemBalloon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// What is counted of a QEMU guest: processor times and memory from the kernel, cards from their
/// host devices, disks and what the guest itself tells from QEMU's monitor.
///
/// Thread-safe. Only the last kind can be held up by a QEMU that is stuck; after [#WAIT] it is left
/// out (see [SharedAnswer]), and everything else is told all the same.
final class QemuStatistics {
    static final Set<StatisticsGroup> GROUPS =
            EnumSet.of(
                    StatisticsGroup.STATE,
                    StatisticsGroup.CPU_TOTAL,
                    StatisticsGroup.BALLOON,
                    StatisticsGroup.VCPU,
                    StatisticsGroup.INTERFACE,
                    StatisticsGroup.BLOCK,
                    StatisticsGroup.PERF,
                    StatisticsGroup.IOTHREAD);

    private static final Duration WAIT = Duration.ofMillis(400);

    /// What is still called at once.
    private static final Duration NO_WAIT = Duration.ofMillis(50);

    private static final Path CARDS = Path.of("/sys/class/net");

    /// QEMU's names of what a guest tells, in bytes (virtio-balloon-stats of its documentation).
    private static final Map<String, MemoryCounter> BYTES =
            Map.of(
                    "stat-swap-in", MemoryCounter.SWAP_IN,
                    "stat-swap-out", MemoryCounter.SWAP_OUT,
                    "stat-free-memory", MemoryCounter.UNUSED,
                    "stat-total-memory", MemoryCounter.AVAILABLE,
                    "stat-available-memory", MemoryCounter.USABLE,
                    "stat-disk-caches", MemoryCounter.DISK_CACHES);

    private static final Map<String, MemoryCounter> COUNTS =
            Map.of(
                    "stat-major-faults", MemoryCounter.MAJOR_FAULT,
                    "stat-minor-faults", MemoryCounter.MINOR_FAULT,
                    "stat-htlb-pgalloc", MemoryCounter.HUGETLB_PGALLOC,
                    "stat-htlb-pgfail", MemoryCounter.HUGETLB_PGFAIL);

    private final RunningGuests running;

    QemuStatistics(RunningGuests running) {
        this.running = running;
    }

    void read(Guest guest, StatisticsRequest request, DomainStatistics.Builder into) {
        RunningGuest now = running.require(guest);
        long pid = now.process().identity().pid();
        Deadline deadline = Deadline.in(request.noWait() ? NO_WAIT : WAIT);
        DomainSpec spec = guest.canonical().spec();
        if (request.wants(StatisticsGroup.CPU_TOTAL)) {
            ProcessTimes.cpu(pid).ifPresent(into::cpu);
        }
        if (request.wants(StatisticsGroup.BALLOON)) {
            into.memory(memory(guest, spec, now, deadline));
        }
        if (request.wants(StatisticsGroup.VCPU)) {
            List<Vcpu> each =
                    now.readings()
                            .threads(deadline.left())
                            .map(all -> vcpus(pid, all))
                            .orElse(List.of());
            into.vcpus(new Vcpus(guest.status().vcpus(), spec.vcpu().count(), each));
        }
        if (request.wants(StatisticsGroup.INTERFACE)) {
            into.interfaces(
                    spec.devices().interfaces().stream()
                            .map(card -> card(card.target().orElse("")))
                            .toList());
        }
        if (request.wants(StatisticsGroup.BLOCK)) {
            now.readings()
                    .blocks(deadline.left())
                    .map(told -> BlockReadings.of(spec.devices().disks(), told, request.backing()))
                    .ifPresent(into::blocks);
        }
        if (request.wants(StatisticsGroup.IOTHREAD)) {
            ioThreads(spec, now, deadline).ifPresent(into::ioThreads);
        }
    }

    // ---- memory

    private static Memory memory(
            Guest guest, DomainSpec spec, RunningGuest now, Deadline deadline) {
        Map<MemoryCounter, Long> counters = new EnumMap<>(MemoryCounter.class);
        counters.put(MemoryCounter.ACTUAL, guest.status().memoryKib());
        ProcessTimes.residentKib(now.process().identity().pid())
                .ifPresent(kib -> counters.put(MemoryCounter.RSS, kib));
        Optional<MemBalloon> device =
                spec.devices().memBalloon().filter(one -> !one.model().equals("none"));
        if (device.isPresent()) {
            // The guest has not told yet, or is not asked to.
            counters.put(MemoryCounter.LAST_UPDATE, 0L);
        }
        if (device.isPresent() && device.get().statsPeriodSeconds().orElse(0) > 0) {
            now.readings().balloon(deadline.left()).ifPresent(told -> add(counters, told));
        }
        return new Memory(OptionalLong.of(guest.status().maxMemoryKib()), counters);
    }

    /// What the guest has not told is -1.
    private static void add(Map<MemoryCounter, Long> counters, Json.Obj told) {
        Json.Obj stats = told.object("stats");
        BYTES.forEach(
                (name, counter) ->
                        stats.integer(name)
                                .filter(bytes -> bytes >= 0)
                                .ifPresent(bytes -> counters.put(counter, bytes / 1024)));
        COUNTS.forEach(
                (name, counter) ->
                        stats.integer(name)
                                .filter(count -> count >= 0)
                                .ifPresent(count -> counters.put(counter, count)));
        told.integer("last-update")
                .ifPresent(seconds -> counters.put(MemoryCounter.LAST_UPDATE, seconds));
    }

    // ---- processors

    private static List<Vcpu> vcpus(long pid, List<Long> threads) {
        List<Vcpu> vcpus = new ArrayList<>();
        for (int number = 0; number < threads.size(); number++) {
            long thread = threads.get(number);
            Optional<ProcessTimes.OfThread> now = ProcessTimes.thread(pid, thread);
            if (now.isPresent()) {
                vcpus.add(
                        new Vcpu(
                                number,
                                Vcpu.State.RUNNING,
                                OptionalLong.of(now.get().nanos()),
                                ProcessTimes.delayNanos(pid, thread),
                                OptionalInt.of(now.get().processor()),
                                ProcessTimes.mayRunOn(pid, thread)));
            }
        }
        return vcpus;
    }

    private static Optional<List<IoThread>> ioThreads(
            DomainSpec spec, RunningGuest now, Deadline deadline) {
        if (spec.kept().elements("iothreads").isEmpty()) {
            return Optional.empty();
        }
        return now.readings().ioThreads(deadline.left()).map(QemuStatistics::ioThreads);
    }

    private static List<IoThread> ioThreads(List<Json.Obj> told) {
        List<IoThread> threads = new ArrayList<>();
        for (Json.Obj one : told) {
            String id = one.string("id").orElse("");
            if (id.matches("iothread\\d{1,9}")) {
                threads.add(
                        new IoThread(
                                Integer.parseInt(id.substring("iothread".length())),
                                number(one, "poll-max-ns"),
                                number(one, "poll-grow"),
                                number(one, "poll-shrink")));
            }
        }
        return threads;
    }

    private static OptionalLong number(Json.Obj from, String name) {
        return from.integer(name).map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    // ---- cards

    /// A tap device sends what the guest receives. A card without device on the host is not
    /// counted.
    private static Interface card(String device) {
        if (device.isEmpty() || device.contains("/") || device.startsWith(".")) {
            return new Interface(device, Optional.empty());
        }
        Path statistics = CARDS.resolve(device).resolve("statistics");
        if (!Files.isDirectory(statistics)) {
            return new Interface(device, Optional.empty());
        }
        return new Interface(
                device,
                Optional.of(
                        new Traffic(
                                count(statistics, "tx_bytes"),
                                count(statistics, "tx_packets"),
                                count(statistics, "tx_errors"),
                                count(statistics, "tx_dropped"),
                                count(statistics, "rx_bytes"),
                                count(statistics, "rx_packets"),
                                count(statistics, "rx_errors"),
                                count(statistics, "rx_dropped"))));
    }

    private static long count(Path statistics, String name) {
        try {
            String text = Files.readString(statistics.resolve(name)).strip();
            return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
        } catch (IOException gone) {
            return 0;
        }
    }
}
