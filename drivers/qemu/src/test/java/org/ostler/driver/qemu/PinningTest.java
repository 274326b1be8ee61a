package org.ostler.driver.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ostler.engine.spi.Canonical;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;

import java.nio.file.Files;
import java.nio.file.Path;

/// A guest that was defined stays what it is when QEMU is upgraded.
class PinningTest {
    private static final Path GOLDEN =
            Path.of(System.getProperty("ostler.root"), "drivers/qemu/src/test/resources/golden");

    @ParameterizedTest
    @ValueSource(strings = {"plain-pc", "plain-q35", "devices-pc", "devices-q35", "kernel-boot"})
    void upgradeThatChangesDefaultsChangesNothingOfAGuestThatExists(String name) throws Exception {
        DomainSpec written =
                DomainXml.parse(Files.readString(GOLDEN.resolve(name + ".xml"))).spec();
        Canonical defined = QemuCanonical.of(written, Qemu72.TARGET);
        Canonical later = QemuCanonical.of(defined.spec(), Qemu72.UPGRADED);
        assertThat(DomainXml.format(later.spec())).isEqualTo(DomainXml.format(defined.spec()));
        assertThat(later.values()).isEmpty();
        assertThat(Guests.arguments(defined, Qemu72.UPGRADED).words())
                .isEqualTo(Guests.arguments(defined, Qemu72.TARGET).words());
    }

    @Test
    void upgradeDoesChangeAGuestThatIsDefinedAfterIt() {
        DomainSpec written = Guests.with("pc", "");
        DomainSpec before = QemuCanonical.of(written, Qemu72.TARGET).spec();
        DomainSpec after = QemuCanonical.of(written, Qemu72.UPGRADED).spec();
        assertThat(before.os().machine()).contains("pc-i440fx-7.2");
        assertThat(after.os().machine()).contains("pc-i440fx-9.1");
        assertThat(after.cpu()).isNotEqualTo(before.cpu());
    }
}
