package org.ostler.driver.qemu;

import org.jspecify.annotations.Nullable;
import org.ostler.api.ConsoleFlag;
import org.ostler.api.DefineFlag;
import org.ostler.api.DestroyFlag;
import org.ostler.api.DomainCounters;
import org.ostler.api.DomainState;
import org.ostler.api.FaultDomain;
import org.ostler.api.NativeFormat;
import org.ostler.api.Operation;
import org.ostler.api.Plan;
import org.ostler.api.RebootFlag;
import org.ostler.api.ShutdownFlag;
import org.ostler.api.StartFlag;
import org.ostler.api.UndefineFlag;
import org.ostler.api.XmlFlag;
import org.ostler.engine.LinuxNode;
import org.ostler.engine.spi.Canonical;
import org.ostler.engine.spi.Driver;
import org.ostler.engine.spi.DriverInfo;
import org.ostler.engine.spi.Guest;
import org.ostler.engine.spi.Guests;
import org.ostler.engine.spi.HostFacts;
import org.ostler.engine.spi.Operations;
import org.ostler.engine.spi.Operations.Terms;
import org.ostler.model.DomainSpec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// QEMU as a hypervisor: put together from what each part of this module does.
///
/// Thread-safe. Nothing is asked of QEMU before somebody needs the answer, so that starting costs
/// nothing; closing lets go of monitors and leaves every guest running.
public final class QemuDriver implements Driver {
    private static final Set<StartFlag> STARTS =
            EnumSet.of(StartFlag.PAUSED, StartFlag.AUTODESTROY);

    private final QemuSettings settings;
    private final QemuHost host;
    private final HostFiles files;
    private final RunningGuests running = new RunningGuests();
    private final QemuConsoles consoles = new QemuConsoles(running);
    private final QemuPower power = new QemuPower(running);
    private final ConsoleLogKeeper logs = new ConsoleLogKeeper(running);
    private volatile @Nullable Guests guests;

    public QemuDriver(QemuSettings settings) {
        this.settings = settings;
        this.host =
                new QemuHost(
                        new QemuBinaries(settings.cache(), settings.runAs()),
                        new KvmProof(settings.runAs()));
        this.files = new HostFiles(settings.runAs());
    }

    @Override
    public DriverInfo info() {
        return new DriverInfo("qemu", "QEMU", settings.uri(), FaultDomain.QEMU);
    }

    @Override
    public HostFacts host() {
        Optional<Path> emulator = host.emulator("x86_64");
        return QemuHostFacts.of(emulator.map(this::target));
    }

    private QemuTarget target(Path emulator) {
        try {
            return host.target(emulator);
        } catch (QemuProbeException e) {
            throw QemuFaults.unusable(e);
        }
    }

    private QemuTarget target(DomainSpec spec) {
        try {
            return host.target(spec);
        } catch (QemuProbeException e) {
            throw QemuFaults.unusable(e);
        }
    }

    @Override
    public Canonical canonicalize(DomainSpec written) {
        DefinitionCheck check = new DefinitionCheck(written);
        check.anyQemu();
        QemuTarget target = target(written);
        check.with(target.binary());
        return QemuCanonical.of(written, target);
    }

    @Override
    public Plan plan(Canonical canonical) {
        QemuTarget target = target(canonical.spec());
        QemuArguments arguments =
                QemuCommandLine.of(
                        QemuCommandLine.live(canonical.spec()),
                        target,
                        new GuestPaths(Path.of("${guest.directory}")),
                        LateValues.OPEN);
        List<Plan.Remark> remarks = new ArrayList<>(arguments.remarks());
        canonical.remarks().stream().filter(r -> !remarks.contains(r)).forEach(remarks::add);
        return new Plan(
                "qemu",
                canonical.spec(),
                canonical.values(),
                arguments.bindings(),
                remarks,
                new Plan.NativeForm(
                        NativeFormat.QEMU_ARGV.name(),
                        arguments.text(target.binary().path().toString())));
    }

    @Override
    public void register(Operations operations) {
        operations.allow(
                Operation.DOMAIN_DEFINE,
                Terms.<DefineFlag>in().flags(EnumSet.of(DefineFlag.STRICT)));
        operations.allow(Operation.DOMAIN_PLAN, Terms.<DefineFlag>in());
        operations.plansAre(NativeFormat.QEMU_ARGV);
        operations.allow(
                Operation.DOMAIN_UNDEFINE,
                Terms.<UndefineFlag>in().flags(EnumSet.allOf(UndefineFlag.class)));
        operations.allow(Operation.DOMAIN_SET_AUTOSTART, Terms.<XmlFlag>in());
        operations.allow(Operation.DOMAIN_CREATE, Terms.<StartFlag>in().flags(STARTS).withCancel());
        operations.change(
                Operation.DOMAIN_START,
                Terms.<StartFlag>in(DomainState.SHUTOFF).flags(STARTS).withCancel(),
                (guest, flags, job) ->
                        new QemuStarter(settings, host, files, running, guests())
                                .start(guest, flags, job));
        registerPower(operations);
        operations.console(
                Terms.<ConsoleFlag>in(DomainState.RUNNING, DomainState.PAUSED)
                        .flags(EnumSet.allOf(ConsoleFlag.class)),
                consoles::open);
        operations.counters(this::counters);
        operations.statistics(QemuStatistics.GROUPS, new QemuStatistics(running)::read);
        LinuxNode node = new LinuxNode(Path.of("/"));
        operations.platforms(new QemuPlatforms(host)::of);
        operations.processors(node::processors);
        operations.memory(node::memory);
    }

    private void registerPower(Operations operations) {
        operations.change(
                Operation.DOMAIN_SUSPEND,
                Terms.<XmlFlag>in(DomainState.RUNNING, DomainState.PAUSED),
                power::suspend);
        operations.change(
                Operation.DOMAIN_RESUME, Terms.<XmlFlag>in(DomainState.PAUSED), power::resume);
        operations.change(
                Operation.DOMAIN_RESET,
                Terms.<XmlFlag>in(DomainState.RUNNING, DomainState.PAUSED),
                power::reset);
        operations.change(
                Operation.DOMAIN_SHUTDOWN,
                Terms.<ShutdownFlag>in(DomainState.RUNNING, DomainState.PAUSED)
                        .flags(EnumSet.of(ShutdownFlag.ACPI_POWER_BUTTON)),
                power::shutdown);
        operations.change(
                Operation.DOMAIN_REBOOT,
                Terms.<RebootFlag>in(DomainState.RUNNING)
                        .flags(EnumSet.of(RebootFlag.ACPI_POWER_BUTTON)),
                power::reboot);
        operations.change(
                Operation.DOMAIN_DESTROY,
                Terms.<DestroyFlag>in(
                                DomainState.RUNNING,
                                DomainState.PAUSED,
                                DomainState.SHUTDOWN,
                                DomainState.CRASHED,
                                DomainState.PMSUSPENDED)
                        .flags(EnumSet.of(DestroyFlag.GRACEFUL)),
                power::destroy);
    }

    private DomainCounters counters(Guest guest) {
        Optional<RunningGuest> now = running.of(guest);
        if (now.isEmpty()) {
            return DomainCounters.UNKNOWN;
        }
        return new DomainCounters(
                ProcessTimes.cpuNanos(now.get().process().identity().pid()),
                OptionalLong.of(guest.status().memoryKib()),
                OptionalInt.of(guest.status().vcpus()));
    }

    @Override
    public void start(Guests known) throws InterruptedException {
        guests = known;
        new QemuReattach(files, running).all(known);
        logs.start();
    }

    private Guests guests() {
        return Objects.requireNonNull(guests, "the driver was not started");
    }

    @Override
    public void close() {
        logs.close();
        for (RunningGuest guest : running.all()) {
            guest.letGo();
        }
    }
}
