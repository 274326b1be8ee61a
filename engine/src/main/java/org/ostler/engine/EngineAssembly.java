package org.ostler.engine;

import org.ostler.api.Caller;
import org.ostler.api.Fault;
import org.ostler.api.log.LateLogger;
import org.ostler.engine.spi.Canonical;
import org.ostler.engine.spi.Driver;
import org.ostler.model.DomainSpec;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/// Puts an engine together, and fills it with what was stored. One thread, once.
final class EngineAssembly {
    private static final Logger LOG = LateLogger.of(EngineAssembly.class);

    private final Driver driver;
    private final Storage storage;
    private final Engine.Builder parts;

    EngineAssembly(Engine.Builder parts) {
        this.parts = parts;
        this.driver = parts.driver;
        this.storage = parts.storage;
    }

    Engine open() {
        StateHome home = StateHome.open(storage, parts.paths);
        boolean opened = false;
        try {
            Engine engine = open(home);
            opened = true;
            return engine;
        } catch (IOException e) {
            throw StorageFaults.of("cannot read the state in " + parts.paths.state(), e);
        } finally {
            if (!opened) {
                home.close();
            }
        }
    }

    private Engine open(StateHome home) throws IOException {
        Refusal refusal = new Refusal(driver.info().faultDomain());
        OperationTable table = new OperationTable(refusal);
        driver.register(table);

        LiveStore live = new LiveStore(storage, parts.paths.run(), home.live());
        live.begin(parts.bootId != null ? parts.bootId : read("/proc/sys/kernel/random/boot_id"));
        EventLog events = new EventLog(parts.clock, parts.limits.eventsKept());
        Registry registry = new Registry(refusal);
        CellContext context = new CellContext(registry, events, refusal, live, parts.paths.log());
        Quarantine quarantine = new Quarantine(storage, home.quarantine(), parts.clock);
        DefinitionFiles files = new DefinitionFiles(storage, home.definitions(), home.autostart());
        Debts debts = new Debts(files, parts.journal.later());
        Journal journal = journal(home, files, debts, quarantine);
        DomainStore store = new DomainStore(journal, debts);
        restore(
                new DomainLoader(storage, files, store, quarantine, this::adopt),
                live,
                quarantine,
                registry,
                context);

        FirstLook firstLook = new FirstLook(refusal);
        JobRunner jobs = new JobRunner(parts.clock, parts.limits, events, refusal);
        DomainChanges changes = new DomainChanges(table, jobs, firstLook, refusal);
        Definitions definitions = new Definitions(driver, table, registry, context, changes, store);
        HostView host = new HostView(driver, home.hostUuid(), read("/proc/sys/kernel/hostname"));
        EngineCore core =
                new EngineCore(
                        driver,
                        table,
                        registry,
                        changes,
                        definitions,
                        jobs,
                        events,
                        host,
                        new StatisticsReader(table, refusal),
                        refusal);
        GuestList guests =
                new GuestList(registry, context, changes, live, host, parts.paths, parts.clock);
        HypervisorView self = new HypervisorView(core, Caller.SELF);
        Beginning beginning = new Beginning(core, guests, live, firstLook, self);
        beginning.start();
        return new Engine(core, self, beginning, firstLook, live, journal, home);
    }

    /// The journal, after what an earlier engine left in it has been brought to its files.
    private Journal journal(
            StateHome home, DefinitionFiles files, Debts debts, Quarantine quarantine)
            throws IOException {
        new JournalReplay(storage, files, quarantine).run(home.journal());
        Journal journal = new Journal(storage, home.journal(), debts, parts.journal);
        storage.syncDirectory(home.paths().state());
        return journal;
    }

    private static void restore(
            DomainLoader loader,
            LiveStore live,
            Quarantine quarantine,
            Registry registry,
            CellContext context)
            throws IOException {
        for (StoredDomain stored : loader.load()) {
            Summary summary = stored.description().summary();
            Cell cell = registry.claim(summary.uuid().orElseThrow(), summary.name(), context);
            cell.change(
                    draft -> {
                        draft.stored = stored.description();
                        draft.autostart = stored.autostart();
                        draft.visible = true;
                        return true;
                    });
            cell.release();
        }
        for (LiveRecord record : live.load(quarantine)) {
            restore(record, registry, context);
        }
    }

    private static void restore(LiveRecord record, Registry registry, CellContext context) {
        Cell cell;
        try {
            cell = registry.claim(record.uuid(), record.name(), context);
        } catch (Fault otherIdentity) {
            LOG.log(
                    Level.ERROR,
                    "the record of the running domain {0} contradicts the definitions: {1}",
                    record.name(),
                    otherIdentity.sentence());
            return;
        }
        cell.change(
                draft -> {
                    draft.live = record.live();
                    draft.autodestroy = record.autodestroy();
                    if (record.id().isPresent()) {
                        draft.run(
                                record.id(), record.reason(), record.description(), record.live());
                        draft.basis = record.updated() ? null : draft.stored;
                    } else if (draft.stored == null) {
                        draft.pending = new Description(record.description(), OptionalInt.empty());
                    }
                    return true;
                });
        cell.release();
    }

    /// Makes canonical what somebody wrote into the store by hand.
    private Canonical adopt(Canonical written) {
        DomainSpec spec = written.spec();
        DomainSpec identified = spec.uuid().isPresent() ? spec : spec.withUuid(RandomUuids.next());
        try {
            return driver.canonicalize(identified);
        } catch (Fault refused) {
            LOG.log(
                    Level.WARNING,
                    "the stored definition of domain '"
                            + spec.name()
                            + "' is kept as it is, but the driver would not take it: "
                            + refused.sentence());
            return new Canonical(identified, written.values(), written.pins(), written.remarks());
        }
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "cannot read {0}: {1}", file, e.getMessage());
            return "unknown";
        }
    }
}
