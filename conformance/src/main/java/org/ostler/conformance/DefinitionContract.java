package org.ostler.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ostler.api.Domain;
import org.ostler.api.DomainState;
import org.ostler.api.DomainStatus;
import org.ostler.api.FaultCode;
import org.ostler.api.Lifecycle;
import org.ostler.api.Operation;
import org.ostler.api.XmlFlag;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Definitions: stored, found, replaced, removed.
interface DefinitionContract extends Scene {
    @Test
    @Proves(Operation.DOMAIN_DEFINE)
    default void definedDomainIsShutOffPersistentAndListed() {
        Domain domain = defined();
        assertThat(domain.status().state()).isEqualTo(DomainState.SHUTOFF);
        assertThat(domain.status().persistent()).isTrue();
        assertThat(domain.status().id()).isEmpty();
        assertThat(host().statuses()).extracting(DomainStatus::name).contains(domain.name());
    }

    @Test
    @Proves(Operation.DOMAIN_LOOKUP)
    default void definedDomainIsFoundByNameAndUuid() {
        Domain domain = defined();
        assertThat(host().domain(domain.name()).map(Domain::uuid)).contains(domain.uuid());
        assertThat(host().domain(domain.uuid()).map(Domain::name)).contains(domain.name());
    }

    @Test
    @Proves(Operation.DOMAIN_LOOKUP)
    default void unknownDomainIsNotFound() {
        assertThat(host().domain("no such domain")).isEmpty();
        assertThat(host().domain(UUID.randomUUID())).isEmpty();
        assertThat(host().domain(Integer.MAX_VALUE)).isEmpty();
    }

    @Test
    @Proves(Operation.DOMAIN_XML)
    default void storedXmlIsItsOwnCanonicalForm() {
        Domain domain = defined();
        String stored = domain.xml(Set.of(XmlFlag.INACTIVE)).toString();
        Domain again = host().define(DomainXml.parse(stored).spec(), Set.of());
        assertThat(again.uuid()).isEqualTo(domain.uuid());
        assertThat(again.xml(Set.of(XmlFlag.INACTIVE)).toString()).isEqualTo(stored);
    }

    @Test
    @Proves(Operation.DOMAIN_DEFINE)
    default void secondDefineOfTheSameIdentityReplacesTheDefinition() {
        DomainSpec spec = fresh();
        Domain first = defined(spec);
        try (EventLogReader events = new EventLogReader(host().events())) {
            Domain second = defined(spec.withTitle(Optional.of("another title")));
            assertThat(second.uuid()).isEqualTo(first.uuid());
            assertThat(second.xml(Set.of()).toString()).contains("<title>another title</title>");
            events.await(first.name(), Lifecycle.DEFINED_UPDATED, patience());
        }
    }

    @Test
    @Proves(Operation.DOMAIN_DEFINE)
    default void takenNameIsRefusedAndNothingChanges() {
        Domain first = defined();
        String before = first.xml(Set.of()).toString();
        Faults.assertFault(
                () -> host().define(bench().guest(first.name(), UUID.randomUUID()), Set.of()),
                FaultCode.OPERATION_FAILED,
                first.name(),
                first.uuid().toString());
        assertThat(first.xml(Set.of()).toString()).isEqualTo(before);
    }

    @Test
    @Proves(Operation.DOMAIN_DEFINE)
    default void takenUuidUnderAnotherNameIsRefused() {
        Domain first = defined();
        Faults.assertFault(
                () -> host().define(bench().guest(first.name() + "-other", first.uuid()), Set.of()),
                FaultCode.OPERATION_FAILED,
                first.name(),
                first.uuid().toString());
    }

    @Test
    @Proves(Operation.DOMAIN_UNDEFINE)
    default void undefinedDomainIsGone() {
        Domain domain = defined();
        try (EventLogReader events = new EventLogReader(host().events())) {
            domain.undefine(Set.of());
            assertThat(host().domain(domain.uuid())).isEmpty();
            events.await(domain.name(), Lifecycle.UNDEFINED_REMOVED, patience());
        }
        Faults.assertFault(domain::status, FaultCode.NO_DOMAIN, domain.uuid().toString());
    }

    @Test
    @Proves(Operation.DOMAIN_UNDEFINE)
    default void undefinedRunningDomainGoesOnAsATransientOne() {
        Domain domain = running();
        domain.undefine(Set.of());
        assertThat(domain.status().persistent()).isFalse();
        assertThat(domain.status().active()).isTrue();
        Faults.assertFault(
                () -> domain.undefine(Set.of()), FaultCode.OPERATION_INVALID, "transient");
        domain.destroy(Set.of()).await(patience());
        assertThat(host().domain(domain.uuid())).isEmpty();
    }

    @Test
    @Proves(Operation.DOMAIN_SET_AUTOSTART)
    default void autostartIsKeptUntilItIsTakenBack() {
        Domain domain = defined();
        if (!claimed(Operation.DOMAIN_SET_AUTOSTART, () -> domain.autostart(true))) {
            return;
        }
        assertThat(domain.status().autostart()).isFalse();
        domain.autostart(true);
        assertThat(domain.status().autostart()).isTrue();
        domain.autostart(false);
        assertThat(domain.status().autostart()).isFalse();
    }
}
