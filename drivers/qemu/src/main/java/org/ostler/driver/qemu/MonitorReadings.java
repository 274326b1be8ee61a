package org.ostler.driver.qemu;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What one QEMU counts, as its monitor tells it (qemu-qmp-ref(7)): each question is shared by all
/// who ask at the same time. Thread-safe.
final class MonitorReadings {
    /// How long a question stays with a QEMU that does not answer. No caller waits for that long:
    /// while it is under way, no second one is sent.
    private static final Duration PATIENCE = Duration.ofHours(1);

    /// Where the monitor is.
    interface Monitor {
        QmpClient client() throws QmpException;
    }

    /// What is told of disks.
    ///
    /// @param counters the reply to `query-blockstats`
    /// @param images the reply to `query-block`
    record Blocks(List<Json.Obj> counters, List<Json.Obj> images) {
        Blocks {
            counters = List.copyOf(counters);
            images = List.copyOf(images);
        }
    }

    private final Monitor monitor;
    private final SharedAnswer<Blocks> blocks;
    private final SharedAnswer<List<Long>> threads;
    private final SharedAnswer<Json.Obj> balloon;
    private final SharedAnswer<List<Json.Obj>> ioThreads;

    /// Virtual processors neither come nor go while a guest runs, nor do their threads.
    private volatile @Nullable List<Long> knownThreads;

    /// @param guest its name, for threads
    MonitorReadings(String guest, Monitor monitor) {
        this.monitor = monitor;
        this.blocks = new SharedAnswer<>("qemu-blocks-" + guest, this::askBlocks);
        this.threads = new SharedAnswer<>("qemu-cpus-" + guest, this::askThreads);
        this.balloon = new SharedAnswer<>("qemu-balloon-" + guest, this::askBalloon);
        this.ioThreads = new SharedAnswer<>("qemu-iothreads-" + guest, this::askIoThreads);
    }

    private Json ask(QmpCommand command) throws QmpException {
        return monitor.client().execute(command, PATIENCE);
    }

    /// Counters and sizes of its disks.
    Optional<Blocks> blocks(Duration wait) {
        return blocks.within(wait);
    }

    private Blocks askBlocks() throws QmpException {
        List<Json.Obj> counters = ask(QmpCommand.query("query-blockstats")).asObjects();
        return new Blocks(counters, ask(QmpCommand.query("query-block")).asObjects());
    }

    /// The threads of its virtual processors, in the order of these.
    Optional<List<Long>> threads(Duration wait) {
        List<Long> known = knownThreads;
        return known != null ? Optional.of(known) : threads.within(wait);
    }

    private List<Long> askThreads() throws QmpException {
        List<Json.Obj> cpus = new ArrayList<>(ask(QmpCommand.query("query-cpus-fast")).asObjects());
        cpus.sort(Comparator.comparing(cpu -> cpu.integer("cpu-index").orElse(0L)));
        List<Long> told = cpus.stream().map(cpu -> cpu.integer("thread-id").orElse(0L)).toList();
        knownThreads = told;
        return told;
    }

    /// What the guest's balloon driver has told, with QEMU's names (`stat-free-memory` …), and
    /// `last-update`.
    Optional<Json.Obj> balloon(Duration wait) {
        return balloon.within(wait);
    }

    private Json.Obj askBalloon() throws QmpException {
        Json.Obj where =
                Json.object()
                        .put("path", "/machine/peripheral/balloon0")
                        .put("property", "guest-stats")
                        .build();
        return ask(QmpCommand.query("qom-get", where)) instanceof Json.Obj told
                ? told
                : Json.Obj.EMPTY;
    }

    /// The threads that serve its disks.
    Optional<List<Json.Obj>> ioThreads(Duration wait) {
        return ioThreads.within(wait);
    }

    private List<Json.Obj> askIoThreads() throws QmpException {
        return ask(QmpCommand.query("query-iothreads")).asObjects();
    }
}
