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
import org.ostler.client.ConnectionState.Closed;
import org.ostler.client.ConnectionState.Connected;
import org.ostler.client.ConnectionState.Lost;
import org.ostler.client.ConnectionState.Reconnecting;
import org.ostler.client.ScriptedServer.HangUp;
import org.ostler.client.ScriptedServer.Reaction;
import org.ostler.client.ScriptedServer.Result;
import org.ostler.client.ScriptedServer.Silence;
import org.ostler.wire.KeepaliveSettings;
import org.ostler.wire.Transport;
import org.ostler.wire.protocol.AuthListRet;
import org.ostler.wire.protocol.ConnectSupportsFeatureRet;
import org.ostler.wire.protocol.DomainLookupByNameRet;
import org.ostler.wire.protocol.KeepaliveProcedures;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.WireDomain;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// What becomes of a client whose connection is cut, and what it tells of that.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ReconnectTest {
    private static final Reconnect QUICK =
            new Reconnect(
                    Reconnect.Mode.AT_ONCE,
                    Duration.ofMillis(2),
                    Duration.ofMillis(10),
                    Duration.ofSeconds(30));

    private volatile boolean absent;
    private volatile boolean wantsSasl;
    private volatile boolean mute;
    private final AtomicInteger dials = new AtomicInteger();
    private final List<ConnectionState> states = new CopyOnWriteArrayList<>();
    private final ScriptedServer server = new ScriptedServer(this::react);

    @AfterEach
    void stop() {
        server.close();
    }

    private Optional<Reaction> react(ScriptedServer.Call call) {
        if (call.program() == KeepaliveProcedures.PROGRAM) {
            return Optional.of(new Silence());
        }
        if (call.is(RemoteProcedures.AUTH_LIST) && wantsSasl) {
            return Optional.of(new Result(new AuthListRet(List.of(1))));
        }
        if (call.is(RemoteProcedures.CONNECT_SUPPORTS_FEATURE) && mute) {
            return Optional.of(new Result(new ConnectSupportsFeatureRet(1)));
        }
        if (call.is(RemoteProcedures.DOMAIN_RESET)) {
            return Optional.of(new HangUp());
        }
        if (call.is(RemoteProcedures.DOMAIN_LOOKUP_BY_NAME)) {
            return Optional.of(
                    mute
                            ? new Silence()
                            : new Result(
                                    new DomainLookupByNameRet(
                                            new WireDomain("guest", new UUID(1, 2), 3))));
        }
        return Optional.empty();
    }

    private Transport dial(Duration timeout) throws IOException {
        dials.incrementAndGet();
        if (absent) {
            throw new IOException("nobody is there");
        }
        return server.dial(timeout);
    }

    private RemoteHypervisor open(Reconnect reconnect) {
        return RemoteHypervisor.open(
                this::dial, "scripted", "", Options.DEFAULT.withReconnect(reconnect));
    }

    /// Makes the server hang up.
    private static void cut(RemoteHypervisor host) {
        assertThatThrownBy(() -> host.domain("guest").orElseThrow().reset())
                .asInstanceOf(type(Fault.class))
                .returns(true, Fault::retryable)
                .returns(true, Fault::outcomeUnknown);
    }

    private void awaitState(ConnectionState state) {
        await().atMost(20, TimeUnit.SECONDS).until(() -> states.contains(state));
    }

    @Test
    void watcherIsToldOfEveryStep() {
        RemoteHypervisor host = open(Reconnect.WHEN_NEEDED);
        try (ConnectionWatch _ = host.watch(states::add)) {
            cut(host);
            assertThat(host.state()).isInstanceOf(Lost.class);
            absent = true;
            assertThatThrownBy(host::domains).hasMessageContaining("nobody is there");
            absent = false;
            assertThat(host.domain("guest")).isPresent();
            host.close();
            awaitState(new Closed("closed by this program"));
        }
        assertThat(states)
                .containsExactly(
                        new Connected("scripted", true),
                        new Lost("the server closed the connection"),
                        new Reconnecting(1),
                        new Lost("cannot connect to scripted: nobody is there"),
                        new Reconnecting(2),
                        new Connected("scripted", true),
                        new Closed("closed by this program"));
    }

    @Test
    void connectionComesBackWithoutACall() {
        try (RemoteHypervisor host = open(QUICK)) {
            absent = true;
            cut(host);
            await().atMost(20, TimeUnit.SECONDS).until(() -> dials.get() > 4);
            assertThatThrownBy(host::domains)
                    .asInstanceOf(type(Fault.class))
                    .returns(FaultCode.NO_CONNECT, Fault::code)
                    .returns(true, Fault::retryable);
            absent = false;
            await().atMost(20, TimeUnit.SECONDS).until(() -> host.state() instanceof Connected);
            assertThat(host.domain("guest")).isPresent();
        }
    }

    @Test
    void attemptsEndWithTheTimeForThem() {
        Reconnect short_ =
                new Reconnect(
                        Reconnect.Mode.AT_ONCE,
                        Duration.ofMillis(2),
                        Duration.ofMillis(2),
                        Duration.ofMillis(20));
        try (RemoteHypervisor host = open(short_)) {
            absent = true;
            cut(host);
            await().atMost(20, TimeUnit.SECONDS).until(() -> host.state() instanceof Closed);
            absent = false;
            assertThatThrownBy(host::domains)
                    .hasMessageContaining("nobody is there")
                    .asInstanceOf(type(Fault.class))
                    .returns(FaultCode.INVALID_CONN, Fault::code)
                    .returns(false, Fault::retryable);
        }
    }

    @Test
    void serverThatDoesNotLetUsInIsAskedOnce() {
        try (RemoteHypervisor host = open(QUICK)) {
            wantsSasl = true;
            cut(host);
            await().atMost(20, TimeUnit.SECONDS).until(() -> host.state() instanceof Closed);
            assertThat(dials).hasValue(2);
            assertThatThrownBy(host::domains).hasMessageContaining("SASL");
        }
    }

    @Test
    void withoutReconnectEverythingFailsWithTheReasonOfTheLoss() {
        try (RemoteHypervisor host = open(Reconnect.NEVER)) {
            cut(host);
            assertThat(host.state()).isEqualTo(new Closed("the server closed the connection"));
            assertThatThrownBy(host::domains)
                    .hasMessageContaining("the server closed the connection")
                    .asInstanceOf(type(Fault.class))
                    .returns(FaultCode.INVALID_CONN, Fault::code)
                    .returns(false, Fault::retryable);
            assertThat(dials).hasValue(1);
        }
    }

    @Test
    void callersShareOneAttempt() throws Exception {
        CountDownLatch dialled = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        Dialer slow =
                timeout -> {
                    if (dials.get() > 0) {
                        dialled.countDown();
                        wait(mayGoOn);
                    }
                    return dial(timeout);
                };
        try (RemoteHypervisor host = RemoteHypervisor.open(slow, "slow", "", Options.DEFAULT)) {
            cut(host);
            List<CompletableFuture<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                CompletableFuture<Boolean> call = new CompletableFuture<>();
                calls.add(call);
                Thread.ofVirtual().start(() -> call.complete(host.domain("guest").isPresent()));
            }
            assertThat(dialled.await(20, TimeUnit.SECONDS)).isTrue();
            mayGoOn.countDown();
            for (CompletableFuture<Boolean> call : calls) {
                assertThat(call.get()).isTrue();
            }
            assertThat(dials).hasValue(2);
        }
    }

    private static void wait(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IOException("nobody let it go on");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void slowWatcherHearsTheNewestAndHoldsNobodyUp() throws Exception {
        CountDownLatch mayGoOn = new CountDownLatch(1);
        List<Integer> heard = new CopyOnWriteArrayList<>();
        ConnectionStates told = new ConnectionStates(task -> Thread.ofVirtual().start(task));
        told.watch(
                state -> {
                    try {
                        mayGoOn.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    if (state instanceof Reconnecting(int attempt)) {
                        heard.add(attempt);
                    }
                });
        for (int i = 1; i <= 1000; i++) {
            told.become(new Reconnecting(i));
        }
        mayGoOn.countDown();
        await().atMost(20, TimeUnit.SECONDS).until(() -> heard.contains(1000));
        assertThat(heard).hasSizeLessThan(100).isSorted();
    }

    @Test
    void watcherThatThrowsIsToldOn() {
        List<ConnectionState> heard = new CopyOnWriteArrayList<>();
        ConnectionStates told =
                new ConnectionStates(
                        task ->
                                Thread.ofVirtual()
                                        .uncaughtExceptionHandler((_, _) -> {})
                                        .start(task));
        told.watch(
                state -> {
                    heard.add(state);
                    throw new IllegalStateException("a watcher that throws");
                });
        told.become(new Reconnecting(1));
        told.become(new Closed("over"));
        told.become(new Reconnecting(2));
        await().atMost(20, TimeUnit.SECONDS).until(() -> heard.size() == 3);
        assertThat(heard.getLast()).isEqualTo(new Closed("over"));
    }

    @Test
    void silentServerIsGivenUpByKeepalive() {
        mute = true;
        KeepaliveSettings strict = new KeepaliveSettings(Duration.ofMillis(20), 2);
        Options options =
                Options.DEFAULT.withKeepalive(Optional.of(strict)).withReconnect(Reconnect.NEVER);
        try (RemoteHypervisor host = RemoteHypervisor.open(this::dial, "mute", "", options)) {
            assertThatThrownBy(() -> host.domain("guest"))
                    .hasMessageContaining("keepalive")
                    .asInstanceOf(type(Fault.class))
                    .returns(FaultCode.INVALID_CONN, Fault::code);
        }
    }

    @Test
    void viewHasADeadlineOfItsOwn() {
        try (RemoteHypervisor host = open(Reconnect.WHEN_NEEDED)) {
            RemoteHypervisor hasty = host.within(Duration.ofMillis(20));
            mute = true;
            assertThatThrownBy(() -> hasty.domain("guest"))
                    .hasMessageContaining("0.02S")
                    .asInstanceOf(type(Fault.class))
                    .returns(FaultCode.OPERATION_TIMEOUT, Fault::code)
                    .returns(true, Fault::retryable);
            mute = false;
            hasty.close();
            assertThat(host.domain("guest")).isPresent();
        }
    }

    @Test
    void interruptCancelsAWaitingCall() throws Exception {
        try (RemoteHypervisor host = open(Reconnect.WHEN_NEEDED)) {
            mute = true;
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            Thread caller =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        try {
                                            host.domain("guest");
                                        } catch (Fault fault) {
                                            outcome.complete(fault);
                                        }
                                    });
            await().until(() -> server.count(RemoteProcedures.DOMAIN_LOOKUP_BY_NAME) > 0);
            caller.interrupt();
            assertThat(outcome.get())
                    .asInstanceOf(type(Fault.class))
                    .returns(FaultCode.OPERATION_ABORTED, Fault::code);
            mute = false;
            assertThat(host.domain("guest")).isPresent();
        }
    }

    @Test
    void pausesGrowToTheirLimitAndVary() {
        Reconnect policy = Reconnect.atOnce(Duration.ofMinutes(1));
        assertThat(policy.pause(1, 0.5)).isEqualTo(Duration.ofMillis(100));
        assertThat(policy.pause(2, 0.5)).isEqualTo(Duration.ofMillis(200));
        assertThat(policy.pause(2, 0)).isEqualTo(Duration.ofMillis(150));
        assertThat(policy.pause(2, 1)).isEqualTo(Duration.ofMillis(250));
        assertThat(policy.pause(1000, 0.5)).isEqualTo(Duration.ofSeconds(10));
    }
}
