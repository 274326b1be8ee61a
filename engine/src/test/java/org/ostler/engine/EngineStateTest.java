package org.ostler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ostler.api.Domain;
import org.ostler.api.DomainState;
import org.ostler.api.EventStream;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Lifecycle;
import org.ostler.api.Operation;
import org.ostler.api.StartFlag;
import org.ostler.api.StateReason;
import org.ostler.api.SupportLevel;
import org.ostler.engine.spi.Guest;

import java.util.OptionalInt;
import java.util.Set;

/// States, what they allow, and events.
class EngineStateTest extends EngineScene {

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
}
