package org.ostler.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.ostler.api.Domain;
import org.ostler.api.DomainState;
import org.ostler.api.Fault;
import org.ostler.api.Operation;
import org.ostler.model.DomainSpec;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Faults: which layer failed, in its own words.
interface FaultContract extends Scene {
    @Test
    @Proves(Operation.DOMAIN_START)
    default void failedStartTellsTheDeepestLayersWordsAndLeavesTheDomainShutOff() {
        Optional<DomainSpec> broken = bench().brokenGuest("conf-broken", UUID.randomUUID());
        assumeTrue(broken.isPresent(), "nothing can be missing on this bench");
        Domain domain = defined(broken.orElseThrow());
        Fault fault =
                catchThrowableOfType(Fault.class, () -> domain.start(Set.of()).await(patience()));
        assertThat(fault.origins()).as(fault.sentence()).isNotEmpty();
        String deepest = fault.origins().getLast().text();
        assertThat(deepest).isNotBlank();
        assertThat(fault.sentence()).contains(deepest.strip());
        assertThat(domain.status().state()).isEqualTo(DomainState.SHUTOFF);
    }
}
