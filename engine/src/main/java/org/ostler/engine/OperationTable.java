package org.ostler.engine;

import org.jspecify.annotations.Nullable;
import org.ostler.api.ConsoleFlag;
import org.ostler.api.Conversion;
import org.ostler.api.DomainCapabilitiesRequest;
import org.ostler.api.DomainState;
import org.ostler.api.Fault;
import org.ostler.api.Flag;
import org.ostler.api.NativeFormat;
import org.ostler.api.NodeMemory;
import org.ostler.api.NodeProcessors;
import org.ostler.api.Operation;
import org.ostler.api.StatisticsGroup;
import org.ostler.api.StatisticsRequest;
import org.ostler.api.Support;
import org.ostler.api.SupportLevel;
import org.ostler.api.XmlFlag;
import org.ostler.engine.spi.Condition;
import org.ostler.engine.spi.GuestPlatform;
import org.ostler.engine.spi.HostFacts;
import org.ostler.engine.spi.Operations;
import org.ostler.model.DomainSpec;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/// What a driver can do, as it registered it: the one table that refuses calls and prints support.
///
/// Filled by one thread before the engine is used, and only read afterwards.
final class OperationTable implements Operations {
    private static final Set<Operation> OF_A_DOMAIN =
            EnumSet.of(
                    Operation.DOMAIN_XML,
                    Operation.DOMAIN_COUNTERS,
                    Operation.DOMAIN_STATISTICS,
                    Operation.DOMAIN_UNDEFINE,
                    Operation.DOMAIN_START,
                    Operation.DOMAIN_SHUTDOWN,
                    Operation.DOMAIN_REBOOT,
                    Operation.DOMAIN_RESET,
                    Operation.DOMAIN_DESTROY,
                    Operation.DOMAIN_SUSPEND,
                    Operation.DOMAIN_RESUME,
                    Operation.DOMAIN_SET_AUTOSTART,
                    Operation.DOMAIN_CONSOLE);

    private final Refusal refusal;
    private final Map<Operation, Entry> entries = new EnumMap<>(Operation.class);
    private final FormatTable formats;
    private @Nullable ConsoleHandler consoles;
    private @Nullable CountersHandler counters;
    private @Nullable StatisticsHandler statistics;
    private @Nullable Supplier<NodeProcessors> processors;
    private @Nullable Supplier<NodeMemory> memory;
    private @Nullable Function<DomainCapabilitiesRequest, GuestPlatform> platforms;

    /// A table of what the engine does by itself on every driver.
    OperationTable(Refusal refusal) {
        this.refusal = refusal;
        this.formats = new FormatTable(refusal);
        for (Operation read :
                Set.of(
                        Operation.HOST_CAPABILITIES,
                        Operation.HOST_NODE_INFO,
                        Operation.DOMAIN_LIST,
                        Operation.DOMAIN_LOOKUP,
                        Operation.JOB_LIST,
                        Operation.JOB_CANCEL,
                        Operation.EVENT_SUBSCRIBE)) {
            allow(read, Terms.<ConsoleFlag>in());
        }
        allow(
                Operation.DOMAIN_XML,
                Terms.<XmlFlag>in().flags(EnumSet.of(XmlFlag.SECURE, XmlFlag.INACTIVE)));
    }

    // ---- what drivers register

    @Override
    public <F extends Enum<F> & Flag> void change(
            Operation operation, Terms<F> terms, ChangeHandler<F> handler) {
        entries.put(operation, new Entry(terms, handler));
    }

    @Override
    public <F extends Enum<F> & Flag> void allow(Operation operation, Terms<F> terms) {
        entries.put(operation, new Entry(terms, null));
    }

    @Override
    public void reads(NativeFormat format, Function<String, Conversion<DomainSpec>> reader) {
        allow(Operation.DOMAIN_FROM_NATIVE, Terms.<ConsoleFlag>in());
        formats.reads(format, reader);
    }

    @Override
    public void writes(NativeFormat format, Function<DomainSpec, Conversion<String>> writer) {
        allow(Operation.DOMAIN_TO_NATIVE, Terms.<ConsoleFlag>in());
        formats.writes(format, writer);
    }

    @Override
    public void plansAre(NativeFormat format) {
        allow(Operation.DOMAIN_TO_NATIVE, Terms.<ConsoleFlag>in());
        formats.plansAre(format);
    }

    @Override
    public void console(Terms<ConsoleFlag> terms, ConsoleHandler handler) {
        allow(Operation.DOMAIN_CONSOLE, terms);
        consoles = handler;
    }

    @Override
    public void counters(CountersHandler handler) {
        allow(Operation.DOMAIN_COUNTERS, Terms.<ConsoleFlag>in());
        counters = handler;
    }

    @Override
    public void statistics(Set<StatisticsGroup> groups, StatisticsHandler handler) {
        allow(Operation.DOMAIN_STATISTICS, Terms.<StatisticsGroup>in().flags(groups));
        statistics = handler;
    }

    @Override
    public void processors(Supplier<NodeProcessors> handler) {
        allow(Operation.HOST_PROCESSORS, Terms.<ConsoleFlag>in());
        processors = handler;
    }

    @Override
    public void platforms(Function<DomainCapabilitiesRequest, GuestPlatform> handler) {
        allow(Operation.HOST_DOMAIN_CAPABILITIES, Terms.<ConsoleFlag>in());
        platforms = handler;
    }

    @Override
    public void memory(Supplier<NodeMemory> handler) {
        allow(Operation.HOST_MEMORY, Terms.<ConsoleFlag>in());
        memory = handler;
    }

    // ---- what handlers there are

    /// The handler of a change; a create is handled like a start.
    ///
    /// @return empty where the engine does it alone
    @SuppressWarnings("unchecked") // an operation has one type of flags, in registration and call
    <F extends Enum<F> & Flag> Optional<ChangeHandler<F>> handler(Operation operation) {
        Operation handled =
                operation == Operation.DOMAIN_CREATE ? Operation.DOMAIN_START : operation;
        Entry entry = entries.get(handled);
        return entry == null
                ? Optional.empty()
                : Optional.ofNullable((ChangeHandler<F>) entry.handler());
    }

    FormatTable formats() {
        return formats;
    }

    ConsoleHandler consoles() {
        if (consoles == null) {
            throw refusal.noSupport(Operation.DOMAIN_CONSOLE);
        }
        return consoles;
    }

    CountersHandler counters() {
        if (counters == null) {
            throw refusal.noSupport(Operation.DOMAIN_COUNTERS);
        }
        return counters;
    }

    StatisticsHandler statistics() {
        if (statistics == null) {
            throw refusal.noSupport(Operation.DOMAIN_STATISTICS);
        }
        return statistics;
    }

    Supplier<NodeProcessors> processors() {
        if (processors == null) {
            throw refusal.noSupport(Operation.HOST_PROCESSORS);
        }
        return processors;
    }

    Function<DomainCapabilitiesRequest, GuestPlatform> platforms() {
        if (platforms == null) {
            throw refusal.noSupport(Operation.HOST_DOMAIN_CAPABILITIES);
        }
        return platforms;
    }

    Supplier<NodeMemory> memory() {
        if (memory == null) {
            throw refusal.noSupport(Operation.HOST_MEMORY);
        }
        return memory;
    }

    /// What a request for statistics is about here.
    ///
    /// @throws Fault where it insists on a group that is not registered
    StatisticsRequest admitted(StatisticsRequest request) {
        Set<? extends Flag> known = terms(Operation.DOMAIN_STATISTICS).flags();
        if (request.strict() && !known.containsAll(request.groups())) {
            Set<Flag> refused = new HashSet<>(request.groups());
            refused.removeAll(known);
            throw refusal.noSuchStatistics(refused);
        }
        return request.within(known);
    }

    boolean cancellable(Operation operation) {
        Entry entry = entries.get(operation);
        return entry != null && entry.terms().cancellable();
    }

    // ---- what is refused

    /// Refuses an operation that is not registered, flags that it does not take, and what the host
    /// cannot do.
    void admit(Operation operation, Set<? extends Flag> flags) {
        Terms<?> terms = terms(operation);
        Set<Flag> refused = new HashSet<>(flags);
        refused.removeAll(terms.flags());
        if (!refused.isEmpty()) {
            throw refusal.unknownFlags(operation, refused);
        }
        for (Condition condition : terms.conditions()) {
            refuseUnless(condition.onHost());
        }
    }

    /// Refuses an operation that this domain's state does not allow, or of which it does not fulfil
    /// the conditions.
    void admit(Operation operation, Cell cell) {
        admit(operation, cell, cell.version());
    }

    /// The same, by the version of the domain that the caller has looked at.
    void admit(Operation operation, Cell cell, DomainVersion version) {
        Terms<?> terms = terms(operation);
        DomainState state = version.status().state();
        if (!terms.states().isEmpty() && !terms.states().contains(state)) {
            throw refusal.wrongState(operation, state);
        }
        if (version.stored() == null) {
            refuseForTransient(operation);
        }
        for (Condition condition : terms.conditions()) {
            refuseUnless(condition.of(cell.guest()));
        }
    }

    private void refuseForTransient(Operation operation) {
        if (operation == Operation.DOMAIN_UNDEFINE) {
            throw refusal.undefineTransient();
        }
        if (operation == Operation.DOMAIN_SET_AUTOSTART) {
            throw refusal.autostartTransient();
        }
    }

    private Terms<?> terms(Operation operation) {
        Entry entry = entries.get(operation);
        if (entry == null) {
            throw refusal.noSupport(operation);
        }
        return entry.terms();
    }

    private void refuseUnless(SupportLevel level) {
        switch (level) {
            case SupportLevel.Supported ignored -> {}
            case SupportLevel.Unknown ignored -> {}
            case SupportLevel.Needs needs -> throw refusal.unmet(needs.condition(), needs.remedy());
            case SupportLevel.Unsupported unsupported ->
                    throw refusal.impossible(unsupported.reason());
        }
    }

    // ---- what is printed

    /// The operations that a domain's present state allows.
    Set<Operation> allowed(Cell cell) {
        Set<Operation> allowed = EnumSet.noneOf(Operation.class);
        for (Operation operation : OF_A_DOMAIN) {
            if (entries.containsKey(operation) && admits(operation, cell)) {
                allowed.add(operation);
            }
        }
        return allowed;
    }

    private boolean admits(Operation operation, Cell cell) {
        try {
            admit(operation, Set.of());
            admit(operation, cell);
            return true;
        } catch (Fault refused) {
            return false;
        }
    }

    /// All of it, for printing.
    Support support(HostFacts facts) {
        Map<Operation, Support.OfOperation> operations = new EnumMap<>(Operation.class);
        entries.forEach(
                (operation, entry) -> {
                    Set<String> flags = new HashSet<>();
                    entry.terms().flags().forEach(flag -> flags.add(flag.id()));
                    flags.addAll(formats.names(operation));
                    operations.put(
                            operation,
                            new Support.OfOperation(
                                    operation,
                                    level(entry.terms()),
                                    flags,
                                    entry.terms().states(),
                                    entry.terms().cancellable()));
                });
        return new Support(operations, facts.elements());
    }

    private static SupportLevel level(Terms<?> terms) {
        for (Condition condition : terms.conditions()) {
            SupportLevel level = condition.onHost();
            if (!(level instanceof SupportLevel.Supported)) {
                return level;
            }
        }
        return new SupportLevel.Supported();
    }

    private record Entry(Terms<?> terms, @Nullable ChangeHandler<?> handler) {}
}
