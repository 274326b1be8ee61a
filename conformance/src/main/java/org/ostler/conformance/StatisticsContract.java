package org.ostler.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.ostler.api.Domain;
import org.ostler.api.DomainStatistics;
import org.ostler.api.FaultCode;
import org.ostler.api.NodeMemory;
import org.ostler.api.NodeProcessors;
import org.ostler.api.Operation;
import org.ostler.api.StateReason;
import org.ostler.api.StatisticsGroup;
import org.ostler.api.StatisticsRequest;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// What is counted of guests and of the host.
interface StatisticsContract extends Scene {
    /// The groups that the driver says it has.
    private Set<StatisticsGroup> claimedGroups() {
        Set<String> ids = host().support().of(Operation.DOMAIN_STATISTICS).flags();
        EnumSet<StatisticsGroup> groups = EnumSet.noneOf(StatisticsGroup.class);
        StatisticsGroup.ALL.stream().filter(g -> ids.contains(g.id())).forEach(groups::add);
        return groups;
    }

    @Test
    @Proves(Operation.DOMAIN_STATISTICS)
    default void runningGuestIsCounted() {
        Domain domain = running();
        StatisticsRequest all = StatisticsRequest.of(StatisticsGroup.ALL);
        if (!claimed(Operation.DOMAIN_STATISTICS, () -> domain.statistics(all))) {
            return;
        }
        Set<StatisticsGroup> groups = claimedGroups();
        Awaitility.await("what the guest does is counted")
                .atMost(patience())
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertCounted(domain, domain.statistics(all), groups));
    }

    private void assertCounted(
            Domain domain, DomainStatistics statistics, Set<StatisticsGroup> groups) {
        assertThat(statistics.domain().uuid()).isEqualTo(domain.uuid());
        assertThat(statistics.state()).contains(domain.status().reason());
        if (groups.contains(StatisticsGroup.CPU_TOTAL)) {
            assertThat(statistics.cpu().orElseThrow().timeNanos().orElseThrow()).isPositive();
        }
        if (groups.contains(StatisticsGroup.BALLOON)) {
            assertThat(statistics.memory().orElseThrow().maximumKib())
                    .hasValue(domain.status().maxMemoryKib());
        }
        if (groups.contains(StatisticsGroup.VCPU)) {
            assertThat(statistics.vcpus().orElseThrow().each()).hasSize(domain.status().vcpus());
        }
        if (groups.contains(StatisticsGroup.BLOCK)) {
            assertThat(statistics.blocks().orElse(List.of()))
                    .hasSameSizeAs(domain.spec(Set.of()).devices().disks());
        }
    }

    @Test
    @Proves(Operation.DOMAIN_STATISTICS)
    default void statisticsOfManyComeInOneCall() {
        Domain still = defined();
        Domain active = running();
        StatisticsRequest states = StatisticsRequest.of(Set.of(StatisticsGroup.STATE));
        if (!claimed(Operation.DOMAIN_STATISTICS, () -> host().statistics(states))) {
            return;
        }
        assertThat(host().statistics(states))
                .extracting(one -> one.domain().uuid())
                .contains(still.uuid(), active.uuid());
        List<UUID> some = List.of(active.uuid(), UUID.randomUUID(), still.uuid());
        List<DomainStatistics> told = host().statistics(some, states);
        assertThat(told)
                .as("in the order of the call, without what is not there")
                .extracting(one -> one.domain().uuid())
                .containsExactly(active.uuid(), still.uuid());
        assertThat(told.getFirst().state()).contains(StateReason.RUNNING_BOOTED);
        assertThat(told.getLast().state()).contains(still.status().reason());
        assertThat(told.getFirst().vcpus()).as("was not asked for").isEmpty();
    }

    @Test
    @Proves(Operation.DOMAIN_STATISTICS)
    default void groupThatIsNotThereIsRefusedOnlyWhereOneInsists() {
        Domain domain = defined();
        Set<StatisticsGroup> all = StatisticsGroup.ALL;
        if (!claimed(
                Operation.DOMAIN_STATISTICS, () -> domain.statistics(StatisticsRequest.of(all)))) {
            return;
        }
        assumeTrue(!claimedGroups().equals(all), "this driver has every group");
        assertThat(domain.statistics(StatisticsRequest.of(all)).state()).isPresent();
        Faults.assertFault(
                () -> domain.statistics(new StatisticsRequest(all, true, false, false)),
                FaultCode.ARGUMENT_UNSUPPORTED,
                "not supported by this daemon");
    }

    @Test
    @Proves(Operation.DOMAIN_STATISTICS)
    default void virtualProcessorsAreToldWhileTheGuestRuns() {
        Domain domain = running();
        if (!claimed(Operation.DOMAIN_STATISTICS, domain::vcpus)) {
            return;
        }
        assertThat(domain.vcpus()).hasSize(domain.status().vcpus());
        domain.destroy(Set.of()).await(patience());
        Faults.assertFault(domain::vcpus, FaultCode.OPERATION_INVALID, "not running");
    }

    @Test
    @Proves(Operation.HOST_PROCESSORS)
    default void hostCountsItsProcessorsTime() {
        if (!claimed(Operation.HOST_PROCESSORS, () -> host().processors())) {
            return;
        }
        NodeProcessors processors = host().processors();
        assertThat(processors.all().idleNanos()).isPositive();
        assertThat(processors.each()).isNotEmpty();
        assertThat(processors.present()).isGreaterThanOrEqualTo(processors.each().size());
    }

    @Test
    @Proves(Operation.HOST_MEMORY)
    default void hostTellsItsFreeMemory() {
        if (!claimed(Operation.HOST_MEMORY, () -> host().memory())) {
            return;
        }
        NodeMemory memory = host().memory();
        assertThat(memory.freeKib()).isBetween(1L, memory.totalKib());
    }
}
