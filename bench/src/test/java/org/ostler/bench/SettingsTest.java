package org.ostler.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class SettingsTest {
    private static Settings of(String... words) {
        List<String> all = new ArrayList<>(List.of("--work", "/w", "--dist", "/d", "--page", "/p"));
        all.addAll(List.of(words));
        return Settings.of(all, Scenarios.standard());
    }

    @Test
    void wholeRunIsWrittenDown() {
        assertThat(of().write()).isTrue();
        assertThat(of().scenarios()).isEmpty();
        assertThat(of("--no-write").write()).isFalse();
    }

    @Test
    void quickOrPartialRunIsNotUnlessAskedFor() {
        assertThat(of("--quick").write()).isFalse();
        assertThat(of("calls").write()).isFalse();
        assertThat(of("calls", "--write").write()).isTrue();
    }

    @Test
    void roundsAreANumber() {
        assertThat(of("--rounds", "7").rounds()).isEqualTo(7);
        assertThat(of("--quick").rounds()).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of("--rounds", "0"))
                .withMessageContaining("a number from 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of("--rounds"))
                .withMessageContaining("needs a value");
    }

    @Test
    void unknownWordIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of("cals"))
                .withMessageContaining("cals");
    }
}
