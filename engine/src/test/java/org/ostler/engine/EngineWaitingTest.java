package org.ostler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ostler.api.Domain;
import org.ostler.api.DomainState;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Job;
import org.ostler.api.JobStatus;
import org.ostler.api.StateReason;
import org.ostler.engine.spi.Guest;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/// Stuck and cancelled jobs, doubt, and the driver's first look.
class EngineWaitingTest extends EngineScene {

    @Test
    void readsDoNotWaitForAStuckJob() throws InterruptedException {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        Domain domain = define("a");
        driver.onStart =
                (guest, job) -> {
                    entered.countDown();
                    stuck.await();
                };
        Job<Domain> job = domain.start(Set.of());
        entered.await();
        assertThat(domain.status().state()).isEqualTo(DomainState.SHUTOFF);
        assertThat(domain.xml(Set.of()).length()).isPositive();
        assertThat(engine.statuses()).hasSize(1);
        assertThat(job.status().state()).isEqualTo(JobStatus.State.RUNNING);
        stuck.countDown();
        job.await(LONG);
    }

    @Test
    void cancelledStartLeavesTheDomainShutOff() throws InterruptedException {
        Domain domain = define("a");
        CountDownLatch entered = new CountDownLatch(1);
        driver.onStart =
                (guest, job) -> {
                    CountDownLatch cancelled = new CountDownLatch(1);
                    job.onCancel(cancelled::countDown);
                    entered.countDown();
                    cancelled.await();
                };
        Job<Domain> job = domain.start(Set.of());
        entered.await();
        job.cancel();
        fault(() -> job.await(LONG), FaultCode.OPERATION_ABORTED, FaultDomain.DOMAIN);
        assertThat(domain.status().state()).isEqualTo(DomainState.SHUTOFF);
        assertThat(driver.running).isEmpty();
        driver.onStart = (guest, control) -> {};
        assertThat(domain.start(Set.of()).await(LONG).status().active()).isTrue();
    }

    @Test
    void unknownOutcomeBlocksChangesUntilTheDriverReports() {
        Domain domain = run("a");
        driver.onSuspend =
                (guest, job) -> {
                    throw Fault.builder(
                                    FaultCode.OPERATION_TIMEOUT,
                                    FaultDomain.TEST,
                                    "the monitor does not answer")
                            .outcomeUnknown()
                            .build();
                };
        fault(domain::suspend, FaultCode.OPERATION_TIMEOUT, FaultDomain.TEST);
        driver.onSuspend = (guest, job) -> {};
        Fault refused = fault(domain::suspend, FaultCode.OPERATION_FAILED, FaultDomain.TEST);
        assertThat(refused.retryable()).isTrue();
        assertThat(refused.sentence()).contains("the monitor does not answer");
        Guest guest = driver.guests.join().find(domain.uuid()).orElseThrow();
        guest.moved(ScriptedDriver.id(guest), StateReason.RUNNING_BOOTED);
        domain.suspend();
        assertThat(domain.status().state()).isEqualTo(DomainState.PAUSED);
    }

    @Test
    void changesWaitForTheFirstLookAndReadsDoNot() throws InterruptedException {
        CountDownLatch looked = new CountDownLatch(1);
        ScriptedDriver slow = new ScriptedDriver();
        slow.onLook = guests -> looked.await();
        try (Engine late =
                Engine.builder(slow, EnginePaths.under(Path.of("/memory")))
                        .storage(new MemoryStorage())
                        .limits(EngineLimits.DEFAULT.withTurn(SHORT))
                        .bootId("boot-1")
                        .open()) {
            assertThat(late.statuses()).isEmpty();
            Fault fault =
                    fault(
                            () -> late.define(Specs.spec("a"), Set.of()),
                            FaultCode.OPERATION_TIMEOUT,
                            FaultDomain.TEST);
            assertThat(fault.retryable()).isTrue();
            looked.countDown();
            assertThat(late.awaitFirstLook(LONG)).isTrue();
            assertThat(late.define(Specs.spec("a"), Set.of()).name()).isEqualTo("a");
        }
    }

    @Test
    void failedFirstLookRefusesChangesWithItsReason() {
        ScriptedDriver blind = new ScriptedDriver();
        blind.onLook =
                guests -> {
                    throw Fault.of(FaultCode.NO_XEN, FaultDomain.XEN, "this host does not run Xen");
                };
        try (Engine without =
                Engine.builder(blind, EnginePaths.under(Path.of("/memory")))
                        .storage(new MemoryStorage())
                        .bootId("boot-1")
                        .open()) {
            assertThat(
                            fault(
                                            () -> without.define(Specs.spec("a"), Set.of()),
                                            FaultCode.NO_XEN,
                                            FaultDomain.XEN)
                                    .sentence())
                    .isEqualTo("this host does not run Xen");
        }
    }
}
