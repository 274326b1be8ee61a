package org.ostler.driver.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.api.Domain;
import org.ostler.api.DomainCapabilitiesRequest;
import org.ostler.api.DomainState;
import org.ostler.api.DomainStatus;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.Hypervisor;
import org.ostler.api.Job;
import org.ostler.api.JobStatus;
import org.ostler.api.Operation;
import org.ostler.api.StartFlag;
import org.ostler.api.StateReason;
import org.ostler.api.SupportLevel;
import org.ostler.engine.Engine;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;
import org.ostler.model.document.DocumentXml;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;

class TestHypervisorTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Ticking clock = new Ticking();
    private final TestDriver driver = new TestDriver("test:///mine", clock);

    /// A clock that goes when it is told to.
    private static final class Ticking extends Clock {
        private volatile Instant now = Instant.EPOCH;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }

        void advance(Duration duration) {
            now = now.plus(duration);
        }
    }

    private static DomainSpec spec(String name) {
        return DomainXml.parse(
                        """
                        <domain type='test'>
                          <name>%s</name>
                          <memory unit='KiB'>65536</memory>
                          <vcpu>2</vcpu>
                          <os><type>hvm</type></os>
                          <devices>
                            <disk type='file'><source file='/a'/><target dev='vda'/></disk>
                            <interface type='network'><source network='default'/></interface>
                            <serial type='pty'/>
                          </devices>
                        </domain>
                        """
                                .formatted(name))
                .spec();
    }

    @Test
    void defaultHostIsTheOneThatLibvirtShows() {
        try (Hypervisor host = TestHypervisor.open()) {
            DomainStatus test = host.domain("test").orElseThrow().status();
            assertThat(test.uuid())
                    .isEqualTo(UUID.fromString("6695eb01-f6a4-8304-79aa-97f2502e193f"));
            assertThat(test.id()).hasValue(1);
            assertThat(test.reason()).isEqualTo(StateReason.RUNNING_UNKNOWN);
            assertThat(test.persistent()).isTrue();
            assertThat(test.maxMemoryKib()).isEqualTo(8_388_608);
            assertThat(test.memoryKib()).isEqualTo(2_097_152);
            assertThat(test.vcpus()).isEqualTo(2);
            assertThat(host.statuses()).hasSize(1);
            assertThat(host.node().cpus()).isEqualTo(16);
            assertThat(host.node().memoryKib()).isEqualTo(3_145_728);
            assertThat(host.info().maxVcpus()).isEqualTo(32);
            assertThat(host.identity().uri()).isEqualTo("test:///default");
            assertThat(host.capabilities().toString())
                    .contains(
                            "<arch>i686</arch>",
                            "<pages unit='KiB' size='1048576'/>",
                            "<cells num='2'>",
                            "<memory unit='KiB'>4194304</memory>",
                            "<pages unit='KiB' size='8'>524288</pages>",
                            "<cpu id='15' socket_id='1' die_id='0' core_id='7' siblings='15'/>",
                            "<model>testSecurity</model>",
                            "<emulator>/usr/bin/test-hv</emulator>",
                            "<os_type>xen</os_type>");
            assertThat(host.domain("test").orElseThrow().xml(Set.of()).toString())
                    .startsWith("<domain type='test' id='1'>\n  <name>test</name>\n")
                    .contains(
                            "  <memory unit='KiB'>8388608</memory>\n",
                            "  <vcpu placement='static'>2</vcpu>\n",
                            "    <boot dev='hd'/>\n",
                            "  <clock offset='utc'/>\n",
                            "  <on_reboot>restart</on_reboot>\n",
                            "      <mac address='aa:bb:cc:dd:ee:ff'/>\n");
        }
    }

    @Test
    void capabilitiesAreReadAndWrittenUnchanged() {
        try (Hypervisor host = TestHypervisor.open()) {
            String all = host.capabilities().toString();
            assertThat(DocumentXml.CAPABILITIES.format(DocumentXml.CAPABILITIES.parse(all).spec()))
                    .isEqualTo(all);
            String offered = host.domainCapabilities(DomainCapabilitiesRequest.USUAL).toString();
            assertThat(
                            DocumentXml.DOMAIN_CAPABILITIES.format(
                                    DocumentXml.DOMAIN_CAPABILITIES.parse(offered).spec()))
                    .isEqualTo(offered);
        }
    }

    @Test
    void everyOperationIsSupported() {
        try (Hypervisor host = TestHypervisor.open(driver)) {
            assertThat(Operation.values())
                    .allSatisfy(
                            operation ->
                                    assertThat(host.support().of(operation).level())
                                            .as(operation.id())
                                            .isInstanceOf(SupportLevel.Supported.class));
        }
    }

    @Test
    void descriptionIsCompletedTheSameWayEveryTime() {
        UUID uuid = UUID.fromString("00000000-0000-0000-0000-000000000001");
        DomainSpec once = Defaults.complete(spec("a").withUuid(uuid)).spec();
        assertThat(Defaults.complete(spec("a").withUuid(uuid)).spec()).isEqualTo(once);
        assertThat(Defaults.complete(once).spec()).isEqualTo(once);
        assertThat(DomainXml.format(once))
                .contains(
                        "<type arch='i686'>hvm</type>",
                        "<boot dev='hd'/>",
                        "<target dev='vda' bus='virtio'/>",
                        "<mac address='52:54:00:",
                        "<target dev='testnet0'/>",
                        "<console type='pty'>",
                        "<target type='serial' port='0'/>");
        try (Hypervisor host = TestHypervisor.open(driver)) {
            assertThat(host.plan(spec("a")).values())
                    .extracting(value -> value.path())
                    .contains("/domain/os/type/@arch", "/domain/devices/interface[1]/mac/@address");
        }
    }

    @Test
    void processorTimeFollowsTheClockAndStandsStillWhilePaused() {
        try (Hypervisor host = TestHypervisor.open(driver)) {
            Domain domain = host.create(spec("a"), Set.of()).await(LONG);
            clock.advance(Duration.ofSeconds(3));
            assertThat(domain.counters().cpuTimeNanos()).hasValue(6_000_000_000L);
            domain.suspend();
            clock.advance(Duration.ofSeconds(100));
            domain.resume();
            clock.advance(Duration.ofSeconds(1));
            assertThat(domain.counters().cpuTimeNanos()).hasValue(8_000_000_000L);
        }
    }

    @Test
    void nthStartFailsInTheWordsThatWerePlanned() {
        driver.faults().fail(Operation.DOMAIN_START, 2, "no memory left");
        try (Hypervisor host = TestHypervisor.open(driver)) {
            host.create(spec("a"), Set.of()).await(LONG);
            Job<Domain> second = host.create(spec("b"), Set.of());
            Fault fault = catchThrowableOfType(Fault.class, () -> second.await(LONG));
            assertThat(fault.sentence()).isEqualTo("operation failed: no memory left");
            assertThat(fault.origins().getLast().text()).isEqualTo("no memory left");
            assertThat(host.domain("b")).isEmpty();
            host.create(spec("b"), Set.of()).await(LONG);
        }
    }

    @Test
    void hangingStartIsCancelledAndLeavesNothing() throws InterruptedException {
        Faults.Hang hang = driver.faults().hang(Operation.DOMAIN_START, 1);
        try (Hypervisor host = TestHypervisor.open(driver)) {
            Domain domain = host.define(spec("a"), Set.of());
            Job<Domain> job = domain.start(Set.of());
            assertThat(hang.awaitReached(LONG)).isTrue();
            assertThat(job.status().phase()).isEqualTo("launch");
            assertThat(job.status().progress().done()).isEqualTo(1);
            assertThat(host.statuses()).hasSize(1);
            job.cancel();
            Fault fault = catchThrowableOfType(Fault.class, () -> job.await(LONG));
            assertThat(fault.code()).isEqualTo(FaultCode.OPERATION_ABORTED);
            assertThat(domain.status().state()).isEqualTo(DomainState.SHUTOFF);
            assertThat(domain.start(Set.of()).await(LONG).status().active()).isTrue();
        }
    }

    @Test
    void destroyOfAGuestThatDoesNotRunYetIsRefusedAsLibvirtDoes() throws InterruptedException {
        Faults.Hang hang = driver.faults().hang(Operation.DOMAIN_START, 1);
        try (Hypervisor host = TestHypervisor.open(driver)) {
            Domain domain = host.define(spec("a"), Set.of());
            Job<Domain> job = domain.start(Set.of());
            assertThat(hang.awaitReached(LONG)).isTrue();
            Fault nothingRuns =
                    catchThrowableOfType(Fault.class, () -> domain.destroy(Set.of()).await(LONG));
            assertThat(nothingRuns.code()).isEqualTo(FaultCode.OPERATION_INVALID);
            assertThat(job.status().state()).isEqualTo(JobStatus.State.RUNNING);
            hang.release();
            job.await(LONG);
        }
    }

    @Test
    void lostAnswerLeavesTheGuestInDoubtUntilItIsReadAgain() {
        try (Hypervisor host = TestHypervisor.open(driver)) {
            Domain domain = host.create(spec("a"), Set.of()).await(LONG);
            driver.faults().loseAnswer(Operation.DOMAIN_SUSPEND, 1);
            assertThat(catchThrowableOfType(Fault.class, domain::suspend).outcomeUnknown())
                    .isTrue();
            assertThat(domain.status().state()).isEqualTo(DomainState.PAUSED);
            assertThat(catchThrowableOfType(Fault.class, domain::resume).retryable()).isTrue();
            driver.lookAgain();
            domain.resume();
            assertThat(domain.status().state()).isEqualTo(DomainState.RUNNING);
        }
    }

    @Test
    void missingFileIsToldInTheWordsOfTheOperatingSystem() {
        try (Hypervisor host = TestHypervisor.open(driver)) {
            DomainSpec spec = spec("a");
            Domain domain =
                    host.define(
                            DomainXml.parse(
                                            DomainXml.format(spec)
                                                    .replace("'/a'", "'/missing/disk'"))
                                    .spec(),
                            Set.of());
            Job<Domain> job = domain.start(Set.of());
            Fault fault = catchThrowableOfType(Fault.class, () -> job.await(LONG));
            assertThat(fault.sentence())
                    .isEqualTo(
                            "cannot start domain 'a': cannot open '/missing/disk': No such file or"
                                    + " directory");
            assertThat(fault.errno()).hasValue(2);
            assertThat(domain.status().state()).isEqualTo(DomainState.SHUTOFF);
        }
    }

    @Test
    void worldGoesOnByItself() {
        try (Hypervisor host = TestHypervisor.open(driver)) {
            Domain stored = host.define(spec("a"), Set.of()).start(Set.of()).await(LONG);
            driver.world().dies(stored.uuid());
            assertThat(stored.status().reason()).isEqualTo(StateReason.SHUTOFF_CRASHED);
            int id = driver.world().appears(spec("foreign"));
            Domain foreign = host.domain(id).orElseThrow();
            assertThat(foreign.status().managed()).isFalse();
            driver.world().panics(foreign.uuid());
            assertThat(foreign.status().reason()).isEqualTo(StateReason.CRASHED_PANICKED);
            driver.world().shutsDown(foreign.uuid());
            assertThat(host.domain("foreign")).isEmpty();
        }
    }

    @Test
    void startedPausedGuestStandsStill() {
        try (Hypervisor host = TestHypervisor.open(driver)) {
            Domain domain = host.create(spec("a"), Set.of(StartFlag.PAUSED)).await(LONG);
            clock.advance(LONG);
            assertThat(domain.status().reason()).isEqualTo(StateReason.PAUSED_USER);
            assertThat(domain.counters().cpuTimeNanos()).hasValue(0);
        }
    }

    @Test
    void hostOnDiskIsFoundAgainWithItsRunningGuests(@TempDir Path directory)
            throws InterruptedException {
        try (Hypervisor host = TestHypervisor.openOnDisk(driver, directory)) {
            host.define(spec("runs"), Set.of()).start(Set.of()).await(LONG);
            host.define(spec("rests"), Set.of());
        }
        try (Engine host = TestHypervisor.openOnDisk(new TestDriver(), directory)) {
            assertThat(host.awaitFirstLook(LONG)).isTrue();
            assertThat(host.statuses())
                    .extracting(DomainStatus::name)
                    .containsExactly("rests", "runs");
            Domain runs = host.domain("runs").orElseThrow();
            assertThat(runs.status().state()).isEqualTo(DomainState.RUNNING);
            runs.destroy(Set.of()).await(LONG);
            assertThat(host.jobs())
                    .extracting(JobStatus::state)
                    .containsOnly(JobStatus.State.SUCCEEDED);
        }
    }

    @Test
    void hostsAreIndependent() {
        try (Hypervisor one = TestHypervisor.open();
                Hypervisor other = TestHypervisor.open()) {
            one.domain("test").orElseThrow().destroy(Set.of()).await(LONG);
            assertThat(other.domain("test").orElseThrow().status().active()).isTrue();
        }
    }
}
