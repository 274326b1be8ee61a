package org.ostler.daemon.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.daemon.DaemonFixture;
import org.ostler.wire.protocol.ConnectDomainEventCallbackDeregisterAnyArgs;
import org.ostler.wire.protocol.ConnectDomainEventCallbackRegisterAnyArgs;
import org.ostler.wire.protocol.ConnectOpenArgs;
import org.ostler.wire.protocol.DomainEventCallbackLifecycleMsg;
import org.ostler.wire.protocol.DomainEventLifecycleMsg;
import org.ostler.wire.protocol.DomainLookupByNameArgs;
import org.ostler.wire.protocol.DomainResumeArgs;
import org.ostler.wire.protocol.DomainSuspendArgs;
import org.ostler.wire.protocol.LogPosition;
import org.ostler.wire.protocol.Nothing;
import org.ostler.wire.protocol.OstlerEventMsg;
import org.ostler.wire.protocol.OstlerEventsSubscribeArgs;
import org.ostler.wire.protocol.OstlerEventsSubscribeRet;
import org.ostler.wire.protocol.OstlerProcedures;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.WireDomain;
import org.ostler.wire.protocol.XdrReader;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// Events reach those who registered for them, after the reply, with their ids.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EventPushTest {
    private static final int LIFECYCLE = 0;
    private static final int SUSPENDED = 3;
    private static final int RESUMED = 4;

    @TempDir Path folder;
    private DaemonFixture daemon;
    private RawClient watcher;
    private RawClient actor;
    private WireDomain test;

    @BeforeEach
    void connect() throws Exception {
        daemon = DaemonFixture.start(folder);
        watcher = open();
        actor = open();
        test =
                actor.call(
                                RemoteProcedures.DOMAIN_LOOKUP_BY_NAME,
                                new DomainLookupByNameArgs("test"))
                        .dom();
    }

    @AfterEach
    void disconnect() throws IOException {
        watcher.close();
        actor.close();
        daemon.close();
    }

    private RawClient open() throws IOException {
        RawClient client = RawClient.connect(daemon.socket());
        client.call(
                RemoteProcedures.CONNECT_OPEN,
                new ConnectOpenArgs(Optional.of("test:///default"), 0));
        return client;
    }

    private int register(int event, Optional<WireDomain> domain) throws IOException {
        return watcher.call(
                        RemoteProcedures.CONNECT_DOMAIN_EVENT_CALLBACK_REGISTER_ANY,
                        new ConnectDomainEventCallbackRegisterAnyArgs(event, domain))
                .callbackId();
    }

    private void suspend() throws IOException {
        actor.call(RemoteProcedures.DOMAIN_SUSPEND, new DomainSuspendArgs(test));
    }

    private void resume() throws IOException {
        actor.call(RemoteProcedures.DOMAIN_RESUME, new DomainResumeArgs(test));
    }

    private static DomainEventCallbackLifecycleMsg lifecycle(RawClient.Frame frame) {
        assertThat(frame.procedure())
                .isEqualTo(RemoteProcedures.DOMAIN_EVENT_CALLBACK_LIFECYCLE.number());
        assertThat(frame.serial()).isZero();
        return RemoteProcedures.DOMAIN_EVENT_CALLBACK_LIFECYCLE.decodeArgs(
                new XdrReader(frame.payload()));
    }

    @Test
    void pushCarriesTheIdOfItsRegistrationAndComesInOrder() throws IOException {
        int id = register(LIFECYCLE, Optional.empty());
        suspend();
        resume();

        DomainEventCallbackLifecycleMsg first = lifecycle(watcher.event());
        DomainEventCallbackLifecycleMsg second = lifecycle(watcher.event());
        assertThat(first.callbackId()).isEqualTo(id);
        assertThat(first.msg().dom().uuid()).isEqualTo(test.uuid());
        assertThat(first.msg().event()).isEqualTo(SUSPENDED);
        assertThat(second.msg().event()).isEqualTo(RESUMED);
    }

    @Test
    void registrationForOneDomainHearsNothingOfOthers() throws IOException {
        register(LIFECYCLE, Optional.of(new WireDomain("other", UUID.randomUUID(), -1)));
        int mine = register(LIFECYCLE, Optional.of(test));
        suspend();
        assertThat(lifecycle(watcher.event()).callbackId()).isEqualTo(mine);
        // The reply of another call comes next, and no push before it.
        watcher.call(RemoteProcedures.CONNECT_GET_TYPE);
        assertThat(watcher.keptEvent()).isEmpty();
    }

    @Test
    void everyEventOfLibvirtCanBeRegisteredForAndNoOther() throws IOException {
        for (int event = 0; event <= 26; event++) {
            assertThat(register(event, Optional.empty())).isEqualTo(event);
        }
        assertThatThrownBy(() -> register(27, Optional.empty()))
                .hasMessage("internal error: unsupported event ID 27");
    }

    @Test
    void deregisteredCallbackIsUnknown() throws IOException {
        int id = register(LIFECYCLE, Optional.empty());
        ConnectDomainEventCallbackDeregisterAnyArgs args =
                new ConnectDomainEventCallbackDeregisterAnyArgs(id);
        watcher.call(RemoteProcedures.CONNECT_DOMAIN_EVENT_CALLBACK_DEREGISTER_ANY, args);
        assertThatThrownBy(
                        () ->
                                watcher.call(
                                        RemoteProcedures
                                                .CONNECT_DOMAIN_EVENT_CALLBACK_DEREGISTER_ANY,
                                        args))
                .hasMessage("internal error: domain event callback " + id + " not registered");
        suspend();
        watcher.call(RemoteProcedures.CONNECT_GET_TYPE);
        assertThat(watcher.keptEvent()).isEmpty();
    }

    @Test
    void clientOfBefore2014GetsPushesWithoutIds() throws IOException {
        watcher.call(RemoteProcedures.CONNECT_DOMAIN_EVENT_REGISTER, Nothing.NOTHING);
        suspend();
        RawClient.Frame frame = watcher.event();
        assertThat(frame.procedure()).isEqualTo(RemoteProcedures.DOMAIN_EVENT_LIFECYCLE.number());
        DomainEventLifecycleMsg message =
                RemoteProcedures.DOMAIN_EVENT_LIFECYCLE.decodeArgs(new XdrReader(frame.payload()));
        assertThat(message.event()).isEqualTo(SUSPENDED);
        assertThatThrownBy(
                        () ->
                                watcher.call(
                                        RemoteProcedures.CONNECT_DOMAIN_EVENT_REGISTER,
                                        Nothing.NOTHING))
                .hasMessage("invalid argument: event callback already tracked");
    }

    @Test
    void whoComesBackWithAPositionGetsWhatItMissed() throws IOException {
        OstlerEventsSubscribeRet before = subscribe(actor, Optional.empty());
        suspend();
        OstlerEventsSubscribeRet after = subscribe(watcher, Optional.of(before.head()));

        assertThat(after.gap()).isFalse();
        boolean suspended = false;
        while (!suspended) {
            suspended = isSuspension(watcher.event(), after.subscription());
        }
    }

    @Test
    void whoComesBackToALostLogIsTold() throws IOException {
        OstlerEventsSubscribeRet answer =
                subscribe(watcher, Optional.of(new LogPosition(UUID.randomUUID(), 7)));
        assertThat(answer.gap()).isTrue();
    }

    private static OstlerEventsSubscribeRet subscribe(RawClient client, Optional<LogPosition> since)
            throws IOException {
        return client.call(OstlerProcedures.EVENTS_SUBSCRIBE, new OstlerEventsSubscribeArgs(since));
    }

    private static boolean isSuspension(RawClient.Frame frame, int subscription) {
        assertThat(frame.program()).isEqualTo(OstlerProcedures.PROGRAM);
        assertThat(frame.procedure()).isEqualTo(OstlerProcedures.EVENT.number());
        OstlerEventMsg message = OstlerProcedures.EVENT.decodeArgs(new XdrReader(frame.payload()));
        assertThat(message.subscription()).isEqualTo(subscription);
        return message.event().kind() == 0 && message.event().type() == SUSPENDED;
    }
}
