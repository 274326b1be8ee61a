package org.ostler.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ostler.api.DomainRef;
import org.ostler.api.Event;
import org.ostler.api.EventPosition;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.JobKind;
import org.ostler.api.JobStatus;
import org.ostler.api.Lifecycle;
import org.ostler.api.Operation;
import org.ostler.api.Plan;
import org.ostler.api.Progress;
import org.ostler.api.Support;
import org.ostler.api.SupportLevel;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// What goes out as a record comes back as what it was.
class MappingTest {
    private static final DomainRef DOMAIN =
            new DomainRef(new UUID(1, 2), "guest", OptionalInt.of(7));

    private static JobStatus job(JobStatus.State state, Optional<Fault> fault) {
        return new JobStatus(
                new UUID(5, 6),
                JobKind.START,
                Optional.of(DOMAIN),
                "somebody",
                "copying",
                state,
                new Progress(
                        5, 10, "bytes", OptionalLong.of(3), Optional.of(Duration.ofMillis(40))),
                Optional.empty(),
                Instant.ofEpochMilli(1_000),
                Optional.of(Instant.ofEpochMilli(2_000)),
                fault,
                9);
    }

    @ParameterizedTest
    @EnumSource
    void jobInEveryState(JobStatus.State state) {
        JobStatus job = job(state, Optional.empty());
        assertThat(JobMapping.fromWire(JobMapping.toWire(job, FaultMapping.Disclosure.FULL)))
                .contains(job);
    }

    static Stream<Event> everyKindOfEvent() {
        return Stream.of(
                new Event.DomainLifecycle(DOMAIN, Lifecycle.of(2, 0)),
                new Event.DomainReboot(DOMAIN),
                new Event.JobChanged(job(JobStatus.State.RUNNING, Optional.empty())),
                new Event.HostReachable(false, "gone"));
    }

    @ParameterizedTest
    @MethodSource("everyKindOfEvent")
    void event(Event event) {
        assertThat(EventMapping.fromWire(EventMapping.toWire(event, FaultMapping.Disclosure.FULL)))
                .contains(event);
    }

    @Test
    void positionAndDomain() {
        EventPosition position = new EventPosition(new UUID(3, 4), 5);
        assertThat(EventMapping.fromWire(EventMapping.toWire(position))).isEqualTo(position);
        assertThat(DomainMapping.fromWire(DomainMapping.toWire(DOMAIN))).isEqualTo(DOMAIN);
    }

    @Test
    void retryableFaultOfAJobStaysRetryable() {
        Fault fault =
                Fault.builder(FaultCode.OPERATION_FAILED, FaultDomain.QEMU, "busy")
                        .retryable()
                        .build();
        JobStatus back =
                JobMapping.fromWire(
                                JobMapping.toWire(
                                        job(JobStatus.State.FAILED, Optional.of(fault)),
                                        FaultMapping.Disclosure.FULL))
                        .orElseThrow();
        assertThat(back.fault().orElseThrow().retryable()).isTrue();
        assertThat(back.fault().orElseThrow().sentence()).isEqualTo("busy");
    }

    static Stream<SupportLevel> everyLevel() {
        return Stream.of(
                new SupportLevel.Supported(),
                new SupportLevel.Needs("KVM", "load its module"),
                new SupportLevel.Unsupported("never"),
                new SupportLevel.Unknown());
    }

    @ParameterizedTest
    @MethodSource("everyLevel")
    void support(SupportLevel level) {
        Support support =
                new Support(
                        Map.of(
                                Operation.DOMAIN_START,
                                new Support.OfOperation(
                                        Operation.DOMAIN_START, level, Set.of(), Set.of(), true)),
                        List.of(new Support.OfElement("devices/disk", level, List.of("virtio"))));
        assertThat(SupportMapping.fromWire(SupportMapping.toWire(support))).isEqualTo(support);
    }

    @Test
    void planWithEveryProvenanceAndEveryLevel() {
        String xml =
                """
                <domain type='test'>
                  <name>a</name>
                  <memory>1024</memory>
                  <os><type>hvm</type></os>
                </domain>
                """;
        DomainSpec spec = DomainXml.parse(xml).spec();
        Plan plan =
                new Plan(
                        "test",
                        spec,
                        Stream.of(Plan.Provenance.values())
                                .map(source -> new Plan.Value("memory", "1", source, "why"))
                                .toList(),
                        List.of(new Plan.LateBinding("tap", "the first that is free")),
                        Stream.of(Plan.Remark.Level.values())
                                .map(level -> new Plan.Remark(level, "memory", "why", "less"))
                                .toList(),
                        new Plan.NativeForm("arguments", "-m 1"));
        assertThat(PlanMapping.fromWire(PlanMapping.toWire(plan, xml), spec)).isEqualTo(plan);
    }
}
