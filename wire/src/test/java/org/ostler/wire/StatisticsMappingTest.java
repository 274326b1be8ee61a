package org.ostler.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ostler.api.BlockCounter;
import org.ostler.api.DomainRef;
import org.ostler.api.DomainStatistics;
import org.ostler.api.DomainStatistics.Block;
import org.ostler.api.DomainStatistics.Cpu;
import org.ostler.api.DomainStatistics.Interface;
import org.ostler.api.DomainStatistics.IoThread;
import org.ostler.api.DomainStatistics.Memory;
import org.ostler.api.DomainStatistics.Traffic;
import org.ostler.api.DomainStatistics.Vcpus;
import org.ostler.api.MemoryCounter;
import org.ostler.api.StateReason;
import org.ostler.api.StatisticsGroup;
import org.ostler.api.Vcpu;
import org.ostler.wire.protocol.DomainStatsRecord;
import org.ostler.wire.protocol.TypedParam;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/// Statistics go out under the names of `virsh domstats`, and come back as what they were.
class StatisticsMappingTest {
    private static final DomainRef DOMAIN =
            new DomainRef(new UUID(1, 2), "guest", OptionalInt.of(7));

    private static DomainStatistics everything() {
        return DomainStatistics.of(DOMAIN)
                .state(StateReason.RUNNING_BOOTED)
                .cpu(new Cpu(OptionalLong.of(30), OptionalLong.of(20), OptionalLong.of(10)))
                .memory(
                        new Memory(
                                OptionalLong.of(4096),
                                Map.of(
                                        MemoryCounter.ACTUAL, 2048L,
                                        MemoryCounter.RSS, 1024L,
                                        MemoryCounter.LAST_UPDATE, 5L)))
                .vcpus(
                        new Vcpus(
                                1, 2, List.of(new Vcpu(0, Vcpu.State.RUNNING, OptionalLong.of(9)))))
                .interfaces(
                        List.of(
                                new Interface(
                                        "vnet0", Optional.of(new Traffic(1, 2, 3, 4, 5, 6, 7, 8))),
                                new Interface("", Optional.empty())))
                .blocks(
                        List.of(
                                new Block(
                                        "vda",
                                        Optional.of("/images/a"),
                                        OptionalInt.of(1),
                                        Map.of(
                                                BlockCounter.READ_REQUESTS, 11L,
                                                BlockCounter.PHYSICAL, 12L))))
                .ioThreads(
                        List.of(
                                new IoThread(
                                        3,
                                        OptionalLong.of(32_768),
                                        OptionalLong.of(0),
                                        OptionalLong.of(0))))
                .build();
    }

    @Test
    void everyGroupComesBack() {
        assertThat(StatisticsMapping.fromWire(StatisticsMapping.toWire(everything())))
                .isEqualTo(everything());
    }

    @Test
    void whatIsNotToldStaysAway() {
        DomainStatistics nothing = DomainStatistics.of(DOMAIN).build();
        DomainStatsRecord record = StatisticsMapping.toWire(nothing);
        assertThat(record.params()).isEmpty();
        assertThat(StatisticsMapping.fromWire(record)).isEqualTo(nothing);
    }

    @Test
    void namesAndTypesAreThoseOfLibvirt() {
        assertThat(StatisticsMapping.toWire(everything()).params())
                .contains(
                        TypedParam.ofInt("state.state", 1),
                        TypedParam.ofInt("state.reason", 1),
                        TypedParam.ofULong("cpu.time", 30),
                        TypedParam.ofULong("balloon.current", 2048),
                        TypedParam.ofULong("balloon.last-update", 5),
                        TypedParam.ofUInt("vcpu.maximum", 2),
                        TypedParam.ofInt("vcpu.0.state", 1),
                        TypedParam.ofULong("vcpu.0.time", 9),
                        TypedParam.ofUInt("net.count", 2),
                        TypedParam.ofText("net.0.name", "vnet0"),
                        TypedParam.ofULong("net.0.tx.drop", 8),
                        TypedParam.ofText("block.0.path", "/images/a"),
                        TypedParam.ofUInt("block.0.backingIndex", 1),
                        TypedParam.ofULong("block.0.rd.reqs", 11));
    }

    @Test
    void countsThatCannotBeAreNotBelieved() {
        DomainStatsRecord record =
                new DomainStatsRecord(
                        DomainMapping.toWire(DOMAIN),
                        List.of(
                                TypedParam.ofUInt("net.count", -1),
                                TypedParam.ofUInt("block.count", 1 << 30),
                                TypedParam.ofUInt("vcpu.maximum", -1)));
        DomainStatistics read = StatisticsMapping.fromWire(record);
        assertThat(read.interfaces().orElseThrow()).hasSizeLessThanOrEqualTo(3);
        assertThat(read.blocks().orElseThrow()).hasSizeLessThanOrEqualTo(3);
        assertThat(read.vcpus().orElseThrow().each()).isEmpty();
    }

    @Test
    void noBitsMeanEveryGroup() {
        assertThat(StatisticsMapping.groups(0)).isEqualTo(StatisticsGroup.ALL);
        assertThat(StatisticsMapping.groups(1 | 1 << 5))
                .isEqualTo(Set.of(StatisticsGroup.STATE, StatisticsGroup.BLOCK));
        assertThat(StatisticsMapping.unknown(1 << 20 | 1)).isEqualTo(1 << 20);
    }
}
