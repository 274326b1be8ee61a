package org.ostler.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ostler.api.Caller;
import org.ostler.api.Domain;
import org.ostler.api.DomainState;
import org.ostler.api.DomainStatus;
import org.ostler.api.Event;
import org.ostler.api.EventStream;
import org.ostler.api.EventStream.Occurred;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Hypervisor;
import org.ostler.api.Job;
import org.ostler.api.JobStatus;
import org.ostler.api.Lifecycle;
import org.ostler.api.Operation;
import org.ostler.api.StartFlag;
import org.ostler.api.StateReason;
import org.ostler.api.SupportLevel;
import org.ostler.api.XmlFlag;
import org.ostler.engine.spi.Canonical;
import org.ostler.engine.spi.Guest;
import org.ostler.model.DomainSpec;
import org.ostler.model.Memory;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

class EngineTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(30);

    private final ScriptedDriver driver = new ScriptedDriver();
    private final Engine engine = open(EngineLimits.DEFAULT);

    private Engine open(EngineLimits limits) {
        return Engine.builder(driver, EnginePaths.under(Path.of("/memory")))
                .storage(new MemoryStorage())
                .limits(limits)
                .bootId("boot-1")
                .open();
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private Domain define(String name) {
        return engine.define(Specs.spec(name), Set.of());
    }

    private Domain run(String name) {
        return define(name).start(Set.of()).await(LONG);
    }

    private static Fault fault(ThrowingCallable call, FaultCode code, FaultDomain domain) {
        Fault fault = catchThrowableOfType(Fault.class, call);
        assertThat(fault).isNotNull();
        assertThat(fault.code()).as(fault.sentence()).isEqualTo(code);
        assertThat(fault.domain()).as(fault.sentence()).isEqualTo(domain);
        return fault;
    }

    // ---- definitions

    @Test
    void definedDomainIsListedByNameAndFound() {
        define("b");
        define("a");
        assertThat(engine.statuses()).extracting(DomainStatus::name).containsExactly("a", "b");
        assertThat(engine.domains()).extracting(Domain::name).containsExactly("a", "b");
        assertThat(engine.domain("a")).isPresent();
        assertThat(engine.domain(Specs.spec("b").uuid().orElseThrow())).isPresent();
        assertThat(engine.domain("c")).isEmpty();
        assertThat(engine.domain(7)).isEmpty();
    }

    @Test
    void takenNameAndTakenIdentityAreRefusedInLibvirtsWords() {
        Domain a = define("a");
        Fault name =
                fault(
                        () -> engine.define(Specs.spec("a", UUID.randomUUID()), Set.of()),
                        FaultCode.OPERATION_FAILED,
                        FaultDomain.DOMAIN);
        assertThat(name.sentence())
                .isEqualTo("operation failed: domain 'a' already exists with uuid " + a.uuid());
        Fault identity =
                fault(
                        () -> engine.define(Specs.spec("b", a.uuid()), Set.of()),
                        FaultCode.OPERATION_FAILED,
                        FaultDomain.DOMAIN);
        assertThat(identity.sentence())
                .isEqualTo("operation failed: domain 'a' is already defined with uuid " + a.uuid());
    }

    @Test
    void refusedDefinitionLeavesTheNameFree() {
        fault(() -> define("refused"), FaultCode.CONFIG_UNSUPPORTED, FaultDomain.TEST);
        assertThat(engine.domain("refused")).isEmpty();
        assertThat(engine.statuses()).isEmpty();
    }

    @Test
    void redefiningARunningDomainChangesOnlyWhatIsStored() {
        Domain domain = run("a");
        DomainSpec smaller =
                Specs.spec("a")
                        .withCurrentMemory(Memory.ofKib(1024))
                        .withMemory(Memory.ofKib(1024));
        engine.define(smaller, Set.of());
        assertThat(domain.status().maxMemoryKib()).isEqualTo(65536);
        assertThat(domain.status().updated()).isTrue();
        assertThat(domain.xml(Set.of()).toString()).contains(">65536</memory>", "id='1'");
        assertThat(domain.xml(Set.of(XmlFlag.INACTIVE)).toString())
                .contains(">1024</memory>")
                .doesNotContain("id=");
        domain.destroy(Set.of()).await(LONG);
        assertThat(domain.status().maxMemoryKib()).isEqualTo(1024);
        assertThat(domain.status().updated()).isFalse();
    }

    @Test
    void undefinedRunningDomainGoesOnAsATransientOneAndIsGoneWhenItEnds() {
        Domain domain = run("a");
        domain.undefine(Set.of());
        assertThat(domain.status().persistent()).isFalse();
        assertThat(domain.status().active()).isTrue();
        assertThat(
                        fault(
                                        () -> domain.undefine(Set.of()),
                                        FaultCode.OPERATION_INVALID,
                                        FaultDomain.TEST)
                                .sentence())
                .isEqualTo("Requested operation is not valid: cannot undefine transient domain");
        assertThat(
                        fault(
                                        () -> domain.autostart(true),
                                        FaultCode.OPERATION_INVALID,
                                        FaultDomain.TEST)
                                .sentence())
                .isEqualTo(
                        "Requested operation is not valid: cannot set autostart for transient"
                                + " domain");
        domain.destroy(Set.of()).await(LONG);
        assertThat(engine.domain("a")).isEmpty();
        assertThat(fault(domain::status, FaultCode.NO_DOMAIN, FaultDomain.TEST).sentence())
                .isEqualTo(
                        "Domain not found: no domain with matching uuid '"
                                + domain.uuid()
                                + "' (a)");
    }

    @Test
    void createdGuestOverADefinitionLeavesTheDefinition() {
        Domain stored = define("a");
        DomainSpec smaller =
                Specs.spec("a")
                        .withCurrentMemory(Memory.ofKib(1024))
                        .withMemory(Memory.ofKib(1024));
        Domain created = engine.create(smaller, Set.of()).await(LONG);
        assertThat(created.uuid()).isEqualTo(stored.uuid());
        assertThat(created.status().persistent()).isTrue();
        assertThat(created.status().maxMemoryKib()).isEqualTo(1024);
        assertThat(
                        fault(
                                        () -> engine.create(smaller, Set.of()),
                                        FaultCode.OPERATION_INVALID,
                                        FaultDomain.DOMAIN)
                                .sentence())
                .isEqualTo("Requested operation is not valid: domain 'a' is already active");
        created.destroy(Set.of()).await(LONG);
        assertThat(stored.status().maxMemoryKib()).isEqualTo(65536);
    }

    @Test
    void failedCreateLeavesNothing() {
        driver.onStart =
                (guest, job) -> {
                    throw Fault.of(FaultCode.OPERATION_FAILED, FaultDomain.TEST, "no luck");
                };
        Job<Domain> job = engine.create(Specs.spec("a"), Set.of());
        fault(() -> job.await(LONG), FaultCode.OPERATION_FAILED, FaultDomain.TEST);
        assertThat(engine.domain("a")).isEmpty();
        assertThat(define("a").status().persistent()).isTrue();
    }

    @Test
    void guestThatIsBeingCreatedIsNotSeenUntilItRuns() {
        List<Integer> seen = new ArrayList<>();
        driver.onStart = (guest, job) -> seen.add(engine.statuses().size());
        engine.create(Specs.spec("a"), Set.of()).await(LONG);
        assertThat(seen).containsExactly(0);
        assertThat(engine.statuses()).hasSize(1);
    }

    // ---- states

    @Test
    void wrongStatesAreRefusedInLibvirtsWords() {
        Domain domain = define("a");
        assertThat(
                        fault(
                                        () -> domain.destroy(Set.of()),
                                        FaultCode.OPERATION_INVALID,
                                        FaultDomain.DOMAIN)
                                .sentence())
                .isEqualTo("Requested operation is not valid: domain is not running");
        domain.start(Set.of()).await(LONG);
        assertThat(
                        fault(
                                        () -> domain.start(Set.of()),
                                        FaultCode.OPERATION_INVALID,
                                        FaultDomain.TEST)
                                .sentence())
                .isEqualTo("Requested operation is not valid: domain is already running");
        fault(domain::resume, FaultCode.OPERATION_INVALID, FaultDomain.TEST);
    }

    @Test
    void whatIsNotRegisteredIsRefusedAndPrintedAsUnsupported() {
        Domain domain = run("a");
        Fault fault = fault(domain::reset, FaultCode.NO_SUPPORT, FaultDomain.DOMAIN);
        assertThat(fault.sentence())
                .isEqualTo(
                        "this function is not supported by the connection driver: virDomainReset");
        assertThat(engine.support().of(Operation.DOMAIN_RESET).level())
                .isInstanceOf(SupportLevel.Unsupported.class);
        assertThat(engine.support().of(Operation.DOMAIN_START).flags())
                .containsExactlyInAnyOrder("paused", "autodestroy");
        assertThat(domain.allowedOperations())
                .contains(Operation.DOMAIN_DESTROY, Operation.DOMAIN_SUSPEND)
                .doesNotContain(
                        Operation.DOMAIN_START, Operation.DOMAIN_RESUME, Operation.DOMAIN_RESET);
    }

    @Test
    void flagsThatAreNotRegisteredAreRefusedWithTheirBits() {
        Domain domain = define("a");
        Fault fault =
                fault(
                        () -> domain.start(Set.of(StartFlag.FORCE_BOOT, StartFlag.RESET_NVRAM)),
                        FaultCode.INVALID_ARG,
                        FaultDomain.TEST);
        assertThat(fault.sentence())
                .isEqualTo("unsupported flags (0x28) in function virDomainCreateWithFlags");
    }

    @Test
    void stateIsPublishedWhenTheCallReturnsAndEventsComeInOrder() {
        EventStream events = engine.events();
        Domain domain = define("a");
        domain.start(Set.of()).await(LONG);
        assertThat(domain.status().reason()).isEqualTo(StateReason.RUNNING_BOOTED);
        assertThat(engine.domain(domain.status().id().orElseThrow())).isPresent();
        domain.suspend();
        assertThat(domain.status().reason()).isEqualTo(StateReason.PAUSED_USER);
        domain.resume();
        domain.destroy(Set.of()).await(LONG);
        assertThat(domain.status().state()).isEqualTo(DomainState.SHUTOFF);
        domain.undefine(Set.of());
        assertThat(lifecycles(events, 6))
                .containsExactly(
                        Lifecycle.DEFINED_ADDED,
                        Lifecycle.STARTED_BOOTED,
                        Lifecycle.SUSPENDED_PAUSED,
                        Lifecycle.RESUMED_UNPAUSED,
                        Lifecycle.STOPPED_DESTROYED,
                        Lifecycle.UNDEFINED_REMOVED);
    }

    private static List<Lifecycle> lifecycles(EventStream events, int count) {
        List<Lifecycle> steps = new ArrayList<>();
        while (steps.size() < count) {
            Occurred occurred = (Occurred) events.next(LONG).orElseThrow();
            if (occurred.event() instanceof Event.DomainLifecycle life) {
                steps.add(life.step());
            }
        }
        return steps;
    }

    @Test
    void reportsAboutAGuestThatHasEndedAreDropped() {
        Domain domain = run("a");
        Guest guest = driver.guests.join().find(domain.uuid()).orElseThrow();
        int first = domain.status().id().orElseThrow();
        domain.destroy(Set.of()).await(LONG);
        domain.start(Set.of()).await(LONG);
        guest.stopped(OptionalInt.of(first), StateReason.SHUTOFF_CRASHED);
        guest.moved(first, StateReason.CRASHED_PANICKED);
        assertThat(domain.status().reason()).isEqualTo(StateReason.RUNNING_BOOTED);
    }

    // ---- waiting, cancelling, doubt

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

    // ---- other tools' guests, callers

    @Test
    void guestOfAnotherToolIsShownAndANameThatIsTakenIsToldApart() {
        define("web");
        UUID other = UUID.fromString("aaaaaaaa-0000-0000-0000-000000000001");
        driver.guests
                .join()
                .discovered(
                        OptionalInt.of(40),
                        StateReason.RUNNING_UNKNOWN,
                        new Canonical(Specs.spec("web", other), List.of(), List.of(), List.of()),
                        "",
                        Lifecycle.STARTED_BOOTED);
        assertThat(engine.statuses())
                .extracting(DomainStatus::name)
                .containsExactly("web", "web-aaaaaaaa");
        Domain found = engine.domain(40).orElseThrow();
        assertThat(found.status().managed()).isFalse();
        assertThat(found.status().persistent()).isFalse();
        driver.guests
                .join()
                .find(other)
                .orElseThrow()
                .stopped(OptionalInt.of(40), StateReason.SHUTOFF_UNKNOWN);
        assertThat(engine.statuses()).extracting(DomainStatus::name).containsExactly("web");
    }

    @Test
    void guestStartedToEndWithItsCallerEndsWhenTheCallersViewCloses() {
        define("stays");
        define("ends");
        Hypervisor view = engine.as(new Caller("uid 7"));
        view.domain("stays").orElseThrow().start(Set.of()).await(LONG);
        Domain ends = view.domain("ends").orElseThrow();
        Job<Domain> job = ends.start(Set.of(StartFlag.AUTODESTROY));
        job.await(LONG);
        assertThat(job.status().owner()).isEqualTo("uid 7");
        EventStream events = engine.events();
        view.close();
        assertThat(lifecycles(events, 1)).containsExactly(Lifecycle.STOPPED_DESTROYED);
        assertThat(engine.domain("stays").orElseThrow().status().active()).isTrue();
        assertThat(ends.status().active()).isFalse();
    }
}
