package org.ostler.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ostler.api.Domain;
import org.ostler.api.DomainRef;
import org.ostler.api.Event;
import org.ostler.api.EventPosition;
import org.ostler.api.EventStream;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Hypervisor;
import org.ostler.api.Layer;
import org.ostler.api.Origin;
import org.ostler.client.ScriptedServer.Call;
import org.ostler.client.ScriptedServer.EventFirst;
import org.ostler.client.ScriptedServer.HangUp;
import org.ostler.client.ScriptedServer.Reaction;
import org.ostler.client.ScriptedServer.Refusal;
import org.ostler.client.ScriptedServer.Result;
import org.ostler.client.ScriptedServer.Silence;
import org.ostler.wire.FaultMapping;
import org.ostler.wire.WireErrors;
import org.ostler.wire.protocol.AuthListRet;
import org.ostler.wire.protocol.DomainLookupByNameRet;
import org.ostler.wire.protocol.EventRecord;
import org.ostler.wire.protocol.LogPosition;
import org.ostler.wire.protocol.OstlerEventMsg;
import org.ostler.wire.protocol.OstlerEventsSubscribeRet;
import org.ostler.wire.protocol.OstlerProcedures;
import org.ostler.wire.protocol.Procedure;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.WireDomain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// What the client makes of servers that are no Ostler, fall silent, hang up, or send things early.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RemoteHypervisorTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Options IMPATIENT =
            new Options(false, LONG, LONG, Duration.ofMillis(50), 16);
    private static final WireDomain GUEST = new WireDomain("guest", UUID.randomUUID(), 3);

    private static Optional<Reaction> found(Call call) {
        return call.is(RemoteProcedures.DOMAIN_LOOKUP_BY_NAME)
                ? Optional.of(new Result(new DomainLookupByNameRet(GUEST)))
                : Optional.empty();
    }

    /// A server on which `guest` is found, and which reacts so to one procedure.
    private static ScriptedServer server(
            Procedure<?, ?> procedure, Function<Call, Reaction> reaction) {
        return new ScriptedServer(
                call -> call.is(procedure) ? Optional.of(reaction.apply(call)) : found(call));
    }

    private static Hypervisor open(ScriptedServer server, Options options) {
        return RemoteHypervisor.open(server, "scripted", "test:///default", options);
    }

    @Test
    void libvirtdWithoutOstlersCallsIsSpokenToAsFarAsItGoes() {
        Refusal unknown = new Refusal(WireErrors.unknownProgram(OstlerProcedures.PROGRAM, 1));
        try (ScriptedServer server = server(OstlerProcedures.HELLO, _ -> unknown);
                Hypervisor remote = open(server, Options.DEFAULT)) {
            assertThat(remote.domain("guest").orElseThrow().uuid()).isEqualTo(GUEST.uuid());
            assertThatThrownBy(remote::jobs)
                    .hasMessageContaining("ostlerJobList")
                    .hasMessageContaining("scripted")
                    .asInstanceOf(type(Fault.class))
                    .returns(FaultCode.NO_SUPPORT, Fault::code);
        }
    }

    @Test
    void serverThatAsksForSaslIsNotEntered() {
        Result sasl = new Result(new AuthListRet(List.of(1)));
        try (ScriptedServer server = server(RemoteProcedures.AUTH_LIST, _ -> sasl)) {
            assertThatThrownBy(() -> open(server, Options.DEFAULT))
                    .hasMessageContaining("SASL")
                    .asInstanceOf(type(Fault.class))
                    .returns(FaultCode.AUTH_FAILED, Fault::code);
        }
    }

    @Test
    void readThatWasCutIsSaidAgainOnce() {
        try (ScriptedServer server =
                        server(
                                RemoteProcedures.DOMAIN_LOOKUP_BY_NAME,
                                call ->
                                        call.connection() == 0
                                                ? new HangUp()
                                                : found(call).orElseThrow());
                Hypervisor remote = open(server, Options.DEFAULT)) {
            assertThat(remote.domain("guest")).isPresent();
            assertThat(server.count(RemoteProcedures.DOMAIN_LOOKUP_BY_NAME)).isEqualTo(2);
        }
    }

    @Test
    void readThatIsCutEveryTimeIsGivenUp() {
        try (ScriptedServer server =
                        server(RemoteProcedures.DOMAIN_LOOKUP_BY_NAME, _ -> new HangUp());
                Hypervisor remote = open(server, Options.DEFAULT)) {
            assertThatThrownBy(() -> remote.domain("guest"))
                    .asInstanceOf(type(Fault.class))
                    .returns(FaultCode.RPC, Fault::code)
                    .returns(true, Fault::retryable)
                    .returns(false, Fault::outcomeUnknown);
            assertThat(server.count(RemoteProcedures.DOMAIN_LOOKUP_BY_NAME)).isEqualTo(2);
        }
    }

    @Test
    void changeThatWasCutIsNotSaidAgain() {
        try (ScriptedServer server = server(RemoteProcedures.DOMAIN_RESET, _ -> new HangUp());
                Hypervisor remote = open(server, Options.DEFAULT)) {
            Domain domain = remote.domain("guest").orElseThrow();
            assertThatThrownBy(domain::reset)
                    .asInstanceOf(type(Fault.class))
                    .returns(FaultCode.RPC, Fault::code)
                    .returns(true, Fault::retryable)
                    .returns(true, Fault::outcomeUnknown);
            assertThat(server.count(RemoteProcedures.DOMAIN_RESET)).isEqualTo(1);
        }
    }

    @Test
    void silentServerIsGivenUpInTime() {
        try (ScriptedServer server = server(RemoteProcedures.DOMAIN_SUSPEND, _ -> new Silence());
                Hypervisor remote = open(server, IMPATIENT)) {
            Domain domain = remote.domain("guest").orElseThrow();
            assertThatThrownBy(domain::suspend)
                    .asInstanceOf(type(Fault.class))
                    .returns(FaultCode.OPERATION_TIMEOUT, Fault::code)
                    .returns(true, Fault::outcomeUnknown);
        }
    }

    @Test
    void faultKeepsItsChain() {
        Fault told =
                Fault.builder(FaultCode.OPERATION_FAILED, FaultDomain.QEMU, "it broke")
                        .origin(Origin.of(Layer.QMP, "cont", "guest", "GenericError", "no"))
                        .retryable()
                        .build();
        Refusal refusal = new Refusal(FaultMapping.toWire(told, FaultMapping.Disclosure.FULL));
        try (ScriptedServer server = server(RemoteProcedures.DOMAIN_RESUME, _ -> refusal);
                Hypervisor remote = open(server, Options.DEFAULT)) {
            Domain domain = remote.domain("guest").orElseThrow();
            assertThatThrownBy(domain::resume)
                    .asInstanceOf(type(Fault.class))
                    .returns(told.origins(), Fault::origins)
                    .returns(told.code(), Fault::code)
                    .returns(true, Fault::retryable);
        }
    }

    @Test
    void eventThatComesBeforeItsSubscriptionsNumberIsDelivered() {
        LogPosition head = new LogPosition(UUID.randomUUID(), 7);
        LogPosition after = new LogPosition(head.logId(), 8);
        EventRecord reboot =
                new EventRecord(
                        1, Optional.of(GUEST), 0, 0, Optional.empty(), false, Optional.empty());
        EventFirst early =
                new EventFirst(
                        OstlerProcedures.EVENT,
                        new OstlerEventMsg(0, after, 5, reboot),
                        new OstlerEventsSubscribeRet(0, head, false));
        try (ScriptedServer server = server(OstlerProcedures.EVENTS_SUBSCRIBE, _ -> early);
                Hypervisor remote = open(server, Options.DEFAULT);
                EventStream events = remote.events()) {
            assertThat(events.position()).isEqualTo(new EventPosition(head.logId(), 7));
            DomainRef guest = new DomainRef(GUEST.uuid(), "guest", OptionalInt.of(3));
            assertThat(events.next(LONG))
                    .contains(
                            new EventStream.Occurred(
                                    new EventPosition(head.logId(), 8),
                                    Instant.ofEpochMilli(5),
                                    new Event.DomainReboot(guest)));
            assertThat(events.position()).isEqualTo(new EventPosition(head.logId(), 8));
        }
    }
}
