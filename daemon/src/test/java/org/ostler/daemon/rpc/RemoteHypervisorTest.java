package org.ostler.daemon.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ostler.api.Domain;
import org.ostler.api.DomainState;
import org.ostler.api.Event;
import org.ostler.api.EventStream;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.Hypervisor;
import org.ostler.api.Job;
import org.ostler.api.JobStatus;
import org.ostler.api.Lifecycle;
import org.ostler.api.Operation;
import org.ostler.api.StartFlag;
import org.ostler.client.Options;
import org.ostler.client.RemoteHypervisor;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// What the client does when the daemon goes, comes back, is slow, or hears of a job twice.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RemoteHypervisorTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final FrontOnTestDriver front = new FrontOnTestDriver();

    @AfterEach
    void close() {
        front.close();
    }

    private static DomainSpec guest(String name) {
        return DomainXml.parse(
                        """
                        <domain type='test'>
                          <name>%s</name>
                          <uuid>%s</uuid>
                          <memory unit='MiB'>64</memory>
                          <os><type>hvm</type></os>
                        </domain>
                        """
                                .formatted(name, UUID.randomUUID()))
                .spec();
    }

    @Test
    void saysOfTheHostWhatTheHostSays() {
        try (Hypervisor remote = front.open(Options.DEFAULT)) {
            Domain domain = remote.define(guest("same"), Set.of());
            Domain itself = front.engine().domain(domain.uuid()).orElseThrow();
            assertThat(remote.info()).isEqualTo(front.engine().info());
            assertThat(remote.node()).isEqualTo(front.engine().node());
            assertThat(remote.support()).isEqualTo(front.engine().support());
            assertThat(remote.statuses()).isEqualTo(front.engine().statuses());
            assertThat(domain.status()).isEqualTo(itself.status());
            assertThat(domain.spec(Set.of())).isEqualTo(itself.spec(Set.of()));
            assertThat(domain.allowedOperations()).isEqualTo(itself.allowedOperations());
            DomainSpec spec = guest("planned");
            assertThat(remote.plan(spec)).isEqualTo(front.engine().plan(spec));
        }
    }

    @Test
    void readsGoOnAfterTheDaemonCameBack() {
        try (Hypervisor remote = front.open(Options.DEFAULT)) {
            Domain domain = remote.define(guest("stays"), Set.of());
            front.goAway();
            front.comeBack();
            assertThat(domain.status().state()).isEqualTo(DomainState.SHUTOFF);
        }
    }

    @Test
    void absentDaemonIsARetryableFault() {
        try (Hypervisor remote = front.open(Options.DEFAULT)) {
            front.goAway();
            assertThatThrownBy(remote::domains)
                    .asInstanceOf(type(Fault.class))
                    .returns(FaultCode.NO_CONNECT, Fault::code)
                    .returns(true, Fault::retryable);
            front.comeBack();
            assertThat(remote.domains()).isEmpty();
        }
    }

    @Test
    void closedConnectionRefuses() {
        RemoteHypervisor remote = front.open(Options.DEFAULT);
        remote.close();
        assertThatThrownBy(remote::domains)
                .asInstanceOf(type(Fault.class))
                .returns(FaultCode.INVALID_CONN, Fault::code);
    }

    @Test
    void eventStreamGoesOnFromItsPlaceWhenTheDaemonCameBack() {
        try (Hypervisor remote = front.open(Options.DEFAULT);
                EventStream events = remote.events()) {
            front.goAway();
            front.engine().define(guest("meanwhile"), Set.of());
            assertThatThrownBy(() -> events.next(Duration.ofMillis(1)))
                    .asInstanceOf(type(Fault.class))
                    .returns(true, Fault::retryable);
            front.comeBack();
            assertThat(lifecycles(events, 1)).containsExactly("meanwhile DEFINED_ADDED");
        }
    }

    @Test
    void readerThatFallsBehindIsGivenTheRestFromTheLog() {
        Options small = new Options(false, LONG, LONG, LONG, 2);
        try (Hypervisor remote = front.open(small);
                EventStream events = remote.events()) {
            List<String> made = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                remote.define(guest("many-" + i), Set.of());
                made.add("many-" + i + " DEFINED_ADDED");
            }
            assertThat(lifecycles(events, made.size())).containsExactlyElementsOf(made);
        }
    }

    private static List<String> lifecycles(EventStream events, int count) {
        List<String> found = new ArrayList<>();
        long deadline = System.nanoTime() + LONG.toNanos();
        while (found.size() < count && System.nanoTime() < deadline) {
            Optional<EventStream.Delivery> delivery = events.next(Duration.ofSeconds(1));
            assertThat(delivery).isNotEqualTo(Optional.of(new EventStream.Gap(events.position())));
            if (delivery.isPresent()
                    && delivery.get() instanceof EventStream.Occurred occurred
                    && occurred.event()
                            instanceof Event.DomainLifecycle(var domain, Lifecycle step)) {
                found.add(domain.name() + " " + step);
            }
        }
        return found;
    }

    @Test
    void closingAStreamEndsAWaitingReader() throws InterruptedException {
        try (Hypervisor remote = front.open(Options.DEFAULT)) {
            EventStream events = remote.events();
            Thread reader = Thread.ofVirtual().start(() -> events.next(LONG));
            events.close();
            assertThat(reader.join(LONG)).isTrue();
        }
    }

    @Test
    void jobIsCancelledFromAnotherConnection() {
        var hang = front.driver().faults().hang(Operation.DOMAIN_START, 1);
        try (Hypervisor remote = front.open(Options.DEFAULT);
                Hypervisor other = front.open(Options.DEFAULT)) {
            Job<Domain> job = remote.define(guest("slow"), Set.of()).start(Set.<StartFlag>of());
            assertThatThrownBy(() -> job.await(Duration.ofMillis(1)))
                    .asInstanceOf(type(Fault.class))
                    .returns(FaultCode.OPERATION_TIMEOUT, Fault::code)
                    .returns(true, Fault::retryable);
            other.job(job.id()).orElseThrow().cancel();
            hang.release();
            assertThatThrownBy(() -> job.await(LONG))
                    .asInstanceOf(type(Fault.class))
                    .returns(FaultCode.OPERATION_ABORTED, Fault::code);
            assertThat(job.status().state()).isEqualTo(JobStatus.State.CANCELLED);
            assertThat(other.job(UUID.randomUUID())).isEmpty();
        }
    }

    @Test
    void waitingForAJobSurvivesTheDaemonsReturn() {
        var hang = front.driver().faults().hang(Operation.DOMAIN_START, 1);
        try (Hypervisor remote = front.open(Options.DEFAULT)) {
            Domain domain = remote.define(guest("patient"), Set.of());
            Job<Domain> job = domain.start(Set.<StartFlag>of());
            front.goAway();
            front.comeBack();
            hang.release();
            assertThat(job.await(LONG).status().state()).isEqualTo(DomainState.RUNNING);
        }
    }

    @Test
    void guestsThatEndWithTheConnectionEndWithTheOneOfTheirCallerAlone() {
        try (Hypervisor remote = front.open(Options.DEFAULT)) {
            UUID uuid = UUID.randomUUID();
            DomainSpec spec = guest("bound").withUuid(uuid);
            Hypervisor caller = remote.as(new org.ostler.api.Caller("somebody"));
            caller.create(spec, Set.of(StartFlag.AUTODESTROY)).await(LONG);
            try (EventStream events = remote.events()) {
                caller.close();
                assertThat(lifecycles(events, 1)).containsExactly("bound STOPPED_DESTROYED");
            }
            assertThat(remote.domain(uuid)).isEmpty();
        }
    }
}
