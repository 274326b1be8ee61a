package org.ostler.engine;

import org.ostler.api.Caller;
import org.ostler.api.Conversion;
import org.ostler.api.DefineFlag;
import org.ostler.api.DestroyFlag;
import org.ostler.api.Domain;
import org.ostler.api.DomainCapabilitiesRequest;
import org.ostler.api.DomainStatistics;
import org.ostler.api.DomainStatus;
import org.ostler.api.EventPosition;
import org.ostler.api.EventStream;
import org.ostler.api.Fault;
import org.ostler.api.Hypervisor;
import org.ostler.api.HypervisorIdentity;
import org.ostler.api.HypervisorInfo;
import org.ostler.api.Job;
import org.ostler.api.JobStatus;
import org.ostler.api.NativeFormat;
import org.ostler.api.NodeInfo;
import org.ostler.api.NodeMemory;
import org.ostler.api.NodeProcessors;
import org.ostler.api.Operation;
import org.ostler.api.Plan;
import org.ostler.api.StartFlag;
import org.ostler.api.StatisticsRequest;
import org.ostler.api.Support;
import org.ostler.api.XmlText;
import org.ostler.api.log.LateLogger;
import org.ostler.model.DomainSpec;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/// The host on behalf of one caller.
///
/// Thread-safe; `lock` guards the guests that end together with this view.
final class HypervisorView implements Hypervisor {
    private static final Logger LOG = LateLogger.of(HypervisorView.class);

    private final EngineCore core;
    private final Caller caller;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<UUID, OptionalInt> ending = new HashMap<>();
    private boolean closed;

    HypervisorView(EngineCore core, Caller caller) {
        this.core = core;
        this.caller = caller;
    }

    EngineCore core() {
        return core;
    }

    Caller caller() {
        return caller;
    }

    @Override
    public HypervisorIdentity identity() {
        return core.host().identity();
    }

    @Override
    public HypervisorInfo info() {
        return core.host().info();
    }

    @Override
    public NodeInfo node() {
        core.table().admit(Operation.HOST_NODE_INFO, Set.of());
        return core.host().facts().node();
    }

    @Override
    public XmlText capabilities() {
        core.table().admit(Operation.HOST_CAPABILITIES, Set.of());
        return core.host().capabilities();
    }

    @Override
    public XmlText domainCapabilities(DomainCapabilitiesRequest request) {
        core.table().admit(Operation.HOST_DOMAIN_CAPABILITIES, Set.of());
        return core.host().offers().of(core.table().platforms().apply(request));
    }

    @Override
    public Support support() {
        return core.table().support(core.host().facts());
    }

    @Override
    public List<Domain> domains() {
        return core.registry().list(this::handle);
    }

    @Override
    public List<DomainStatus> statuses() {
        return core.registry().list(cell -> cell.version().status());
    }

    @Override
    public List<DomainStatistics> statistics(StatisticsRequest request) {
        return core.statistics().of(core.registry().list(cell -> cell), request);
    }

    @Override
    public List<DomainStatistics> statistics(List<UUID> domains, StatisticsRequest request) {
        List<Cell> cells = new ArrayList<>(domains.size());
        for (UUID uuid : domains) {
            core.registry().find(uuid).filter(Cell::visible).ifPresent(cells::add);
        }
        return core.statistics().of(cells, request);
    }

    @Override
    public NodeProcessors processors() {
        core.table().admit(Operation.HOST_PROCESSORS, Set.of());
        return core.table().processors().get();
    }

    @Override
    public NodeMemory memory() {
        core.table().admit(Operation.HOST_MEMORY, Set.of());
        return core.table().memory().get();
    }

    @Override
    public Optional<Domain> domain(String name) {
        return core.registry().find(name).filter(Cell::visible).map(this::handle);
    }

    @Override
    public Optional<Domain> domain(UUID uuid) {
        return core.registry().find(uuid).filter(Cell::visible).map(this::handle);
    }

    @Override
    public Optional<Domain> domain(int id) {
        return core.registry()
                .find(id)
                .filter(cell -> cell.version().status().id().equals(OptionalInt.of(id)))
                .map(this::handle);
    }

    Domain handle(Cell cell) {
        return new DomainHandle(this, cell.uuid(), cell.name());
    }

    @Override
    public Plan plan(DomainSpec spec) {
        return core.definitions().plan(spec);
    }

    @Override
    public Conversion<DomainSpec> fromNative(NativeFormat format, String configuration) {
        core.table().admit(Operation.DOMAIN_FROM_NATIVE, Set.of());
        return core.table().formats().read(format, configuration);
    }

    @Override
    public Conversion<String> toNative(NativeFormat format, DomainSpec spec) {
        core.table().admit(Operation.DOMAIN_TO_NATIVE, Set.of());
        return core.table().formats().write(format, spec, core.definitions()::plan);
    }

    @Override
    public Domain define(DomainSpec spec, Set<DefineFlag> flags) {
        return core.definitions()
                .define(spec, flags, caller, this::handle)
                .await(core.jobs().limits().call());
    }

    @Override
    public Job<Domain> create(DomainSpec spec, Set<StartFlag> flags) {
        return core.definitions()
                .create(
                        spec,
                        flags,
                        caller,
                        cell -> {
                            started(cell, flags);
                            return handle(cell);
                        });
    }

    @Override
    public List<JobStatus> jobs() {
        return core.jobs().jobs();
    }

    @Override
    public Optional<Job<?>> job(UUID id) {
        return core.jobs().job(id);
    }

    @Override
    public EventStream events() {
        return core.events().tail();
    }

    @Override
    public EventStream events(EventPosition since) {
        return core.events().since(since);
    }

    @Override
    public Hypervisor as(Caller other) {
        return new HypervisorView(core, other);
    }

    // ---- guests that end together with this view

    /// A guest was started on behalf of this view.
    void started(Cell cell, Set<StartFlag> flags) {
        if (!flags.contains(StartFlag.AUTODESTROY)) {
            return;
        }
        OptionalInt id = cell.version().status().id();
        lock.lock();
        try {
            if (!closed) {
                ending.put(cell.uuid(), id);
                return;
            }
        } finally {
            lock.unlock();
        }
        end(cell.uuid(), id);
    }

    @Override
    public void close() {
        Map<UUID, OptionalInt> now;
        lock.lock();
        try {
            closed = true;
            now = Map.copyOf(ending);
            ending.clear();
        } finally {
            lock.unlock();
        }
        now.forEach(this::end);
    }

    /// Begins to destroy that guest, if it is still the same one; waits for nothing.
    private void end(UUID uuid, OptionalInt id) {
        core.registry()
                .find(uuid)
                .filter(cell -> id.isPresent() && cell.version().status().id().equals(id))
                .ifPresent(this::end);
    }

    /// Begins to destroy a guest that ends with its caller.
    void end(Cell cell) {
        try {
            handle(cell).destroy(Set.<DestroyFlag>of());
        } catch (Fault notEnded) {
            LOG.log(
                    Level.WARNING,
                    "domain '"
                            + cell.name()
                            + "' was to end with the connection of "
                            + caller.description()
                            + ": "
                            + notEnded.sentence());
        }
    }
}
