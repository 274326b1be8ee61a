package org.ostler.client;

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

/// What records of the wire tell of domains.
final class DomainRecords {
    /// The id of a domain that does not run.
    private static final int NO_ID = -1;

    private DomainRecords() {}

    /// A domain as a call names it; the server goes by the UUID.
    static WireDomain domain(UUID uuid, String name) {
        return new WireDomain(name, uuid, NO_ID);
    }

    static DomainRef ref(WireDomain domain) {
        return new DomainRef(domain.uuid(), domain.name(), id(domain));
    }

    private static OptionalInt id(WireDomain domain) {
        return domain.id() < 0 ? OptionalInt.empty() : OptionalInt.of(domain.id());
    }

    static DomainStatus status(DomainStatusRecord record) {
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
    static Set<Operation> allowed(DomainStatusRecord record) {
        EnumSet<Operation> allowed = EnumSet.noneOf(Operation.class);
        record.allowed().forEach(id -> Operation.of(id).ifPresent(allowed::add));
        return Collections.unmodifiableSet(allowed);
    }

    static DomainCounters counters(OstlerDomainCountersGetRet counters) {
        return new DomainCounters(
                number(counters.cpuTimeNanos()),
                number(counters.memoryKib()),
                counters.vcpus().map(OptionalInt::of).orElseGet(OptionalInt::empty));
    }

    private static OptionalLong number(Optional<Long> value) {
        return value.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }
}
