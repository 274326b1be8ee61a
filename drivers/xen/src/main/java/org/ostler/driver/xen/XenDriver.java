package org.ostler.driver.xen;

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
import org.ostler.api.log.LateLogger;
import org.ostler.engine.GuestKinds;
import org.ostler.engine.spi.Canonical;
import org.ostler.engine.spi.Driver;
import org.ostler.engine.spi.DriverInfo;
import org.ostler.engine.spi.Guest;
import org.ostler.engine.spi.Guests;
import org.ostler.engine.spi.HostFacts;
import org.ostler.engine.spi.Operations;
import org.ostler.engine.spi.Operations.Terms;
import org.ostler.model.DomainSpec;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Xen as a hypervisor: put together from what each part of this module does.
///
/// The host is the truth: what runs is asked of the hypervisor, whoever made it, and this driver
/// acts by itself only on domains that it made. Thread-safe. Closing lets go of the host and leaves
/// every guest running. A fault in libxl ends the process, so the driver belongs into one of its
/// own.
public final class XenDriver implements Driver {
    private static final Logger LOG = LateLogger.of(XenDriver.class);
    private static final Set<StartFlag> STARTS =
            EnumSet.of(StartFlag.PAUSED, StartFlag.AUTODESTROY);
    private static final long FIRST_LOOK_MILLIS = 10_000;

    /// Counters that take longer are left out.
    private static final Duration COUNTERS = Duration.ofMillis(400);

    private final XenControl control;
    private final XenHostCache host;
    private final XenGuests running = new XenGuests();
    private final XenBuilder builder;
    private final XenPower power;
    private final XenConsoles consoles;
    private volatile @Nullable XenWatcher watcher;

    /// A driver of this host.
    public XenDriver(XenHost.Present present) {
        this(new LibxlControl(present.xenstored()));
    }

    XenDriver(XenControl control) {
        this.control = control;
        this.host = new XenHostCache(control);
        this.builder = new XenBuilder(control, host, running);
        this.power = new XenPower(control, builder, running);
        this.consoles =
                new XenConsoles(
                        control::read,
                        new ConsoleLogs(Path.of("/proc")),
                        guest ->
                                guest.live()
                                        .map(XenRecord::parse)
                                        .map(XenRecord::consoleStart)
                                        .orElse(0L));
    }

    @Override
    public DriverInfo info() {
        return new DriverInfo("xen", "Xen", "xen:///system", FaultDomain.LIBXL);
    }

    @Override
    public HostFacts host() {
        return XenHostFacts.of(host.read());
    }

    @Override
    public Canonical canonicalize(DomainSpec written) {
        return XenCanonical.of(written);
    }

    @Override
    public Plan plan(Canonical canonical) {
        return XenPlanning.plan(canonical, builder.plan(canonical.spec()));
    }

    @Override
    public void register(Operations operations) {
        operations.allow(
                Operation.DOMAIN_DEFINE,
                Terms.<DefineFlag>in().flags(EnumSet.of(DefineFlag.STRICT)));
        operations.allow(Operation.DOMAIN_PLAN, Terms.<DefineFlag>in());
        operations.plansAre(NativeFormat.LIBXL_JSON);
        XenFormats.register(operations);
        operations.allow(
                Operation.DOMAIN_UNDEFINE,
                Terms.<UndefineFlag>in().flags(EnumSet.allOf(UndefineFlag.class)));
        operations.change(
                Operation.DOMAIN_SET_AUTOSTART,
                Terms.<XmlFlag>in(),
                (guest, flags, job) -> XenPower.refuseControlDomain(guest));
        operations.allow(Operation.DOMAIN_CREATE, Terms.<StartFlag>in().flags(STARTS).withCancel());
        operations.change(
                Operation.DOMAIN_START,
                Terms.<StartFlag>in(DomainState.SHUTOFF).flags(STARTS).withCancel(),
                new XenStarter(control, builder, running)::start);
        registerPower(operations);
        operations.counters(this::counters);
        BackEndCounters backEnds = new BackEndCounters(Path.of("/sys"));
        operations.statistics(XenStatistics.GROUPS, new XenStatistics(control, backEnds)::read);
        operations.platforms(request -> new GuestKinds(host(), FaultDomain.LIBXL).find(request));
        operations.memory(() -> XenStatistics.memory(host.read()));
        operations.console(
                Terms.<ConsoleFlag>in(DomainState.RUNNING, DomainState.PAUSED)
                        .flags(EnumSet.allOf(ConsoleFlag.class)),
                consoles::open);
    }

    private void registerPower(Operations operations) {
        operations.change(
                Operation.DOMAIN_SUSPEND,
                Terms.<XmlFlag>in(DomainState.RUNNING, DomainState.PAUSED),
                power::suspend);
        operations.change(
                Operation.DOMAIN_RESUME,
                Terms.<XmlFlag>in(DomainState.RUNNING, DomainState.PAUSED),
                power::resume);
        operations.change(
                Operation.DOMAIN_SHUTDOWN,
                Terms.<ShutdownFlag>in(DomainState.RUNNING)
                        .flags(EnumSet.of(ShutdownFlag.ACPI_POWER_BUTTON, ShutdownFlag.PARAVIRT)),
                power::shutdown);
        operations.change(
                Operation.DOMAIN_REBOOT,
                Terms.<RebootFlag>in(DomainState.RUNNING).flags(EnumSet.of(RebootFlag.PARAVIRT)),
                power::reboot);
        operations.change(
                Operation.DOMAIN_DESTROY,
                Terms.<DestroyFlag>in(
                        DomainState.RUNNING,
                        DomainState.PAUSED,
                        DomainState.SHUTDOWN,
                        DomainState.CRASHED),
                power::destroy);
    }

    private DomainCounters counters(Guest guest) {
        OptionalInt id = guest.status().id();
        if (id.isEmpty()) {
            return DomainCounters.UNKNOWN;
        }
        try {
            Optional<DomainInfo> now = control.domain(id.getAsInt(), COUNTERS);
            return now.map(
                            info ->
                                    new DomainCounters(
                                            OptionalLong.of(info.cpuTimeNanos()),
                                            OptionalLong.of(info.memoryKib()),
                                            OptionalInt.of(info.vcpusOnline())))
                    .orElse(DomainCounters.UNKNOWN);
        } catch (LibxlException late) {
            return DomainCounters.UNKNOWN;
        }
    }

    @Override
    public void start(Guests known) throws InterruptedException {
        Semaphore wakes = new Semaphore(0);
        XenEnds ends = new XenEnds(control, builder, running, known);
        XenDiscovery discovery = new XenDiscovery(control, running, known, wakes::release);
        XenLook look = new XenLook(control, running, ends, discovery);
        XenWatcher watching = new XenWatcher(control, look, discovery, known, wakes);
        new XenReattach(builder, running, ends, firstDomains(known)).all(known);
        watcher = watching;
        watching.start(FIRST_LOOK_MILLIS);
    }

    /// What runs on the host; a host that does not answer yet is asked until it does.
    private List<DomainInfo> firstDomains(Guests known) throws InterruptedException {
        while (true) {
            try {
                return control.domains();
            } catch (LibxlException e) {
                String reason = "Xen does not answer: " + XenFaults.words(e);
                LOG.log(Level.WARNING, reason);
                known.reachable(false, reason);
                TimeUnit.MILLISECONDS.sleep(XenWatcher.INTERVAL.toMillis());
            }
        }
    }

    @Override
    public void close() {
        XenWatcher watching = watcher;
        if (watching != null) {
            watching.close();
        }
        control.close();
    }
}
