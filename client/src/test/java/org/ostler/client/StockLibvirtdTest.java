package org.ostler.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.api.Domain;
import org.ostler.api.DomainCapabilitiesRequest;
import org.ostler.api.DomainState;
import org.ostler.api.DomainStatus;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.Hypervisor;
import org.ostler.api.JobStatus;
import org.ostler.api.NativeFormat;
import org.ostler.client.ConnectionState.Connected;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;
import org.ostler.model.document.DocumentXml;
import org.ostler.wire.protocol.ConnectDomainEventCallbackRegisterAnyArgs;
import org.ostler.wire.protocol.ConnectGetLibVersionRet;
import org.ostler.wire.protocol.Nothing;
import org.ostler.wire.protocol.RemoteProcedures;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// The client against the distribution's libvirtd, which serves its own test driver.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class StockLibvirtdTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int LIFECYCLE = 0;

    @TempDir private static Path folder;
    private static StockLibvirtd libvirtd;

    @BeforeAll
    static void start() throws IOException {
        libvirtd = StockLibvirtd.start(folder);
    }

    @AfterAll
    static void stop() {
        if (libvirtd != null) {
            libvirtd.close();
        }
    }

    private static RemoteHypervisor open() {
        return RemoteHypervisor.open(libvirtd.socket(), "test:///default", Options.DEFAULT);
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
    void hostIsDescribed() {
        try (RemoteHypervisor host = open()) {
            assertThat(host.state()).isEqualTo(new Connected(libvirtd.socket().toString(), false));
            assertThat(host.identity().type()).isEqualToIgnoringCase("test");
            assertThat(host.node().cpus()).isPositive();
            assertThat(host.capabilities().toString()).contains("<capabilities>");
        }
    }

    @Test
    void whatItTellsOfItselfIsReadAndWrittenUnchanged() {
        try (RemoteHypervisor host = open()) {
            String all = host.capabilities().toString();
            String again =
                    DocumentXml.CAPABILITIES.format(DocumentXml.CAPABILITIES.parse(all).spec());
            assertThat(again)
                    .isEqualTo(all.replaceAll("(?m)^\\n", "").replace("<doi></doi>", "<doi/>"));
            assertThatThrownBy(() -> host.domainCapabilities(DomainCapabilitiesRequest.USUAL))
                    .asInstanceOf(type(Fault.class))
                    .returns(FaultCode.NO_SUPPORT, Fault::code);
        }
    }

    @Test
    void guestLivesFromItsDefinitionToItsEnd() {
        try (Hypervisor host = open()) {
            Domain guest = host.define(guest("lives"), Set.of());
            assertThat(guest.status().state()).isEqualTo(DomainState.SHUTOFF);
            assertThat(guest.status().persistent()).isTrue();
            assertThat(guest.start(Set.of()).status().state()).isEqualTo(JobStatus.State.SUCCEEDED);
            DomainStatus running = guest.status();
            assertThat(running.state()).isEqualTo(DomainState.RUNNING);
            assertThat(host.domain(running.id().orElseThrow())).isPresent();
            guest.suspend();
            assertThat(guest.status().state()).isEqualTo(DomainState.PAUSED);
            guest.resume();
            guest.destroy(Set.of()).await(LONG);
            assertThat(guest.spec(Set.of()).name()).isEqualTo("lives");
            assertThat(host.statuses()).extracting(DomainStatus::name).contains("lives", "test");
            guest.undefine(Set.of());
            assertThat(host.domain("lives")).isEmpty();
            assertThat(host.domains()).extracting(Domain::name).contains("test");
        }
    }

    @Test
    void guestWithoutADefinitionIsGoneWithItsEnd() {
        try (Hypervisor host = open()) {
            Domain guest = host.create(guest("passes"), Set.of()).await(LONG);
            assertThat(guest.status().persistent()).isFalse();
            guest.destroy(Set.of()).await(LONG);
            assertThat(host.domain(guest.uuid())).isEmpty();
        }
    }

    @Test
    void whatOnlyOstlerHasIsRefusedByName() {
        try (Hypervisor host = open()) {
            assertThatThrownBy(host::events)
                    .asInstanceOf(type(Fault.class))
                    .returns(FaultCode.NO_SUPPORT, Fault::code);
            assertThatThrownBy(() -> host.plan(guest("planned")))
                    .hasMessageContaining("libvirtd without Ostler's own calls");
        }
    }

    @Test
    void conversionIsTheServersOwn() {
        try (Hypervisor host = open()) {
            assertThatThrownBy(() -> host.fromNative(NativeFormat.XEN_XL, "name = 'x'"))
                    .asInstanceOf(type(Fault.class))
                    .returns(FaultCode.NO_SUPPORT, Fault::code)
                    .extracting(Fault::sentence)
                    .asString()
                    .contains("virConnectDomainXMLFromNative");
            assertThatThrownBy(() -> host.toNative(NativeFormat.XEN_XL, guest("converted")))
                    .hasMessageContaining("virConnectDomainXMLToNative");
        }
    }

    @Test
    void rawCallsAreManyAtOnceAndPushesAreHeard() {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (RemoteHypervisor host = open();
                ConnectionWatch _ =
                        host.raw()
                                .hear(
                                        RemoteProcedures.DOMAIN_EVENT_CALLBACK_LIFECYCLE,
                                        push -> heard.add(push.msg().dom().name()))) {
            RawConnection raw = host.raw();
            raw.call(
                    RemoteProcedures.CONNECT_DOMAIN_EVENT_CALLBACK_REGISTER_ANY,
                    new ConnectDomainEventCallbackRegisterAnyArgs(LIFECYCLE, Optional.empty()),
                    LONG);
            List<CompletableFuture<ConnectGetLibVersionRet>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                answers.add(
                        raw.submit(
                                RemoteProcedures.CONNECT_GET_LIB_VERSION, Nothing.NOTHING, LONG));
            }
            for (CompletableFuture<ConnectGetLibVersionRet> answer : answers) {
                assertThat(answer.join().libVer()).isPositive();
            }
            host.define(guest("heard"), Set.of()).undefine(Set.of());
            await().atMost(LONG).until(() -> heard.contains("heard"));
        }
    }
}
