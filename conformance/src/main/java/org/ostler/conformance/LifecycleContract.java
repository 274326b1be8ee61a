package org.ostler.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.ostler.api.Domain;
import org.ostler.api.DomainState;
import org.ostler.api.Event;
import org.ostler.api.FaultCode;
import org.ostler.api.Lifecycle;
import org.ostler.api.Operation;
import org.ostler.api.StartFlag;
import org.ostler.api.StateReason;
import org.ostler.model.DomainSpec;

import java.time.Duration;
import java.util.Set;

/// A guest's life: started, paused, rebooted, ended.
interface LifecycleContract extends Scene {
    @Test
    @Proves(Operation.DOMAIN_START)
    default void startedGuestRunsAndHasAnId() {
        Domain domain = defined();
        try (EventLogReader events = new EventLogReader(host().events())) {
            domain.start(Set.of()).await(patience());
            assertThat(domain.status().reason()).isEqualTo(StateReason.RUNNING_BOOTED);
            int id = domain.status().id().orElseThrow();
            assertThat(host().domain(id).map(Domain::uuid)).contains(domain.uuid());
            events.await(domain.name(), Lifecycle.STARTED_BOOTED, patience());
        }
        Faults.assertFault(
                () -> domain.start(Set.of()).await(patience()),
                FaultCode.OPERATION_INVALID,
                "already running");
    }

    @Test
    @Proves(Operation.DOMAIN_COUNTERS)
    default void runningGuestUsesProcessorTime() {
        Domain domain = running();
        if (!claimed(Operation.DOMAIN_COUNTERS, domain::counters)) {
            return;
        }
        Awaitility.await("processor time is counted")
                .atMost(patience())
                .pollInterval(Duration.ofMillis(50))
                .until(() -> domain.counters().cpuTimeNanos().orElse(0) > 0);
    }

    @Test
    @Proves(Operation.DOMAIN_START)
    default void guestStartedPausedStaysPausedUntilResumed() {
        Domain domain = defined();
        domain.start(Set.of(StartFlag.PAUSED)).await(patience());
        assertThat(domain.status().state()).isEqualTo(DomainState.PAUSED);
        domain.resume();
        assertThat(domain.status().reason()).isEqualTo(StateReason.RUNNING_UNPAUSED);
    }

    @Test
    @Proves(Operation.DOMAIN_SUSPEND)
    default void suspendedGuestStandsStillAndGoesOn() {
        Domain domain = running();
        if (!claimed(Operation.DOMAIN_SUSPEND, domain::suspend)) {
            return;
        }
        try (EventLogReader events = new EventLogReader(host().events())) {
            domain.suspend();
            assertThat(domain.status().reason()).isEqualTo(StateReason.PAUSED_USER);
            events.await(domain.name(), Lifecycle.SUSPENDED_PAUSED, patience());
            domain.resume();
            assertThat(domain.status().reason()).isEqualTo(StateReason.RUNNING_UNPAUSED);
            events.await(domain.name(), Lifecycle.RESUMED_UNPAUSED, patience());
        }
    }

    @Test
    @Proves(Operation.DOMAIN_DESTROY)
    default void destroyedGuestIsShutOffAtOnce() {
        Domain domain = running();
        try (EventLogReader events = new EventLogReader(host().events())) {
            domain.destroy(Set.of()).await(patience());
            assertThat(domain.status().reason()).isEqualTo(StateReason.SHUTOFF_DESTROYED);
            assertThat(domain.status().id()).isEmpty();
            events.await(domain.name(), Lifecycle.STOPPED_DESTROYED, patience());
        }
        Faults.assertFault(
                () -> domain.destroy(Set.of()).await(patience()),
                FaultCode.OPERATION_INVALID,
                "not running");
    }

    @Test
    @Proves(Operation.DOMAIN_SHUTDOWN)
    default void guestThatIsAskedShutsDown() throws InterruptedException {
        Domain domain = running();
        if (!claimed(Operation.DOMAIN_SHUTDOWN, () -> domain.shutdown(Set.of()))) {
            return;
        }
        assumeTrue(
                bench().guestObeysShutdown(),
                "this bench's guest does not react to a shutdown request");
        Guests.awaitUp(this, domain);
        try (EventLogReader events = new EventLogReader(host().events())) {
            domain.shutdown(Set.of());
            events.await(domain.name(), Lifecycle.STOPPED_SHUTDOWN, patience());
        }
        assertThat(domain.status().reason()).isEqualTo(StateReason.SHUTOFF_SHUTDOWN);
    }

    @Test
    @Proves(Operation.DOMAIN_REBOOT)
    default void rebootedGuestRunsAgain() throws InterruptedException {
        Domain domain = running();
        if (!claimed(Operation.DOMAIN_REBOOT, () -> domain.reboot(Set.of()))) {
            return;
        }
        assumeTrue(
                bench().guestObeysShutdown(),
                "this bench's guest does not react to a reboot request");
        Guests.awaitUp(this, domain);
        try (EventLogReader events = new EventLogReader(host().events())) {
            domain.reboot(Set.of());
            events.await("a reboot of " + domain.name(), Guests.rebootOf(domain), patience());
        }
        awaitState(domain, DomainState.RUNNING);
    }

    @Test
    @Proves(Operation.DOMAIN_RESET)
    default void resetGuestRunsAgain() {
        Domain domain = running();
        if (!claimed(Operation.DOMAIN_RESET, domain::reset)) {
            return;
        }
        try (EventLogReader events = new EventLogReader(host().events())) {
            domain.reset();
            events.await(
                    "a reboot of " + domain.name(),
                    event ->
                            event instanceof Event.DomainReboot reboot
                                    && reboot.domain().uuid().equals(domain.uuid()),
                    patience());
        }
        assertThat(domain.status().state()).isEqualTo(DomainState.RUNNING);
    }

    @Test
    @Proves(Operation.DOMAIN_CREATE)
    default void createdGuestIsForgottenWhenItEnds() {
        DomainSpec spec = fresh();
        Domain domain = host().create(spec, Set.of()).await(patience());
        assertThat(domain.status().persistent()).isFalse();
        assertThat(domain.status().state()).isEqualTo(DomainState.RUNNING);
        Faults.assertFault(() -> domain.autostart(true), FaultCode.OPERATION_INVALID, "transient");
        domain.destroy(Set.of()).await(patience());
        assertThat(host().domain(spec.name())).isEmpty();
    }
}
