package org.ostler.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ostler.api.Domain;
import org.ostler.api.Operation;
import org.ostler.api.Plan;
import org.ostler.model.DomainSpec;

import java.util.Set;

/// What is said before a call is what the call then does.
interface SupportContract extends Scene {
    @Test
    @Proves(Operation.DOMAIN_START)
    default void allowedOperationsFollowTheState() {
        Domain domain = defined();
        assertThat(domain.allowedOperations())
                .contains(Operation.DOMAIN_START, Operation.DOMAIN_UNDEFINE)
                .doesNotContain(Operation.DOMAIN_DESTROY, Operation.DOMAIN_RESUME);
        domain.start(Set.of()).await(patience());
        assertThat(domain.allowedOperations())
                .contains(Operation.DOMAIN_DESTROY)
                .doesNotContain(Operation.DOMAIN_START);
    }

    @Test
    @Proves(Operation.DOMAIN_PLAN)
    default void planShowsWhatDefineStoresAndTouchesNothing() {
        DomainSpec spec = fresh();
        Plan plan = host().plan(spec);
        assertThat(host().domain(spec.name())).isEmpty();
        assertThat(plan.nativeForm().text()).isNotBlank();
        assertThat(defined(spec).spec(Set.of())).isEqualTo(plan.canonical());
    }

    @Test
    @Proves(Operation.HOST_CAPABILITIES)
    default void capabilitiesNameTheGuestTypeOfThisBench() {
        assertThat(host().capabilities().toString())
                .contains("<capabilities>", "<host>", "<guest>");
    }

    @Test
    @Proves(Operation.HOST_NODE_INFO)
    default void nodeHasProcessorsAndMemory() {
        assertThat(host().node().cpus()).isPositive();
        assertThat(host().node().memoryKib()).isPositive();
    }
}
