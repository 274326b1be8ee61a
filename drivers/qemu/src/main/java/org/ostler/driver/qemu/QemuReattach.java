package org.ostler.driver.qemu;

import org.ostler.api.Lifecycle;
import org.ostler.api.StateReason;
import org.ostler.api.log.LateLogger;
import org.ostler.engine.spi.Guest;
import org.ostler.engine.spi.Guests;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/// Finds the guests again that ran while no daemon did. Guests are looked at side by side, so that
/// a stuck one holds up nobody else. One thread, once.
final class QemuReattach {
    private static final Logger LOG = LateLogger.of(QemuReattach.class);
    private static final Duration GREETING = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofSeconds(10);
    private static final long PAUSE_NANOS = 100_000_000L;

    private final HostFiles files;
    private final RunningGuests running;

    QemuReattach(HostFiles files, RunningGuests running) {
        this.files = files;
        this.running = running;
    }

    void all(Guests guests) throws InterruptedException {
        List<Callable<Void>> looks = new ArrayList<>();
        for (Guest guest : guests.active()) {
            looks.add(
                    () -> {
                        reattach(guest);
                        return null;
                    });
        }
        for (Guest guest : guests.unfinished()) {
            looks.add(
                    () -> {
                        abandon(guest);
                        return null;
                    });
        }
        try (ExecutorService side = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> look : side.invokeAll(looks)) {
                report(look);
            }
        }
    }

    private static void report(Future<Void> look) throws InterruptedException {
        try {
            look.get();
        } catch (ExecutionException e) {
            LOG.log(
                    Level.ERROR,
                    "a guest could not be looked at; it is shown as it was and left alone",
                    e.getCause());
        }
    }

    private void reattach(Guest guest) throws IOException {
        int id = guest.status().id().orElseThrow();
        Optional<QemuRecord> record = record(guest);
        Optional<QemuProcess> process = record.isEmpty() ? Optional.empty() : find(record.get());
        if (record.isEmpty() || process.isEmpty()) {
            record.ifPresent(files::clearAway);
            guest.stopped(
                    OptionalInt.of(id), StateReason.SHUTOFF_CRASHED, Lifecycle.STOPPED_CRASHED);
            return;
        }
        RunningGuest now =
                new RunningGuest(
                        guest, id, record.get(), process.get(), files, () -> running.remove(guest));
        running.put(guest, now);
        EarlyListener early = new EarlyListener();
        try {
            QmpClient monitor =
                    QmpClient.connect(
                            guest.status().name(), record.get().paths().monitor(), GREETING, early);
            now.attach(monitor);
            now.resynchronize();
            now.report();
            early.handOver(now);
        } catch (QmpException e) {
            guest.moved(id, guest.status().reason());
            now.report();
            now.closed(Words.of(e));
        }
    }

    /// A start that the end of the daemon cut off: nobody was told that it succeeded, so it is
    /// undone.
    private void abandon(Guest guest) throws IOException {
        Optional<QemuRecord> record = record(guest);
        if (record.isPresent()) {
            launched(record.get()).forEach(QemuReattach::kill);
            files.clearAway(record.get());
        }
        guest.stopped(OptionalInt.empty(), StateReason.SHUTOFF_FAILED, Lifecycle.STOPPED_FAILED);
    }

    private static Optional<QemuRecord> record(Guest guest) {
        try {
            Optional<String> live = guest.live();
            return live.isEmpty() ? Optional.empty() : Optional.of(QemuRecord.parse(live.get()));
        } catch (IOException | IllegalStateException e) {
            LOG.log(
                    Level.ERROR,
                    () -> "the record of " + guest.status().name() + " is unusable",
                    e);
            return Optional.empty();
        }
    }

    /// What was launched for that record: the process that it names, or any that the record was
    /// written before.
    private static List<QemuProcess> launched(QemuRecord record) throws IOException {
        return record.hasProcess()
                ? find(record).stream().toList()
                : LaunchedProcesses.having(QemuCommandLine.monitor(record.paths()));
    }

    /// A host that is short of something (descriptors, memory) may answer a moment later; a guest
    /// is not given up because of that.
    private static Optional<QemuProcess> find(QemuRecord record) throws IOException {
        Deadline deadline = Deadline.in(LOOK);
        while (true) {
            try {
                return QemuProcess.find(record.process());
            } catch (IOException e) {
                if (deadline.passed()) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private static void kill(QemuProcess process) {
        try (process) {
            process.kill();
        } catch (IOException e) {
            LOG.log(Level.ERROR, () -> process + " cannot be killed", e);
        }
    }
}
