package org.ostler.wire;

import org.ostler.api.Domain;
import org.ostler.api.DomainCounters;
import org.ostler.api.DomainRef;
import org.ostler.api.DomainState;
import org.ostler.api.DomainStatus;
import org.ostler.api.Operation;
import org.ostler.api.StateReason;
import org.ostler.wire.protocol.DomainStatusRecord;
import org.ostler.wire.protocol.OstlerDomainCountersGetRet;
import org.ostler.wire.protocol.WireDomain;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/// Carries domains over the wire and back: names with UUIDs, and what Ostler's own program tells of
/// their state. Pure.
public final class DomainMapping {
    /// The id of a domain that does not run.
    private static final int NO_ID = -1;

    private DomainMapping() {}

    /// A domain as a call names it; the server goes by the UUID.
    public static WireDomain toWire(UUID uuid, String name) {
        return new WireDomain(name, uuid, NO_ID);
    }

    /// A domain that a server has named.
    public static DomainRef fromWire(WireDomain domain) {
        return new DomainRef(domain.uuid(), domain.name(), id(domain));
    }

    private static OptionalInt id(WireDomain domain) {
        return domain.id() < 0 ? OptionalInt.empty() : OptionalInt.of(domain.id());
    }

    /// A domain's state as a server has told it.
    public static DomainStatus fromWire(DomainStatusRecord record) {
        return new DomainStatus(
                record.dom().uuid(),
                record.dom().name(),
                id(record.dom()),
                StateReason.of(DomainState.of(record.state()), record.reason()),
                record.persistent(),
                record.managed(),
                record.autostart(),
                record.managedSave(),
                record.updated(),
                record.maxMemoryKib(),
                record.memoryKib(),
                record.vcpus(),
                record.version());
    }

    /// Without those that only a newer server knows.
    public static Set<Operation> allowed(DomainStatusRecord record) {
        EnumSet<Operation> allowed = EnumSet.noneOf(Operation.class);
        record.allowed().forEach(id -> Operation.of(id).ifPresent(allowed::add));
        return Collections.unmodifiableSet(allowed);
    }

    /// Counters, without those that the server could not read in time.
    public static DomainCounters fromWire(OstlerDomainCountersGetRet counters) {
        return new DomainCounters(
                number(counters.cpuTimeNanos()),
                number(counters.memoryKib()),
                counters.vcpus().map(OptionalInt::of).orElseGet(OptionalInt::empty));
    }

    private static OptionalLong number(Optional<Long> value) {
        return value.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    /// A domain as it is now, with its present id.
    public static WireDomain toWire(Domain domain) {
        return toWire(domain.status());
    }

    /// A domain with the id that this status has.
    public static WireDomain toWire(DomainStatus status) {
        return new WireDomain(status.name(), status.uuid(), status.id().orElse(NO_ID));
    }

    /// A domain as an event or job names it.
    public static WireDomain toWire(DomainRef ref) {
        return new WireDomain(ref.name(), ref.uuid(), ref.id().orElse(NO_ID));
    }

    /// What Ostler's own program tells of a domain, in one record.
    public static DomainStatusRecord record(Domain domain) {
        DomainStatus status = domain.status();
        return new DomainStatusRecord(
                DomainMapping.toWire(status),
                status.state().number(),
                status.reason().number(),
                status.persistent(),
                status.managed(),
                status.autostart(),
                status.managedSave(),
                status.updated(),
                status.maxMemoryKib(),
                status.memoryKib(),
                status.vcpus(),
                status.version(),
                domain.allowedOperations().stream().map(Operation::id).sorted().toList());
    }
}
