package org.ostler.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.ostler.model.diff.DomainChange;
import org.ostler.model.diff.DomainDiff;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;

/// What holds for the difference of any two domains.
final class DomainDiffPropertiesTest {
    private static final int DOMAINS = 300;

    private record Values(String path, Optional<String> one, Optional<String> other) {
        Values mirrored() {
            return new Values(path, /* one= */ other, /* other= */ one);
        }
    }

    private static DomainSpec domain(long seed) {
        return new SpecGenerator(new SplittableRandom(seed)).domain();
    }

    private static List<Values> values(DomainSpec before, DomainSpec after) {
        return DomainDiff.of(before, after).changes().stream()
                .map(c -> new Values(c.path(), c.before(), c.after()))
                .toList();
    }

    private static List<Values> mirrored(List<Values> values) {
        return values.stream().map(Values::mirrored).toList();
    }

    @Test
    void domainDoesNotDifferFromItself() {
        for (long seed = 0; seed < DOMAINS; seed++) {
            DomainSpec spec = domain(seed);
            DomainSpec again = DomainXml.parse(DomainXml.format(spec)).spec();
            assertThat(DomainDiff.of(spec, again).changes()).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void differenceOfExchangedDomainsIsTheExchangedDifference() {
        for (long seed = 0; seed < DOMAINS; seed++) {
            DomainSpec one = domain(seed);
            DomainSpec other = domain(seed + DOMAINS);
            assertThat(values(other, one))
                    .as("seed %d", seed)
                    .isEqualTo(mirrored(values(one, other)));
            DomainSpec related = other.withDevices(shuffled(one.devices(), seed));
            assertThat(values(related, one))
                    .as("related of seed %d", seed)
                    .isEqualTo(mirrored(values(one, related)));
        }
    }

    @Test
    void noChangeOfAPartIsSilent() {
        for (long seed = 0; seed < DOMAINS; seed++) {
            DomainSpec one = domain(seed);
            DomainSpec other = domain(seed + DOMAINS);
            silent(one, one.withOs(other.os()), seed);
            silent(one, one.withCpu(other.cpu()), seed);
            silent(one, one.withFeatures(other.features()), seed);
            silent(one, one.withMemory(other.memory()), seed);
            silent(one, one.withMetadata(other.metadata()), seed);
            silent(one, one.withDevices(other.devices()), seed);
        }
    }

    private static void silent(DomainSpec one, DomainSpec other, long seed) {
        String text = DomainXml.format(other);
        if (!text.equals(DomainXml.format(one))) {
            assertThat(DomainDiff.of(one, other).changes())
                    .as("seed %d: %s", seed, text)
                    .isNotEmpty();
        }
    }

    private static Devices shuffled(Devices devices, long seed) {
        List<Disk> disks = new ArrayList<>(devices.disks());
        Collections.shuffle(disks, new Random(seed));
        List<NetworkInterface> cards = new ArrayList<>(devices.interfaces());
        Collections.shuffle(cards, new Random(seed));
        return devices.withDisks(disks).withInterfaces(cards);
    }

    @Test
    void pathsAreWrittenOnceForEachChange() {
        for (long seed = 0; seed < DOMAINS; seed++) {
            List<DomainChange> changes =
                    DomainDiff.of(domain(seed), domain(seed + DOMAINS)).changes();
            assertThat(
                            changes.stream()
                                    .map(DomainChange::path)
                                    .filter(path -> !path.endsWith("/comment()")))
                    .as("seed %d", seed)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void differenceOfHugeDomainsTakesLinearTime() {
        String head =
                "<domain type='test'><name>n</name><memory>9</memory><os><type>hvm</type></os>"
                        + "<devices>";
        StringBuilder one = new StringBuilder(head);
        StringBuilder other = new StringBuilder(head);
        for (int i = 0; i < 20_000; i++) {
            String odd = "<odd" + i + "/><rng model='virtio'><backend model='random'>";
            one.append(odd).append("/dev/").append(i).append("</backend></rng>");
            other.append(odd).append("/dev/").append(i + 7).append("</backend></rng>");
        }
        DomainSpec a = DomainXml.accepted(one.append("</devices></domain>").toString()).spec();
        DomainSpec b = DomainXml.accepted(other.append("</devices></domain>").toString()).spec();
        Assertions.assertTimeout(
                Duration.ofSeconds(10), () -> assertThat(DomainDiff.of(a, b).changes()).hasSize(7));
    }
}
