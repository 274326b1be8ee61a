package org.ostler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

class RandomUuidsTest {
    @Test
    void uuidsAreOfTheRandomKindAndNeverTheSame() {
        Set<UUID> seen = new HashSet<>();
        long ones = 0;
        for (int i = 0; i < 1000; i++) {
            UUID next = RandomUuids.next();
            assertThat(next.version()).isEqualTo(4);
            assertThat(next.variant()).isEqualTo(2);
            assertThat(seen.add(next)).isTrue();
            ones += Long.bitCount(next.getMostSignificantBits());
            ones += Long.bitCount(next.getLeastSignificantBits());
        }
        // 122 random bits each, of which half are ones, and two that are always one.
        assertThat(ones / 1000.0).isBetween(61.0, 65.0);
    }
}
