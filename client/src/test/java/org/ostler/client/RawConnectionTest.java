package org.ostler.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.client.ScriptedServer.EventFirst;
import org.ostler.client.ScriptedServer.HangUp;
import org.ostler.client.ScriptedServer.Reaction;
import org.ostler.client.ScriptedServer.Refusal;
import org.ostler.client.ScriptedServer.Result;
import org.ostler.client.ScriptedServer.Silence;
import org.ostler.wire.FaultMapping;
import org.ostler.wire.protocol.ConnectGetLibVersionRet;
import org.ostler.wire.protocol.ConnectGetTypeRet;
import org.ostler.wire.protocol.DomainEventCallbackRebootMsg;
import org.ostler.wire.protocol.DomainEventRebootMsg;
import org.ostler.wire.protocol.DomainShutdownArgs;
import org.ostler.wire.protocol.Nothing;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.WireDomain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Procedures by their records: answers, faults, deadlines, cancelling, many at once, pushes.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RawConnectionTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final WireDomain GUEST = new WireDomain("guest", new UUID(1, 2), 3);

    private final AtomicInteger versionsAsked = new AtomicInteger();
    private final ScriptedServer server = new ScriptedServer(this::react);
    private final RawConnection raw =
            RemoteHypervisor.open(server, "scripted", "", Options.DEFAULT).rawOfItsOwn();

    @AfterEach
    void close() {
        raw.close();
        server.close();
    }

    private Optional<Reaction> react(ScriptedServer.Call call) {
        if (call.is(RemoteProcedures.CONNECT_GET_LIB_VERSION)) {
            return Optional.of(
                    new Result(new ConnectGetLibVersionRet(versionsAsked.incrementAndGet())));
        }
        if (call.is(RemoteProcedures.CONNECT_GET_HOSTNAME)) {
            return Optional.of(new Silence());
        }
        if (call.is(RemoteProcedures.DOMAIN_SHUTDOWN)) {
            return Optional.of(new HangUp());
        }
        if (call.is(RemoteProcedures.CONNECT_GET_CAPABILITIES)) {
            Fault no = Fault.of(FaultCode.ACCESS_DENIED, FaultDomain.ACCESS, "access denied");
            return Optional.of(new Refusal(FaultMapping.toWire(no, FaultMapping.Disclosure.FULL)));
        }
        if (call.is(RemoteProcedures.CONNECT_GET_TYPE)) {
            return Optional.of(
                    new EventFirst(
                            RemoteProcedures.DOMAIN_EVENT_CALLBACK_REBOOT,
                            new DomainEventCallbackRebootMsg(7, new DomainEventRebootMsg(GUEST)),
                            new ConnectGetTypeRet("QEMU")));
        }
        return Optional.empty();
    }

    @Test
    void callGivesTheAnswersRecord() {
        assertThat(raw.call(RemoteProcedures.CONNECT_GET_TYPE, Nothing.NOTHING, LONG).type())
                .isEqualTo("QEMU");
    }

    @Test
    void manyCallsAreUnderWayAtOnceAndEachGetsItsOwnAnswer() {
        List<CompletableFuture<ConnectGetLibVersionRet>> answers = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            answers.add(
                    raw.submit(RemoteProcedures.CONNECT_GET_LIB_VERSION, Nothing.NOTHING, LONG));
        }
        for (int i = 0; i < 1000; i++) {
            assertThat(answers.get(i).join().libVer()).isEqualTo(i + 1);
        }
    }

    @Test
    void whatTheServerSaysAgainstACallIsAFault() {
        assertThatThrownBy(
                        () ->
                                raw.call(
                                        RemoteProcedures.CONNECT_GET_CAPABILITIES,
                                        Nothing.NOTHING,
                                        LONG))
                .asInstanceOf(type(Fault.class))
                .returns(FaultCode.ACCESS_DENIED, Fault::code);
        CompletableFuture<?> refused =
                raw.submit(RemoteProcedures.CONNECT_GET_CAPABILITIES, Nothing.NOTHING, LONG);
        assertThatThrownBy(refused::get).cause().isInstanceOf(Fault.class);
    }

    @Test
    void everyCallHasADeadlineOfItsOwn() {
        Duration moment = Duration.ofMillis(20);
        CompletableFuture<?> patient =
                raw.submit(RemoteProcedures.CONNECT_GET_HOSTNAME, Nothing.NOTHING, LONG);
        CompletableFuture<?> hasty =
                raw.submit(RemoteProcedures.CONNECT_GET_HOSTNAME, Nothing.NOTHING, moment);
        await().atMost(LONG).until(hasty::isDone);
        assertThat(hasty.exceptionNow())
                .asInstanceOf(type(Fault.class))
                .returns(FaultCode.OPERATION_TIMEOUT, Fault::code)
                .returns(true, Fault::outcomeUnknown);
        assertThatThrownBy(
                        () ->
                                raw.call(
                                        RemoteProcedures.CONNECT_GET_HOSTNAME,
                                        Nothing.NOTHING,
                                        moment))
                .asInstanceOf(type(Fault.class))
                .returns(FaultCode.OPERATION_TIMEOUT, Fault::code);
        assertThat(patient).isNotDone();
    }

    @Test
    void cancelledCallIsLetGoAndTheConnectionGoesOn() {
        CompletableFuture<?> call =
                raw.submit(RemoteProcedures.CONNECT_GET_HOSTNAME, Nothing.NOTHING, LONG);
        assertThat(call.cancel(false)).isTrue();
        assertThatThrownBy(call::join).isInstanceOf(CancellationException.class);
        assertThat(raw.call(RemoteProcedures.CONNECT_GET_LIB_VERSION, Nothing.NOTHING, LONG))
                .isEqualTo(new ConnectGetLibVersionRet(1));
    }

    @Test
    void cutCallFailsAndTheNextMakesAConnection() {
        CompletableFuture<?> waiting =
                raw.submit(RemoteProcedures.CONNECT_GET_HOSTNAME, Nothing.NOTHING, LONG);
        assertThatThrownBy(
                        () ->
                                raw.call(
                                        RemoteProcedures.DOMAIN_SHUTDOWN,
                                        new DomainShutdownArgs(GUEST),
                                        LONG))
                .asInstanceOf(type(Fault.class))
                .returns(true, Fault::retryable)
                .returns(true, Fault::outcomeUnknown);
        assertThatThrownBy(waiting::join)
                .cause()
                .asInstanceOf(type(Fault.class))
                .returns(true, Fault::retryable);
        assertThat(server.count(RemoteProcedures.DOMAIN_SHUTDOWN)).isEqualTo(1);
        assertThat(raw.call(RemoteProcedures.CONNECT_GET_LIB_VERSION, Nothing.NOTHING, LONG))
                .isEqualTo(new ConnectGetLibVersionRet(1));
    }

    @Test
    void pushesOfOneKindAreHeardUntilNoLongerWanted() {
        List<DomainEventCallbackRebootMsg> heard = new CopyOnWriteArrayList<>();
        try (ConnectionWatch _ =
                raw.hear(RemoteProcedures.DOMAIN_EVENT_CALLBACK_REBOOT, heard::add)) {
            raw.call(RemoteProcedures.CONNECT_GET_TYPE, Nothing.NOTHING, LONG);
        }
        raw.call(RemoteProcedures.CONNECT_GET_TYPE, Nothing.NOTHING, LONG);
        assertThat(heard)
                .containsExactly(
                        new DomainEventCallbackRebootMsg(7, new DomainEventRebootMsg(GUEST)));
    }

    @Test
    void rawLevelOfAHypervisorSharesItsConnection() {
        try (RemoteHypervisor host =
                RemoteHypervisor.open(server, "scripted", "", Options.DEFAULT)) {
            RawConnection shared = host.raw();
            shared.close();
            assertThat(shared.call(RemoteProcedures.CONNECT_GET_LIB_VERSION, Nothing.NOTHING, LONG))
                    .isEqualTo(new ConnectGetLibVersionRet(1));
            assertThat(server.count(RemoteProcedures.CONNECT_OPEN)).isEqualTo(2);
        }
    }
}
