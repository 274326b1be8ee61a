package org.ostler.engine;

import org.jspecify.annotations.Nullable;
import org.ostler.api.Caller;
import org.ostler.api.Conversion;
import org.ostler.api.DefineFlag;
import org.ostler.api.Domain;
import org.ostler.api.DomainCapabilitiesRequest;
import org.ostler.api.DomainStatistics;
import org.ostler.api.DomainStatus;
import org.ostler.api.EventPosition;
import org.ostler.api.EventStream;
import org.ostler.api.Hypervisor;
import org.ostler.api.HypervisorIdentity;
import org.ostler.api.HypervisorInfo;
import org.ostler.api.Job;
import org.ostler.api.JobStatus;
import org.ostler.api.NativeFormat;
import org.ostler.api.NodeInfo;
import org.ostler.api.NodeMemory;
import org.ostler.api.NodeProcessors;
import org.ostler.api.Plan;
import org.ostler.api.StartFlag;
import org.ostler.api.StatisticsRequest;
import org.ostler.api.Support;
import org.ostler.api.XmlText;
import org.ostler.engine.spi.Driver;
import org.ostler.model.DomainSpec;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/// A host that is managed in this process: everything that drivers have in common, around one
/// driver.
///
/// Thread-safe. An engine has its state for itself; a second one on the same directories is
/// refused. It is itself the view of this process ([Caller#SELF]); [#as] makes views of other
/// callers.
///
/// The pieces: the [Registry] has a [Cell] for each domain, which publishes immutable versions; the
/// [JobRunner] runs changes, one at a time for each domain; the [OperationTable] refuses and prints
/// what the driver registered; the [DomainStore] keeps definitions, the [LiveStore] what is known
/// of running guests; the [EventLog] tells everybody.
public final class Engine implements Hypervisor {
    private final EngineCore core;
    private final HypervisorView self;
    private final Beginning beginning;
    private final FirstLook firstLook;
    private final LiveStore live;
    private final Journal journal;
    private final StateHome home;
    private final AtomicBoolean closed = new AtomicBoolean();

    Engine(
            EngineCore core,
            HypervisorView self,
            Beginning beginning,
            FirstLook firstLook,
            LiveStore live,
            Journal journal,
            StateHome home) {
        this.core = core;
        this.self = self;
        this.beginning = beginning;
        this.firstLook = firstLook;
        this.live = live;
        this.journal = journal;
        this.home = home;
    }

    /// Begins to put an engine together around a driver, which it will close.
    public static Builder builder(Driver driver, EnginePaths paths) {
        return new Builder(driver, paths);
    }

    /// Waits until the driver has seen all of the host once; changes wait for that by themselves.
    ///
    /// @return whether it has, within the time
    public boolean awaitFirstLook(Duration atMost) throws InterruptedException {
        return firstLook.await(atMost) && firstLook.succeeded();
    }

    /// Ends guests that were to end with a connection, waits for the jobs that run, and lets go of
    /// the host; other guests go on.
    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            endAutodestroyed();
            beginning.close();
            core.jobs().close();
            core.driver().close();
            core.events().close();
            live.close();
            journal.close();
            home.close();
        }
    }

    private void endAutodestroyed() {
        for (Cell cell : core.registry().all()) {
            if (cell.version().autodestroy() && cell.version().running() != null) {
                self.end(cell);
            }
        }
    }

    // ---- the view of this process

    @Override
    public HypervisorIdentity identity() {
        return self.identity();
    }

    @Override
    public HypervisorInfo info() {
        return self.info();
    }

    @Override
    public NodeInfo node() {
        return self.node();
    }

    @Override
    public XmlText capabilities() {
        return self.capabilities();
    }

    @Override
    public XmlText domainCapabilities(DomainCapabilitiesRequest request) {
        return self.domainCapabilities(request);
    }

    @Override
    public Support support() {
        return self.support();
    }

    @Override
    public List<Domain> domains() {
        return self.domains();
    }

    @Override
    public List<DomainStatus> statuses() {
        return self.statuses();
    }

    @Override
    public List<DomainStatistics> statistics(StatisticsRequest request) {
        return self.statistics(request);
    }

    @Override
    public List<DomainStatistics> statistics(List<UUID> domains, StatisticsRequest request) {
        return self.statistics(domains, request);
    }

    @Override
    public NodeProcessors processors() {
        return self.processors();
    }

    @Override
    public NodeMemory memory() {
        return self.memory();
    }

    @Override
    public Optional<Domain> domain(String name) {
        return self.domain(name);
    }

    @Override
    public Optional<Domain> domain(UUID uuid) {
        return self.domain(uuid);
    }

    @Override
    public Optional<Domain> domain(int id) {
        return self.domain(id);
    }

    @Override
    public Plan plan(DomainSpec spec) {
        return self.plan(spec);
    }

    @Override
    public Conversion<DomainSpec> fromNative(NativeFormat format, String configuration) {
        return self.fromNative(format, configuration);
    }

    @Override
    public Conversion<String> toNative(NativeFormat format, DomainSpec spec) {
        return self.toNative(format, spec);
    }

    @Override
    public Domain define(DomainSpec spec, Set<DefineFlag> flags) {
        return self.define(spec, flags);
    }

    @Override
    public Job<Domain> create(DomainSpec spec, Set<StartFlag> flags) {
        return self.create(spec, flags);
    }

    @Override
    public List<JobStatus> jobs() {
        return self.jobs();
    }

    @Override
    public Optional<Job<?>> job(UUID id) {
        return self.job(id);
    }

    @Override
    public EventStream events() {
        return self.events();
    }

    @Override
    public EventStream events(EventPosition since) {
        return self.events(since);
    }

    @Override
    public Hypervisor as(Caller caller) {
        return self.as(caller);
    }

    /// Collects what an engine is made of. Not thread-safe.
    public static final class Builder {
        final Driver driver;
        final EnginePaths paths;
        Storage storage = new DiskStorage();
        Clock clock = Clock.systemUTC();
        EngineLimits limits = EngineLimits.DEFAULT;
        JournalSettings journal = JournalSettings.DEFAULT;
        @Nullable String bootId;

        private Builder(Driver driver, EnginePaths paths) {
            this.driver = Objects.requireNonNull(driver);
            this.paths = Objects.requireNonNull(paths);
        }

        /// Where files are kept; the disk where nothing else is said.
        public Builder storage(Storage where) {
            this.storage = where;
            return this;
        }

        /// The time; the system's where nothing else is said.
        public Builder clock(Clock time) {
            this.clock = time;
            return this;
        }

        /// The limits; [EngineLimits#DEFAULT] where nothing else is said.
        public Builder limits(EngineLimits bounds) {
            this.limits = bounds;
            return this;
        }

        /// How the journal goes about it, for tests.
        Builder journal(JournalSettings settings) {
            this.journal = settings;
            return this;
        }

        /// Which boot of the host this is; what Linux says where nothing else is said.
        public Builder bootId(String id) {
            this.bootId = id;
            return this;
        }

        /// Opens the engine: reads what is stored, and lets the driver begin to look at the host.
        /// Returns before that look is complete; reads answer from what was known.
        ///
        /// @throws Fault when the state is in use, of a newer version, or cannot be read
        public Engine open() {
            return new EngineAssembly(this).open();
        }
    }
}
