package org.ostler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ostler.api.Domain;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/// Many domains, with bounds that leave room for a slow machine.
class ScaleTest {
    private static final int DOMAINS = 5_000;
    private static final int ROUNDS = 20;
    private static final Duration LIST_AT_MOST = Duration.ofMillis(50);

    @Test
    void listOfManyDomainsIsFastAndXmlIsRenderedOnce() {
        try (Engine engine =
                Engine.builder(new ScriptedDriver(), EnginePaths.under(Path.of("/memory")))
                        .storage(new MemoryStorage())
                        .bootId("boot-1")
                        .open()) {
            for (int i = 0; i < DOMAINS; i++) {
                engine.define(Specs.spec("d" + i), Set.of());
            }
            long start = System.nanoTime();
            for (int i = 0; i < ROUNDS; i++) {
                assertThat(engine.statuses().size()).isEqualTo(DOMAINS);
            }
            long each = (System.nanoTime() - start) / ROUNDS;
            assertThat(Duration.ofNanos(each)).isLessThan(LIST_AT_MOST);
            for (Domain domain : engine.domains()) {
                assertThat(domain.xml(Set.of())).isSameAs(domain.xml(Set.of()));
            }
        }
    }
}
