package org.ostler.driver.qemu;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Lifecycle;
import org.ostler.api.Plan;
import org.ostler.api.StartFlag;
import org.ostler.api.StateReason;
import org.ostler.api.log.LateLogger;
import org.ostler.driver.qemu.QemuRecord.BorrowedFile;
import org.ostler.engine.spi.Canonical;
import org.ostler.engine.spi.Guest;
import org.ostler.engine.spi.Guests;
import org.ostler.engine.spi.JobControl;
import org.ostler.model.DomainSpec;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Starts a guest, by the very command line that its plan shows. Used by one job's thread; whatever
/// fails or is cancelled before the guest runs leaves nothing behind.
final class QemuStarter {
    private static final Logger LOG = LateLogger.of(QemuStarter.class);
    private static final Duration LAUNCH = Duration.ofSeconds(60);
    private static final Duration ANSWER = Duration.ofSeconds(15);

    private final QemuSettings settings;
    private final QemuHost host;
    private final HostFiles files;
    private final RunningGuests running;
    private final Guests guests;

    QemuStarter(
            QemuSettings settings,
            QemuHost host,
            HostFiles files,
            RunningGuests running,
            Guests guests) {
        this.settings = settings;
        this.host = host;
        this.files = files;
        this.running = running;
        this.guests = guests;
    }

    void start(Guest guest, Set<StartFlag> flags, JobControl job) {
        job.phase("prepare");
        String name = guest.status().name();
        Canonical canonical = guest.canonical();
        int id = guests.nextId();
        GuestPaths paths = new GuestPaths(guests.runDirectory().resolve("guests").resolve("" + id));
        QemuTarget target = target(canonical.spec());
        DomainSpec live = QemuCommandLine.live(canonical.spec());
        Bindings bindings = new Bindings(guests.clock());
        QemuArguments arguments = QemuCommandLine.of(live, target, paths, bindings);
        refuseObstacles(arguments);
        List<BorrowedFile> lent = files.needed(live);
        QemuRecord record = QemuRecord.ofLaunch(paths.directory(), target.binary().path(), lent);
        // From here on a crash of the daemon loses neither a process nor the owner of a file.
        guest.launching(record.text());
        boolean runs = false;
        try {
            files.lend(lent);
            job.phase("launch");
            QemuLauncher.Started started = launch(guest, record, target, arguments, job, id);
            RunningGuest guestNow = running.of(guest).orElseThrow();
            try {
                job.phase("configure");
                DomainSpec filled =
                        configure(
                                started.monitor(), arguments, live, paths, bindings.chosen(), name);
                job.phase("run");
                run(guest, guestNow, filled, canonical, flags);
                runs = true;
            } finally {
                if (!runs) {
                    abandon(guest, guestNow);
                }
            }
        } finally {
            if (!runs) {
                files.clearAway(record);
            }
        }
    }

    private QemuTarget target(DomainSpec spec) {
        try {
            return host.target(spec);
        } catch (QemuProbeException e) {
            throw Fault.builder(
                            FaultCode.INTERNAL_ERROR,
                            FaultDomain.QEMU,
                            "internal error: " + Words.of(e))
                    .build();
        }
    }

    private static void refuseObstacles(QemuArguments arguments) {
        List<Plan.Remark> obstacles = arguments.obstacles();
        if (!obstacles.isEmpty()) {
            Plan.Remark first = obstacles.getFirst();
            throw Refusals.unsupported(first.path() + ": " + first.reason());
        }
    }

    private QemuLauncher.Started launch(
            Guest guest,
            QemuRecord before,
            QemuTarget target,
            QemuArguments arguments,
            JobControl job,
            int id) {
        String name = guest.status().name();
        GuestPaths paths = before.paths();
        try {
            files.makeDirectory(paths.directory());
        } catch (IOException e) {
            throw QemuFaults.system(
                    "cannot make directory '" + paths.directory() + "'",
                    "mkdir",
                    paths.directory().toString(),
                    e);
        }
        QemuStart start =
                new QemuStart(
                        name,
                        target.binary().path(),
                        arguments.words(),
                        Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL", "C"),
                        settings.runAs(),
                        guest.logFile(),
                        paths.monitor());
        EarlyListener early = new EarlyListener();
        try {
            QemuLauncher.Started started = QemuLauncher.start(start, LAUNCH, early);
            RunningGuest now =
                    new RunningGuest(
                            guest,
                            id,
                            before.with(started.process().identity()),
                            started.process(),
                            files,
                            () -> running.remove(guest));
            now.attach(started.monitor());
            running.put(guest, now);
            early.handOver(now);
            note(guest, now, job);
            return started;
        } catch (QemuStartException e) {
            throw QemuFaults.start(name, target.binary(), e);
        }
    }

    /// Writes down which process it is. Where that cannot be, nothing is left of it.
    private void note(Guest guest, RunningGuest now, JobControl job) {
        boolean noted = false;
        try {
            guest.launching(now.record().text());
            job.onCancel(() -> kill(now));
            noted = true;
        } finally {
            if (!noted) {
                abandon(guest, now);
            }
        }
    }

    private static DomainSpec configure(
            QmpClient monitor,
            QemuArguments arguments,
            DomainSpec live,
            GuestPaths paths,
            Map<String, String> bound,
            String name) {
        try {
            for (QmpCommand command : arguments.setup()) {
                monitor.execute(command, ANSWER);
            }
            Json chardevs = monitor.execute(QmpCommand.query("query-chardev"), ANSWER);
            return LiveDescription.of(live, paths, bound, chardevs);
        } catch (QmpException e) {
            throw QemuFaults.monitor(name, e);
        }
    }

    private static void run(
            Guest guest,
            RunningGuest now,
            DomainSpec filled,
            Canonical canonical,
            Set<StartFlag> flags) {
        Canonical live =
                new Canonical(filled, canonical.values(), canonical.pins(), canonical.remarks());
        if (flags.contains(StartFlag.PAUSED)) {
            guest.started(
                    now.id(),
                    StateReason.PAUSED_USER,
                    live,
                    now.record().text(),
                    Lifecycle.STARTED_BOOTED,
                    Lifecycle.SUSPENDED_PAUSED);
        } else {
            try {
                now.monitor().execute(QmpCommand.change("cont"), ANSWER);
            } catch (QmpException e) {
                throw QemuFaults.monitor(guest.status().name(), e);
            }
            guest.started(
                    now.id(),
                    StateReason.RUNNING_BOOTED,
                    live,
                    now.record().text(),
                    Lifecycle.RESUMED_UNPAUSED,
                    Lifecycle.STARTED_BOOTED);
        }
        now.report();
    }

    private void abandon(Guest guest, RunningGuest now) {
        running.remove(guest);
        kill(now);
        now.letGo();
    }

    private static void kill(RunningGuest now) {
        try {
            now.process().kill();
        } catch (IOException e) {
            LOG.log(Level.WARNING, () -> now.process() + " cannot be killed", e);
        }
    }
}
