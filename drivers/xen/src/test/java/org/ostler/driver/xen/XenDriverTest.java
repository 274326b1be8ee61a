package org.ostler.driver.xen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.api.Domain;
import org.ostler.api.DomainState;
import org.ostler.api.DomainStatistics;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.Job;
import org.ostler.api.JobKind;
import org.ostler.api.JobStatus;
import org.ostler.api.Layer;
import org.ostler.api.Lifecycle;
import org.ostler.api.MemoryCounter;
import org.ostler.api.Origin;
import org.ostler.api.StateReason;
import org.ostler.api.StatisticsGroup;
import org.ostler.api.StatisticsRequest;
import org.ostler.api.Vcpu;
import org.ostler.engine.EngineLimits;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// What the driver makes of what happens on a host, over a host that does as it is told.
class XenDriverTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final UUID CONTROL_DOMAIN = new UUID(0, 0);

    @TempDir Path directory;
    private XenScene scene;

    @BeforeEach
    void open() {
        scene = new XenScene(directory);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void controlDomainIsShownAndLeftAlone() {
        Domain zero = scene.domain(CONTROL_DOMAIN);
        assertThat(zero.name()).isEqualTo("Domain-0");
        assertThat(zero.status().id()).hasValue(0);
        assertThat(zero.status().state()).isEqualTo(DomainState.RUNNING);
        Fault fault =
                catchThrowableOfType(Fault.class, () -> zero.destroy(Set.of()).await(PATIENCE));
        assertThat(fault.sentence())
                .isEqualTo(
                        "Requested operation is not valid: Domain-0 does not support requested"
                                + " operation");
    }

    @Test
    void startedGuestRunsUnderTheHypervisorsNumber() {
        Domain domain = scene.started("g1", "");
        assertThat(domain.status().reason()).isEqualTo(StateReason.RUNNING_BOOTED);
        assertThat(scene.xen.guests()).containsExactly(domain.status().id().orElseThrow());
        assertThat(domain.xml(Set.of()).toString()).contains("tty='/dev/pts/");
    }

    @Test
    void runningGuestIsCounted() {
        Domain domain = scene.started("g1", "");
        DomainStatistics told = domain.statistics(StatisticsRequest.of(StatisticsGroup.ALL));
        assertThat(told.state()).contains(StateReason.RUNNING_BOOTED);
        assertThat(told.cpu().orElseThrow().timeNanos()).isPresent();
        assertThat(told.memory().orElseThrow().counters()).containsKey(MemoryCounter.ACTUAL);
        assertThat(told.vcpus().orElseThrow().each())
                .containsExactly(
                        new Vcpu(
                                0,
                                Vcpu.State.RUNNING,
                                OptionalLong.of(5_000_000),
                                OptionalLong.empty(),
                                OptionalInt.of(0),
                                List.of(0, 1)));
        assertThat(scene.host().memory().freeKib()).isEqualTo(1_048_576);
    }

    @Test
    void guestOfAnotherToolAppearsAndGoes() {
        UUID uuid = UUID.randomUUID();
        int domid = scene.xen.make("xl1", uuid);
        scene.awaitState(uuid, DomainState.RUNNING);
        assertThat(scene.domain(uuid).status().managed()).isFalse();
        assertThat(scene.domain(uuid).status().persistent()).isFalse();
        scene.xen.end(domid, ShutdownReason.REBOOT);
        scene.xen.remove(domid);
        await().atMost(PATIENCE).until(() -> scene.host().domain(uuid).isEmpty());
        assertThat(scene.xen.calls).isEmpty();
    }

    @Test
    void pauseByAnotherToolIsNoticed() {
        Domain domain = scene.started("g1", "");
        int domid = domain.status().id().orElseThrow();
        scene.xen.pause(domid, true);
        scene.awaitState(domain.uuid(), DomainState.PAUSED);
        scene.xen.pause(domid, false);
        scene.awaitState(domain.uuid(), DomainState.RUNNING);
        domain.resume();
        assertThat(domain.status().state()).isEqualTo(DomainState.RUNNING);
    }

    @Test
    void guestDestroyedByAnotherToolIsShutOff() {
        Domain domain = scene.started("g1", "");
        scene.xen.remove(domain.status().id().orElseThrow());
        scene.awaitState(domain.uuid(), DomainState.SHUTOFF);
        assertThat(domain.status().reason()).isEqualTo(StateReason.SHUTOFF_DESTROYED);
    }

    @Test
    void guestThatPowersOffIsTakenAway() {
        Domain domain = scene.started("g1", "");
        scene.xen.end(domain.status().id().orElseThrow(), ShutdownReason.POWEROFF);
        scene.awaitState(domain.uuid(), DomainState.SHUTOFF);
        assertThat(domain.status().reason()).isEqualTo(StateReason.SHUTOFF_SHUTDOWN);
        assertThat(scene.xen.guests()).isEmpty();
        scene.awaitStep("g1", Lifecycle.STOPPED_SHUTDOWN);
    }

    @Test
    void rebootedGuestRunsAgainUnderANewNumber() {
        Domain domain = scene.started("g1", "");
        int before = domain.status().id().orElseThrow();
        scene.xen.end(before, ShutdownReason.REBOOT);
        await().atMost(PATIENCE).until(() -> domain.status().id().orElse(before) != before);
        assertThat(domain.status().state()).isEqualTo(DomainState.RUNNING);
        assertThat(scene.xen.guests()).containsExactly(domain.status().id().orElseThrow());
        assertThat(scene.xen.calls)
                .endsWith(
                        "destroy " + before,
                        "create g1",
                        "unpause " + domain.status().id().orElseThrow());
    }

    @Test
    void rebootThatCannotStartAgainLeavesTheGuestShutOff() {
        Domain domain = scene.started("g1", "");
        scene.xen.refuseCreation =
                Optional.of(FakeXen.failure(LibxlError.FAIL, "no memory is left"));
        scene.xen.end(domain.status().id().orElseThrow(), ShutdownReason.REBOOT);
        scene.awaitState(domain.uuid(), DomainState.SHUTOFF);
        assertThat(domain.status().reason()).isEqualTo(StateReason.SHUTOFF_FAILED);
    }

    @Test
    void crashedGuestIsPreservedWhereTheDefinitionSaysSo() {
        Domain domain = scene.started("g1", "<on_crash>preserve</on_crash>");
        int domid = domain.status().id().orElseThrow();
        scene.xen.end(domid, ShutdownReason.CRASH);
        scene.awaitState(domain.uuid(), DomainState.CRASHED);
        assertThat(scene.xen.guests()).containsExactly(domid);
        domain.destroy(Set.of()).await(PATIENCE);
        assertThat(scene.xen.guests()).isEmpty();
    }

    @Test
    void failedStartTellsLibxlsWordsAndLeavesNothing() {
        Domain domain = scene.defined("g1", "");
        scene.xen.refuseCreation =
                Optional.of(
                        FakeXen.failure(
                                LibxlError.FAIL,
                                "failed to open file '/boot/x': No such file or directory"));
        Fault fault =
                catchThrowableOfType(Fault.class, () -> domain.start(Set.of()).await(PATIENCE));
        assertThat(fault.sentence())
                .isEqualTo(
                        "internal error: libxenlight failed to create new domain 'g1': failed to"
                                + " open file '/boot/x': No such file or directory");
        assertThat(fault.origins())
                .extracting(Origin::layer)
                .containsExactly(Layer.DRIVER, Layer.LIBXL, Layer.OS);
        assertThat(domain.status().state()).isEqualTo(DomainState.SHUTOFF);
        scene.xen.refuseCreation = Optional.empty();
        domain.start(Set.of()).await(PATIENCE);
        assertThat(domain.status().state()).isEqualTo(DomainState.RUNNING);
    }

    @Test
    void missingKernelIsNamed() {
        Domain domain = scene.host().define(XenScene.withKernel("g1", "/no/such/kernel"), Set.of());
        Fault fault =
                catchThrowableOfType(Fault.class, () -> domain.start(Set.of()).await(PATIENCE));
        assertThat(fault.code()).isEqualTo(FaultCode.SYSTEM_ERROR);
        assertThat(fault.sentence())
                .isEqualTo("Cannot access kernel '/no/such/kernel': No such file or directory");
        assertThat(scene.xen.calls).isEmpty();
    }

    @Test
    void guestThatCannotBeLetRunIsTakenAway() {
        Domain domain = scene.defined("g1", "");
        scene.xen.refuseUnpause = Optional.of(FakeXen.failure(LibxlError.FAIL, "no"));
        Fault fault =
                catchThrowableOfType(Fault.class, () -> domain.start(Set.of()).await(PATIENCE));
        assertThat(fault.sentence()).endsWith("no");
        assertThat(scene.xen.guests()).isEmpty();
        assertThat(domain.status().state()).isEqualTo(DomainState.SHUTOFF);
    }

    @Test
    void cancelledStartLeavesNothing() {
        Domain domain = scene.defined("g1", "");
        scene.xen.creation = new CompletableFuture<>();
        Job<?> job = domain.start(Set.of());
        await().atMost(PATIENCE).until(() -> !scene.xen.guests().isEmpty());
        job.cancel();
        Fault fault = catchThrowableOfType(Fault.class, () -> job.await(PATIENCE));
        assertThat(fault.code()).isEqualTo(FaultCode.OPERATION_ABORTED);
        assertThat(scene.xen.guests()).isEmpty();
        assertThat(domain.status().state()).isEqualTo(DomainState.SHUTOFF);
    }

    @Test
    void guestThatDoesNotAcknowledgeAShutdownHoldsNobodyUp() {
        scene.xen.silent = true;
        Domain domain = scene.started("g1", "");
        domain.shutdown(Set.of());
        assertThat(domain.status().state()).isEqualTo(DomainState.RUNNING);
        domain.destroy(Set.of()).await(PATIENCE);
        assertThat(domain.status().state()).isEqualTo(DomainState.SHUTOFF);
    }

    @Test
    void endWhoseTurnDidNotComeIsTakenUpAgain() {
        try (XenScene hasty =
                new XenScene(
                        directory.resolve("hasty"),
                        EngineLimits.DEFAULT.withTurn(Duration.ofSeconds(1)))) {
            hasty.xen.silent = true;
            Domain domain = hasty.started("g1", "");
            var asked = CompletableFuture.runAsync(() -> domain.shutdown(Set.of()));
            await().atMost(PATIENCE).until(() -> hasty.xen.calls.contains("shutdown 1"));
            hasty.xen.end(1, ShutdownReason.POWEROFF);
            await().atMost(PATIENCE)
                    .until(
                            () ->
                                    hasty.host().jobs().stream()
                                            .anyMatch(
                                                    job ->
                                                            job.kind() == JobKind.DESTROY
                                                                    && job.state()
                                                                            == JobStatus.State
                                                                                    .FAILED));
            hasty.awaitState(domain.uuid(), DomainState.SHUTOFF);
            assertThat(asked).succeedsWithin(PATIENCE);
        }
    }

    @Test
    void guestsOutliveTheDaemon() {
        Domain domain = scene.started("g1", "");
        UUID uuid = domain.uuid();
        int domid = domain.status().id().orElseThrow();
        scene.restart(() -> scene.xen.pause(domid, true));
        scene.awaitState(uuid, DomainState.PAUSED);
        assertThat(scene.domain(uuid).status().id()).hasValue(domid);
        assertThat(scene.domain(uuid).status().managed()).isTrue();
    }

    @Test
    void endMissedByTheDaemonIsMadeUpFor() {
        Domain domain = scene.started("g1", "");
        Domain other = scene.started("g2", "");
        UUID first = domain.uuid();
        UUID second = other.uuid();
        int one = domain.status().id().orElseThrow();
        int two = other.status().id().orElseThrow();
        scene.restart(
                () -> {
                    scene.xen.end(one, ShutdownReason.POWEROFF);
                    scene.xen.remove(two);
                });
        scene.awaitState(first, DomainState.SHUTOFF);
        scene.awaitState(second, DomainState.SHUTOFF);
        assertThat(scene.domain(first).status().reason()).isEqualTo(StateReason.SHUTOFF_SHUTDOWN);
        assertThat(scene.domain(second).status().reason()).isEqualTo(StateReason.SHUTOFF_DESTROYED);
        assertThat(scene.xen.guests()).isEmpty();
    }

    @Test
    void secondDomainOfTheSameIdentityIsRefused() {
        UUID uuid = UUID.randomUUID();
        Domain domain = scene.host().define(XenScene.guest("g1", uuid, ""), Set.of());
        scene.xen.make("g1", uuid);
        scene.awaitState(uuid, DomainState.RUNNING);
        Fault fault =
                catchThrowableOfType(Fault.class, () -> domain.start(Set.of()).await(PATIENCE));
        assertThat(fault.code()).isEqualTo(FaultCode.OPERATION_INVALID);
        assertThat(domain.status().managed()).isFalse();
    }

    @Test
    void startCutOffByTheDaemonsEndIsUndone() {
        Domain domain = scene.defined("g1", "");
        UUID uuid = domain.uuid();
        scene.xen.creation = new CompletableFuture<>();
        scene.xen.deaf = true;
        domain.start(Set.of());
        await().atMost(PATIENCE).until(() -> !scene.xen.guests().isEmpty());
        scene.restart(() -> assertThat(scene.xen.guests()).hasSize(1));
        scene.awaitState(uuid, DomainState.SHUTOFF);
        await().atMost(PATIENCE).until(() -> scene.xen.guests().isEmpty());
    }

    @Test
    void restartCutOffByTheDaemonsEndIsTakenUpAgain() {
        Domain domain = scene.started("g1", "");
        UUID uuid = domain.uuid();
        int before = domain.status().id().orElseThrow();
        scene.xen.creation = new CompletableFuture<>();
        scene.xen.deaf = true;
        scene.xen.end(before, ShutdownReason.REBOOT);
        await().atMost(PATIENCE).until(() -> !scene.xen.guests().contains(before));
        await().atMost(PATIENCE).until(() -> !scene.xen.guests().isEmpty());
        scene.restart(() -> scene.xen.creation = CompletableFuture.completedFuture(null));
        await().atMost(PATIENCE)
                .until(() -> scene.domain(uuid).status().id().orElse(before) > before + 1);
        scene.awaitState(uuid, DomainState.RUNNING);
        assertThat(scene.xen.guests())
                .containsExactly(scene.domain(uuid).status().id().orElseThrow());
        assertThat(scene.domain(uuid).status().managed()).isTrue();
    }
}
